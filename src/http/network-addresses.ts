import { BlockList, isIP } from 'node:net';

/** IPv4 networks that are no place on the public internet (IANA special-purpose registry, RFC 6890 and after). */
const closedIpv4: [network: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/**
 * The same of IPv6. Everything but 2000::/3 is closed, so only what is closed within it stands here: Teredo and the
 * like (2001::/23), examples, 6to4 (which carries an IPv4 address, perhaps a private one), SRv6.
 */
const closedIpv6: [network: string, prefix: number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const closed = new BlockList();
for (const [network, prefix] of closedIpv4) closed.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of closedIpv6) closed.addSubnet(network, prefix, 'ipv6');
const globalIpv6 = new BlockList();
globalIpv6.addSubnet('2000::', 3, 'ipv6');
const mappedIpv4 = new BlockList();
mappedIpv4.addSubnet('::ffff:0:0', 96, 'ipv6');

/** Whether an IP address, in any spelling that a socket or `URL` gives, is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '');
  switch (isIP(bare)) {
    case 4:
      return !closed.check(bare, 'ipv4');
    case 6:
      // BlockList takes ::ffff:10.0.0.1 for 10.0.0.1, so a mapped address is judged by the rules of IPv4.
      if (mappedIpv4.check(bare, 'ipv6')) return !closed.check(bare, 'ipv6');
      return globalIpv6.check(bare, 'ipv6') && !closed.check(bare, 'ipv6');
    default:
      return false;
  }
}

/** What is wrong with an address that a person entered, as far as it can be seen without asking; a phrase. */
export function problemOfEnteredUrl(url: URL): string | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'is neither http nor https';
  if (url.username || url.password) return 'holds a user name or password';
  if (url.port !== '' && url.port !== '80' && url.port !== '443') return 'names a port other than 80 and 443';
  const isIpAddress = isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0;
  if (isIpAddress && !isPublicAddress(url.hostname)) return 'leads into a private network';
  return undefined;
}
