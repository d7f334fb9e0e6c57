import { BlockList, isIP, isIPv4 } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import { connectionAddress } from './client-address.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** Who asks, where a proxy in between is trusted to say so. */
    clientAddress?: string;
  }
}

/** A chain of proxies longer than this is made up. */
const MAX_HOPS = 20;

/**
 * Believes X-Forwarded-For as far as trusted proxies wrote it: the address nearest to us that is not one of theirs. Of
 * anybody else the header is not even read, since whoever asks can write into it what they like.
 */
export function trustedProxies(proxies: readonly string[]): MiddlewareHandler {
  const trusted = new BlockList();
  for (const proxy of proxies) {
    const [base = '', prefix] = proxy.split('/');
    const family = isIPv4(base) ? 'ipv4' : 'ipv6';
    trusted.addSubnet(base, Number(prefix ?? (family === 'ipv4' ? 32 : 128)), family);
  }
  const isTrusted = (address: string): boolean => trusted.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');

  return async (c, next) => {
    let address = plain(connectionAddress(c));
    const forwarded = (c.req.header('X-Forwarded-For') ?? '').split(',').slice(-MAX_HOPS);
    while (address !== undefined && isTrusted(address)) {
      const before = plain(forwarded.pop()?.trim());
      if (before === undefined) break;
      address = before;
    }
    if (proxies.length > 0 && address !== undefined) c.set('clientAddress', address);
    await next();
  };
}

/** Without port and brackets, IPv4 as such; undefined for what is no address. */
function plain(text: string | undefined): string | undefined {
  const bare = (text ?? '')
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(bare) ? bare : undefined;
}
