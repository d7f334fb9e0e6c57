import { expect, test } from 'vitest';
import { startDnsServer, type DnsRecords } from '../../../test/support/dns-server.ts';
import { dkimRecord, makeDkimKey } from '../dkim-signer.ts';
import { checkSenderDomain, type SenderSetUp } from './check-sender-domain.ts';

const dkimKey = makeDkimKey();
const published = dkimRecord({ domain: 'example.org', privateKey: dkimKey });

/** As `mail keys` says, with a mail server that has a name. */
const right: DnsRecords = {
  'A mx.example.org': ['192.0.2.25'],
  'PTR 25.2.0.192.in-addr.arpa': ['mx.example.org'],
  'TXT example.org': ['some-site-verification=1', 'v=spf1 mx -all'],
  'MX example.org': ['mx.example.org'],
  [`TXT ${published.name.toLowerCase()}`]: [published.value.replaceAll('" "', '').replaceAll('"', '')],
  'TXT _dmarc.example.org': ['v=DMARC1; p=quarantine'],
};
const setUp: SenderSetUp = {
  domain: 'example.org',
  returnDomain: 'example.org',
  relayHost: 'mx.example.org',
  dkimKey,
};

test('a sender that is set up as told has nothing to mend', async () => {
  const { resolver } = await startDnsServer(right);
  expect(await checkSenderDomain(resolver, setUp)).toEqual([
    found('PTR: the mail server 192.0.2.25 is called mx.example.org, and mx.example.org leads back to it.'),
    found('SPF: example.org allows the mail server (192.0.2.25).'),
    found(`DKIM: ${published.name} publishes the key that mails are signed with.`),
    found('DMARC: _dmarc.example.org has the policy quarantine.'),
  ]);
});

test('where nothing is published each is said, with what to do', async () => {
  const { resolver } = await startDnsServer({ 'A mx.example.org': ['192.0.2.25'] });
  expect(await checkSenderDomain(resolver, { ...setUp, dkimKey: undefined })).toEqual([
    missed(
      'PTR: the mail server 192.0.2.25 has no name; ask its provider to set one (Gmail refuses with 5.7.25).',
    ),
    missed('SPF: example.org has no record; publish what bin/offprint mail keys prints.'),
    missed(
      'DKIM: there is no key, so mails go unsigned unless the mail server signs; run bin/offprint mail keys.',
    ),
    missed('DMARC: example.org has no record; publish what bin/offprint mail keys prints.'),
  ]);
});

test.each<[reason: string, records: DnsRecords, setUp: Partial<SenderSetUp>, sentence: RegExp]>([
  [
    'a name that leads elsewhere',
    { 'PTR 25.2.0.192.in-addr.arpa': ['host.provider.example'] },
    {},
    /^PTR: .* called host\.provider\.example, but that name does not lead back/,
  ],
  [
    'two SPF records',
    { 'TXT example.org': ['v=spf1 mx -all', 'v=spf1 -all'] },
    {},
    /^SPF: example\.org has 2 records; more than one counts as none/,
  ],
  [
    'an SPF record without the mail server',
    { 'TXT example.org': ['v=spf1 ip4:198.51.100.0/24 -all'] },
    {},
    /^SPF: for the mail server 192\.0\.2\.25, example\.org says fail; add it/,
  ],
  [
    'a return address of another domain',
    { 'TXT bounces.example': ['v=spf1 mx -all'] },
    { returnDomain: 'bounces.example' },
    /^SPF: bounces\.example is no relation of example\.org/,
  ],
  ['another key', {}, { dkimKey: makeDkimKey() }, /^DKIM: .* publishes another key than mails are signed/],
  [
    'no policy',
    { 'TXT _dmarc.example.org': ['v=DMARC1; rua=mailto:a@example.org'] },
    {},
    /^DMARC: the record of _dmarc\.example\.org has no p=none, quarantine or reject/,
  ],
])('%s is found', async (_reason, records, changed, sentence) => {
  const { resolver } = await startDnsServer({ ...right, ...records });
  const bad = (await checkSenderDomain(resolver, { ...setUp, ...changed })).filter(({ isGood }) => !isGood);
  expect(bad).toEqual([{ isGood: false, sentence: expect.stringMatching(sentence) as string }]);
});

test('the policy of the domain above counts, and advice is given with it', async () => {
  const { resolver } = await startDnsServer({
    'TXT _dmarc.example.org': ['v=DMARC1; p=reject; sp=none; pct=50'],
  });
  const findings = await checkSenderDomain(resolver, {
    ...{ domain: 'papers.example.org', returnDomain: 'papers.example.org' },
    ...{ relayHost: undefined, dkimKey },
  });
  expect(findings.at(-1)).toEqual(
    found(
      'DMARC: _dmarc.example.org has the policy none; raise it to quarantine once reports show no surprises. Take out pct=, which RFC 9989 has done away with.',
    ),
  );
});

test('a mail server has a name by IPv6 too', async () => {
  const { resolver } = await startDnsServer({
    'AAAA mx.example.org': ['2001:db8::25'],
    [`PTR 5.2.0.0.${'0.'.repeat(20)}8.b.d.0.1.0.0.2.ip6.arpa`]: ['mx.example.org'],
    'TXT example.org': ['v=spf1 ip6:2001:db8::/32 -all'],
  });
  expect((await checkSenderDomain(resolver, setUp)).slice(0, 2)).toEqual([
    found('PTR: the mail server 2001:db8::25 is called mx.example.org, and mx.example.org leads back to it.'),
    found('SPF: example.org allows the mail server (2001:db8::25).'),
  ]);
});

test('from a mail server of this machine nothing follows about the address that the world sees', async () => {
  const { resolver } = await startDnsServer(right);
  const [spf] = await checkSenderDomain(resolver, { ...setUp, relayHost: '127.0.0.1' });
  expect(spf).toMatchObject({
    isGood: true,
    sentence: expect.stringMatching(/can't be seen from here/) as string,
  });
});

test('a DNS that does not answer is no answer about the names', async () => {
  const { resolver, stop } = await startDnsServer(right);
  stop();
  const findings = await checkSenderDomain(resolver, { ...setUp, relayHost: '192.0.2.25' });
  expect(findings.map(({ isGood }) => isGood)).toEqual([false, false, false, false]);
  for (const { sentence } of findings)
    expect(sentence).toMatch(/^\w+: DNS does not answer .*try again later/);
});

const found = (sentence: string): object => ({ isGood: true, sentence });
const missed = (sentence: string): object => ({ isGood: false, sentence });
