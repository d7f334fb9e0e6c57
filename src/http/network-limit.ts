import type { Context, MiddlewareHandler } from 'hono';
import { monotonicMs } from '../lib/clock.ts';
import { networkOf } from '../lib/network-of.ts';
import { clientAddress } from './client-address.ts';
import { isPublicAddress } from './network-addresses.ts';

export interface NetworkLimitOptions {
  /** So many requests at once, and so many a second for ever: what a hundred readers behind one router never ask. */
  burst?: number;
  perSecond?: number;
  /** The least recently seen network is forgotten for a new one beyond so many. */
  maxNetworks?: number;
  addressOf?: (c: Context) => string | undefined;
  /** Milliseconds from an arbitrary start. */
  nowMs?: () => number;
}

/**
 * Keeps one network (IPv4 /24, IPv6 /48) from taking the whole machine, as crawlers of date archives do to small
 * sites: a bucket of requests for each, in memory. An address of a private network is a proxy on this side, which
 * stands for all readers, so only it can tell them apart; it is not limited here.
 */
export function networkLimit({
  burst = 600,
  perSecond = 20,
  maxNetworks = 10_000,
  addressOf = clientAddress,
  nowMs = monotonicMs,
}: NetworkLimitOptions = {}): MiddlewareHandler {
  const buckets = new Map<string, { left: number; atMs: number }>();

  /** Seconds until the network may ask again; 0: now. */
  function take(network: string): number {
    const now = nowMs();
    const { left, atMs } = buckets.get(network) ?? { left: burst, atMs: now };
    const filled = Math.min(burst, left + ((now - atMs) / 1000) * perSecond);
    const isAllowed = filled >= 1;
    // Set anew, the network is the last of the map: its first is the one not seen for longest.
    buckets.delete(network);
    buckets.set(network, { left: isAllowed ? filled - 1 : filled, atMs: now });
    const [oldest] = buckets.keys();
    if (buckets.size > maxNetworks && oldest !== undefined) buckets.delete(oldest);
    return isAllowed ? 0 : Math.ceil((1 - filled) / perSecond);
  }

  return async (c, next) => {
    const address = addressOf(c);
    const waitSeconds = address !== undefined && isPublicAddress(address) ? take(networkOf(address)) : 0;
    if (waitSeconds === 0) return next();
    return c.text(
      `Your network asks for more than ${perSecond} pages a second. Please wait a moment; robots: see /robots.txt.\n`,
      429,
      { 'Retry-After': String(waitSeconds), 'Cache-Control': 'no-store' },
    );
  };
}
