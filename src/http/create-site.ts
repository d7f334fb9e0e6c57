import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import type { Log } from '../lib/log.ts';
import { answerCache } from './answer-cache.ts';
import { networkLimit } from './network-limit.ts';
import { packedAnswers } from './packed-answers.ts';
import { requestLog } from './request-log.ts';
import { sameOrigin } from './same-origin.ts';
import { securityHeaders } from './security-headers.ts';
import { trustedProxies } from './trusted-proxies.ts';

export interface SiteOptions {
  baseUrl: string;
  log: Log;
  /** Paths that other sites' programs may POST to, because the address holds the proof. */
  postedFromAnywhere: RegExp;
  /** So long a public answer is given again to whoever asks for the same, while the data is; 0 makes each anew. */
  keptMs?: number;
  /** Another text once the data behind the pages is another. */
  versionOf?: () => Promise<string>;
  /** See `trustedProxies`. */
  proxies?: readonly string[];
}

/** The largest form takes a file of some thousand references. */
const MAX_BODY_BYTES = 1024 * 1024;

/** As long as the pages allow every cache between here and the reader. */
const KEPT_MS = 60_000;

/**
 * What every answer of the program goes through, outermost first. The edges are mounted in it; whatever they answer
 * gets its headers, its ETag and, where the reader's program takes it, gzip.
 */
export function createSite({
  baseUrl,
  log,
  postedFromAnywhere,
  keptMs = KEPT_MS,
  versionOf,
  proxies = [],
}: SiteOptions): Hono {
  const site = new Hono();
  site.use(requestLog(log));
  site.use(trustedProxies(proxies));
  site.use(networkLimit());
  site.use(answerCache({ keptMs, ...(versionOf && { versionOf }) }));
  site.use(securityHeaders({ baseUrl }));
  // Hono's two pack what is a stream, and answer 304; the rest comes to them marked and packed.
  site.use(compress());
  site.use(etag());
  site.use(packedAnswers());
  site.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (c) => c.text('The request is larger than this site takes.\n', 413),
    }),
  );
  site.use(sameOrigin({ exempt: postedFromAnywhere }));
  return site;
}
