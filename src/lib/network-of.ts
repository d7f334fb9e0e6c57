/** The network an IP address belongs to, as far as one abuser can easily change addresses: IPv4 /24, IPv6 /48. */
export function networkOf(ipAddress: string): string {
  const v4 = /(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(ipAddress);
  if (v4) return `${v4[1]}.0/24`;
  const [head = '', tail] = ipAddress.toLowerCase().split('%')[0]!.split('::');
  const groups = head.split(':').filter(Boolean);
  const padded = tail === undefined ? groups : [...groups, '0', '0', '0'];
  return `${padded
    .slice(0, 3)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/48`;
}
