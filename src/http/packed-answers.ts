import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context, MiddlewareHandler } from 'hono';
import { COMPRESSIBLE_CONTENT_TYPE_REGEX } from 'hono/compress';

/** Less is not worth the header. */
const LEAST_PACKED_BYTES = 1024;

const pack = promisify(gzip);

/**
 * Marks each answer with an ETag and packs it for those who take gzip. It reads the whole answer at once: by Hono's
 * `etag()` and `compress()`, which read streams, this took a quarter of a page's time. What brings an ETag of its own, such as
 * an export that is a stream, goes through as it is.
 */
export function packedAnswers(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const { res } = c;
    // HEAD, too: it says what GET would (RFC 9110, 9.3.2).
    const isAsked = c.req.method === 'GET' || c.req.method === 'HEAD';
    if (!isAsked || res.status !== 200 || !res.body || res.headers.has('ETag')) return;
    const body = Buffer.from(await res.arrayBuffer());
    const tag = `"${hash('sha1', body, 'base64url')}"`;
    const headers = new Headers(res.headers);
    headers.set('ETag', tag);
    const isPacked = isPackable(headers, body) && takesGzip(c);
    if (isPacked) {
      headers.append('Vary', 'Accept-Encoding');
      headers.set('Content-Encoding', 'gzip');
      // RFC 9110, 8.8.3.3: packed and plain are not the same bytes.
      headers.set('ETag', `W/${tag}`);
      headers.delete('Content-Length');
    }
    replaceAnswer(c, new Response(isPacked ? await pack(body) : body, { status: res.status, headers }));
  };
}

/** Instead of what was answered, not beside it: given two answers, Hono makes a third, whose body is a stream. */
export function replaceAnswer(c: Context, answer: Response): void {
  c.res = undefined;
  c.res = answer;
}

function isPackable(headers: Headers, body: Buffer): boolean {
  return (
    body.byteLength >= LEAST_PACKED_BYTES &&
    COMPRESSIBLE_CONTENT_TYPE_REGEX.test(headers.get('Content-Type') ?? '') &&
    !headers.has('Content-Encoding')
  );
}

/** RFC 9110, 12.5.3. */
export function takesGzip(c: Context): boolean {
  return /(?:^|[\s,])gzip\s*(?:$|,|;\s*q=(?!0(?:\.0*)?\s*(?:$|,)))/i.test(
    c.req.header('Accept-Encoding') ?? '',
  );
}
