import type { promises } from 'node:dns';

/** What is asked of DNS; `dns.promises.Resolver` is one. */
export type DnsResolver = Pick<
  promises.Resolver,
  'resolveTxt' | 'resolve4' | 'resolve6' | 'resolveMx' | 'reverse'
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
