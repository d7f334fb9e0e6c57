import { authenticate } from 'mailauth';
import { expect, test } from 'vitest';
import { startDnsServer } from '../../../test/support/dns-server.ts';
import { evaluateSpf } from './evaluate-spf.ts';

const around = {
  'A mx.example.org': ['192.0.2.25'],
  'AAAA mx.example.org': ['2001:db8::25'],
  'A example.org': ['192.0.2.80'],
  'MX example.org': ['mx.example.org'],
  'TXT relay.example': ['v=spf1 ip4:192.0.2.0/24 -all'],
  'TXT none.example': ['not an SPF record'],
  'TXT circle.example': ['v=spf1 include:circle.example -all'],
};

test.each([
  ['v=spf1 mx -all', 'pass', 'pass'],
  ['v=spf1 a -all', 'fail', 'fail'],
  ['v=spf1 a/24 ~all', 'pass', 'softfail'],
  ['v=spf1 a:mx.example.org -all', 'pass', 'pass'],
  ['v=spf1 ip4:192.0.2.25 -all', 'pass', 'fail'],
  ['v=spf1 ip4:192.0.2.0/28 ip6:2001:db8::/64 ?all', 'neutral', 'pass'],
  ['v=spf1 -ip4:192.0.2.25 +all', 'fail', 'pass'],
  ['v=spf1 include:relay.example -all', 'pass', 'fail'],
  ['v=spf1 redirect=relay.example', 'pass', 'fail'],
  ['v=spf1 redirect=none.example', 'permerror', 'permerror'],
  ['v=spf1 include:circle.example -all', 'permerror', 'permerror'],
  ['v=spf1 exp=why.example mx -all', 'pass', 'pass'],
  ['v=spf1', 'neutral', 'neutral'],
  ['no record of this kind', 'none', 'none'],
])('%s: as RFC 7208 has it, and as mailauth does', async (record, byIpv4, byIpv6) => {
  const { resolver } = await startDnsServer({ ...around, 'TXT example.org': [record] });
  for (const [address, expected] of [
    ['192.0.2.25', byIpv4],
    ['2001:db8::25', byIpv6],
  ] as const) {
    expect(await evaluateSpf(resolver, 'example.org', address), address).toBe(expected);
    const { spf } = await authenticate(Buffer.from('From: a@example.org\r\n\r\n'), {
      ...{ ip: address, helo: 'mx.example.org', sender: 'a@example.org', mta: 'mx.example.net' },
      resolver: (name, type) => resolver.resolve(name, type) as Promise<string[][]>,
      disableArc: true,
      disableBimi: true,
    });
    expect(spf && spf.status.result, address).toBe(expected);
  }
});
