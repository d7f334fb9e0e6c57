import { isIP } from 'node:net';
import { dkimRecord } from '../dkim-signer.ts';
import { lookUpAddresses, lookUpNames, lookUpTexts, type DnsResolver, type Finding } from './dns-lookups.ts';
import { evaluateSpf } from './evaluate-spf.ts';

export interface SenderSetUp {
  /** Of the From address. */
  domain: string;
  /** Of the address that failures come back to, which SPF is asked for. */
  returnDomain: string;
  /** Name or address of the mail server; undefined: there is none. */
  relayHost: string | undefined;
  /** PEM; undefined: mails go unsigned. */
  dkimKey: string | undefined;
}

/** What DNS says of the sender: one finding each of the mail server's address, SPF, DKIM and DMARC. */
export async function checkSenderDomain(resolver: DnsResolver, setUp: SenderSetUp): Promise<Finding[]> {
  const findings: Finding[] = [];
  const addresses = await publicAddresses(resolver, setUp.relayHost).catch(() => []);
  const checks: [string, () => Promise<Finding>][] = [
    ...addresses.map((address): [string, () => Promise<Finding>] => [
      'PTR',
      () => checkPtr(resolver, address),
    ]),
    ['SPF', () => checkSpf(resolver, setUp, addresses)],
    ['DKIM', () => checkDkim(resolver, setUp)],
    ['DMARC', () => checkDmarc(resolver, setUp)],
  ];
  for (const [name, check] of checks) {
    findings.push(
      await check().catch((error: Error) =>
        bad(`${name}: DNS does not answer (${error.message}); try again later.`),
      ),
    );
  }
  return findings;
}

/** From loopback and private addresses nothing follows about the address that the world sees. */
async function publicAddresses(resolver: DnsResolver, host: string | undefined): Promise<string[]> {
  if (host === undefined) return [];
  const addresses = isIP(host) ? [host] : await lookUpAddresses(resolver, host);
  return addresses.filter(
    (one) => !/^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd]|fe80:)/i.test(one),
  );
}

async function checkPtr(resolver: DnsResolver, address: string): Promise<Finding> {
  const names = await lookUpNames(resolver, address);
  for (const name of names) {
    if ((await lookUpAddresses(resolver, name)).includes(address)) {
      return good(`PTR: the mail server ${address} is called ${name}, and ${name} leads back to it.`);
    }
  }
  return bad(
    names.length === 0
      ? `PTR: the mail server ${address} has no name; ask its provider to set one (Gmail refuses with 5.7.25).`
      : `PTR: the mail server ${address} is called ${names[0]}, but that name does not lead back to it; add an address record.`,
  );
}

async function checkSpf(
  resolver: DnsResolver,
  { domain, returnDomain }: SenderSetUp,
  addresses: string[],
): Promise<Finding> {
  const records = (await lookUpTexts(resolver, returnDomain)).filter((text) => /^v=spf1(\s|$)/i.test(text));
  if (records.length === 0)
    return bad(`SPF: ${returnDomain} has no record; publish what bin/offprint mail keys prints.`);
  if (records.length > 1)
    return bad(`SPF: ${returnDomain} has ${records.length} records; more than one counts as none.`);
  if (!isAligned(returnDomain, domain)) {
    return bad(`SPF: ${returnDomain} is no relation of ${domain}, so that DMARC will not count it.`);
  }
  if (addresses.length === 0) {
    return good(
      `SPF: ${returnDomain} has the record "${records[0]}". Which address mails leave from can't be seen from here; make sure it is in it.`,
    );
  }
  for (const address of addresses) {
    const result = await evaluateSpf(resolver, returnDomain, address);
    if (result !== 'pass') {
      return bad(
        `SPF: for the mail server ${address}, ${returnDomain} says ${result}; add it to the record "${records[0]}".`,
      );
    }
  }
  return good(`SPF: ${returnDomain} allows the mail server (${addresses.join(', ')}).`);
}

async function checkDkim(resolver: DnsResolver, { domain, dkimKey }: SenderSetUp): Promise<Finding> {
  if (dkimKey === undefined) {
    return bad(
      'DKIM: there is no key, so mails go unsigned unless the mail server signs; run bin/offprint mail keys.',
    );
  }
  const { name, value } = dkimRecord({ domain, privateKey: dkimKey });
  const wanted = tagOf(value.replaceAll('" "', '').replaceAll('"', ''), 'p');
  const records = await lookUpTexts(resolver, name);
  const published = records.map((record) => tagOf(record, 'p')).filter((key) => key !== undefined);
  if (published.length === 0)
    return bad(`DKIM: ${name} has no key; publish what bin/offprint mail keys prints.`);
  return wanted !== undefined && published.includes(wanted)
    ? good(`DKIM: ${name} publishes the key that mails are signed with.`)
    : bad(
        `DKIM: ${name} publishes another key than mails are signed with; publish what bin/offprint mail keys prints.`,
      );
}

/** RFC 9989 4.10: at most so many names are asked on the way up. */
const MAX_TREE_WALK = 8;

async function checkDmarc(resolver: DnsResolver, { domain }: SenderSetUp): Promise<Finding> {
  let labels = domain.split('.');
  for (let step = 0; step < MAX_TREE_WALK && labels.length > 1; step += 1) {
    const name = labels.join('.');
    const records = (await lookUpTexts(resolver, `_dmarc.${name}`)).filter((text) =>
      /^v=DMARC1\b/i.test(text),
    );
    if (records.length > 1)
      return bad(`DMARC: _dmarc.${name} has ${records.length} records; more than one counts as none.`);
    if (records[0] !== undefined) return judgeDmarc(name, records[0], name === domain);
    // A long name is walked from its last seven labels on.
    labels = labels.slice(labels.length > MAX_TREE_WALK ? 1 - MAX_TREE_WALK : 1);
  }
  return bad(`DMARC: ${domain} has no record; publish what bin/offprint mail keys prints.`);
}

function judgeDmarc(name: string, record: string, isOwn: boolean): Finding {
  const policy = (isOwn ? undefined : tagOf(record, 'sp')) ?? tagOf(record, 'p');
  if (!policy || !['none', 'quarantine', 'reject'].includes(policy.toLowerCase())) {
    return bad(`DMARC: the record of _dmarc.${name} has no p=none, quarantine or reject: "${record}".`);
  }
  const advice =
    policy.toLowerCase() === 'none' ? '; raise it to quarantine once reports show no surprises' : '';
  const outdated = /;\s*(pct|rf|ri)=/i.exec(record)?.[1];
  const note = outdated ? ` Take out ${outdated}=, which RFC 9989 has done away with.` : '';
  return good(`DMARC: _dmarc.${name} has the policy ${policy}${advice}.${note}`);
}

function tagOf(record: string, tag: string): string | undefined {
  const found = record.split(';').find((part) => part.trim().toLowerCase().startsWith(`${tag}=`));
  return found?.slice(found.indexOf('=') + 1).replace(/\s/g, '') || undefined;
}

/** Relaxed, without knowing where registries begin: one is the other, or beneath it. */
function isAligned(one: string, other: string): boolean {
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}

const good = (sentence: string): Finding => ({ isGood: true, sentence });
const bad = (sentence: string): Finding => ({ isGood: false, sentence });
