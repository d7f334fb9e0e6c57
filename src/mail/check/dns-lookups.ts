import type { promises } from 'node:dns';
import { isIPv4 } from 'node:net';

/** What is asked of DNS; `dns.promises.Resolver` is one. */
export type DnsResolver = Pick<
  promises.Resolver,
  'resolveTxt' | 'resolve4' | 'resolve6' | 'resolveMx' | 'resolvePtr'
>;

/** Something that was looked at, and one sentence for the operator: what is, and what to do where it is not good. */
export interface Finding {
  isGood: boolean;
  sentence: string;
}

/**
 * A question to DNS; none where DNS says that there is nothing.
 * @throws Error where DNS does not answer: that is no answer about the name.
 */
export async function lookUp<Answer>(question: Promise<Answer[]>): Promise<Answer[]> {
  try {
    return await question;
  } catch (error) {
    if (['ENOTFOUND', 'ENODATA'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

/** TXT records, each put together from its pieces. */
export async function lookUpTexts(resolver: DnsResolver, name: string): Promise<string[]> {
  return (await lookUp(resolver.resolveTxt(name))).map((pieces) => pieces.join(''));
}

/** IPv4 and IPv6 addresses of a name. */
export async function lookUpAddresses(resolver: DnsResolver, name: string): Promise<string[]> {
  const [v4, v6] = await Promise.all([lookUp(resolver.resolve4(name)), lookUp(resolver.resolve6(name))]);
  return [...v4, ...v6];
}

/**
 * The names of an address. Not by `resolver.reverse`, which reads this machine's hosts file too, and says that there is
 * no name where DNS does not answer.
 */
export async function lookUpNames(resolver: DnsResolver, address: string): Promise<string[]> {
  return lookUp(resolver.resolvePtr(isIPv4(address) ? reverseIpv4(address) : reverseIpv6(address)));
}

function reverseIpv4(address: string): string {
  return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
}

/** RFC 3596 2.5. */
function reverseIpv6(address: string): string {
  const [head = [], tail] = address.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const missing = tail === undefined ? 0 : 8 - head.length - tail.length;
  const groups = [...head, ...Array<string>(missing).fill('0'), ...(tail ?? [])];
  const digits = groups.map((group) => group.padStart(4, '0')).join('');
  return `${[...digits].reverse().join('.')}.ip6.arpa`;
}
