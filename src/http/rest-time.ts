/** Longer ones are somebody's mistake. */
const MAX_REST_MS = 24 * 3_600_000;

type Headers = { readonly [name: string]: string | undefined };

/**
 * How long an answer asks to be left alone, 0 where it doesn't say: Retry-After as seconds or as a date (RFC 9110,
 * section 10.2.3), `RateLimit` with nothing remaining (the IETF's draft), GitHub's and OpenAlex's `X-RateLimit-*` with
 * nothing remaining, and Crossref's `X-Rate-Limit-Limit` requests an `-Interval`.
 */
export function restTimeAskedFor(headers: Headers, now: Date): number {
  const asked = Math.max(
    retryAfter(headers['retry-after'], now),
    usedUp(headers),
    usedUpUntil(headers, now),
    spacing(headers),
  );
  return Math.min(asked, MAX_REST_MS);
}

/** Whether the answer means "too often": GitHub says it with 403, too. */
export function isTooOften(status: number, headers: Headers): boolean {
  return (
    status === 429 ||
    (status === 403 && (headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined))
  );
}

function retryAfter(text: string | undefined, now: Date): number {
  const trimmed = text?.trim() ?? '';
  if (/^\d{1,9}$/.test(trimmed)) return Number(trimmed) * 1000;
  // Only a date with a month's name: Date.parse takes "-5" and "1.5" for years.
  const atMs = /[a-z]{3}/i.test(trimmed) ? Date.parse(trimmed) : NaN;
  return Number.isNaN(atMs) ? 0 : Math.max(0, atMs - now.getTime());
}

/** `RateLimit: "api";r=0;t=120`, or the older `limit=500, remaining=0, reset=120`. */
function usedUp(headers: Headers): number {
  const text = headers.ratelimit ?? '';
  if (!/\b(?:r|remaining)=0\b/.test(text)) return 0;
  return Number(/\b(?:t|reset)=(\d{1,6})\b/.exec(text)?.[1] ?? 0) * 1000;
}

/** The reset is an instant in seconds at GitHub, a number of seconds elsewhere. */
function usedUpUntil(headers: Headers, now: Date): number {
  const reset = Number(headers['x-ratelimit-reset']);
  if (headers['x-ratelimit-remaining']?.trim() !== '0' || !(reset > 0)) return 0;
  return reset > 1_000_000_000 ? Math.max(0, reset * 1000 - now.getTime()) : reset * 1000;
}

function spacing(headers: Headers): number {
  const limit = Number(headers['x-rate-limit-limit']);
  const seconds = Number(/^(\d{1,5})s?$/.exec(headers['x-rate-limit-interval']?.trim() ?? '')?.[1]);
  return limit > 0 && seconds > 0 ? Math.ceil((seconds * 1000) / limit) : 0;
}
