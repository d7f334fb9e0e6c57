import { isUtf8 } from 'node:buffer';
import type { LookupFunction } from 'node:net';
import { decodeUtf8, NOT_UTF8 } from '../lib/decode-utf8.ts';
import type { Clock } from '../lib/clock.ts';
import { systemWait, type Wait } from '../lib/wait.ts';
import type { Database } from '../storage/database.ts';
import { createBucketTurns } from './bucket-turns.ts';
import { exchange, type Exchanged } from './exchange.ts';
import { HttpError, type HttpAnswer, type HttpClient, type RequestOptions } from './http-client.ts';
import { problemOfEnteredUrl } from './network-addresses.ts';
import { isTooOften, restTimeAskedFor } from './rest-time.ts';
import { findValidators, saveValidators, type Validators } from './validators.ts';

/** The rule of one source's terms. All processes on one database keep it together, also across restarts. */
export interface Politeness {
  /** Sources with the same bucket share the rule and the waiting. */
  bucket: string;
  /** The only hosts that are asked or followed to. `any`: addresses that people enter; a bucket for each host. */
  hosts: readonly string[] | 'any';
  /** From the end of one answer to the next request; there is never more than one request at a time in a bucket. */
  intervalMs: number;
}

export interface PoliteClientOptions {
  database: Database;
  clock: Clock;
  politeness: Politeness;
  /** Says who asks, and how to reach them. */
  userAgent: string;
  signal: AbortSignal;
  /** A simulator: `https://HOST/PATH` is asked as `VIA/HOST/PATH`. Empty: none. */
  via?: string;
  wait?: Wait;
  /** 0 to 1, for the jitter. */
  random?: () => number;
  /** In place of the system's, for tests. */
  lookup?: LookupFunction;
  /** Of one exchange. */
  deadlineMs?: number;
}

export interface PoliteClient extends HttpClient {
  /** In the transaction that stores what was answered to `only: 'changed'`; until then it is asked for again. */
  saveValidators(transaction: Database): Promise<void>;
}

const MAX_ATTEMPTS = 5;
/** Of a machine that can't be reached, or a network that is away: the next run finds out soon enough. */
const MAX_ATTEMPTS_UNREACHABLE = 2;
const MAX_REDIRECTS = 5;
const MAX_BYTES = 64 * 1024 * 1024;
const DEADLINE_MS = 60_000;
const FIRST_BACKOFF_MS = 2_000;
const MAX_BACKOFF_MS = 120_000;

interface Question {
  method: 'GET' | 'POST';
  headers: { [name: string]: string };
  body: string | undefined;
  maxBytes: number;
}

/**
 * Asks other machines as their terms want it: in turns, one connection, with a name and a contact, waiting as told and
 * backing off with full jitter; with limits on redirects, size and time.
 */
export function createPoliteClient(options: PoliteClientOptions): PoliteClient {
  const { database, clock, politeness, signal, via = '' } = options;
  const { wait = systemWait, random = Math.random, deadlineMs = DEADLINE_MS } = options;
  const turns = createBucketTurns({
    ...{ database, clock, wait, signal, intervalMs: politeness.intervalMs },
    maxTurnMs: deadlineMs + 5_000,
  });
  const unsaved = new Map<string, Validators>();

  /** Follows redirects: each hop is a request like any other, in its turn and under the same rules. */
  async function ask(address: string, question: Question): Promise<{ url: URL; exchanged: Exchanged }> {
    let url = new URL(address);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const exchanged = await askWithRetries(url, question);
      const location = exchanged.headers.location;
      if (![301, 302, 303, 307, 308].includes(exchanged.status) || location === undefined) {
        return { url, exchanged };
      }
      url = followed(url, location, question.method);
    }
    throw new HttpError('not allowed', `${address} redirects more than ${MAX_REDIRECTS} times.`);
  }

  async function askWithRetries(url: URL, question: Question): Promise<Exchanged> {
    refuseUnlessAllowed(url, politeness.hosts);
    for (let attempt = 1; ; attempt++) {
      const outcome = await turns.take(bucketOf(politeness, url), () => askOnce(url, question, attempt));
      if (!('failure' in outcome)) return outcome.exchanged;
      signal.throwIfAborted();
      if (attempt >= attemptsFor(outcome.failure)) throw outcome.failure;
    }
  }

  /** One request; the bucket then rests for its interval, for what the answer asks, or for the back-off. */
  async function askOnce(url: URL, question: Question, attempt: number) {
    const outcome = await exchange({
      ...{ ...question, deadlineMs, signal, lookup: options.lookup },
      url: via ? new URL(`${via.replace(/\/+$/, '')}/${url.host}${url.pathname}${url.search}`) : url,
      network: politeness.hosts === 'any' && !via ? 'public' : 'any',
    }).then(judge(url), (error: unknown) => {
      if (error instanceof HttpError) return { failure: error };
      throw error;
    });
    const asked = 'exchanged' in outcome ? restTimeAskedFor(outcome.exchanged.headers, clock.now()) : 0;
    const backoff = 'failure' in outcome && asked === 0 ? backoffMs(attempt, random) : 0;
    return { answer: outcome, restMs: Math.max(politeness.intervalMs, asked, backoff) };
  }

  async function answer(
    method: 'GET' | 'POST',
    url: string,
    { headers = {}, only, maxBytes = MAX_BYTES }: RequestOptions,
    json?: unknown,
  ): Promise<HttpAnswer> {
    const known = only === 'changed' ? await findValidators(database, url) : undefined;
    const body = json === undefined ? undefined : JSON.stringify(json);
    const { url: answeredUrl, exchanged } = await ask(url, {
      ...{ method, body, maxBytes },
      headers: {
        'user-agent': options.userAgent,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(known?.etag && { 'if-none-match': known.etag }),
        ...(known?.lastModified && { 'if-modified-since': known.lastModified }),
        ...headers,
      },
    });
    if (only === 'changed' && exchanged.status === 200) unsaved.set(url, validatorsOf(exchanged));
    return toAnswer(answeredUrl, exchanged);
  }

  return {
    get: (url, requestOptions = {}) => answer('GET', url, requestOptions),
    post: (url, json, requestOptions = {}) => answer('POST', url, requestOptions, json),
    forget: (url) => void unsaved.delete(url),
    async saveValidators(transaction) {
      await saveValidators(transaction, clock, unsaved);
      unsaved.clear();
    },
  };
}

type Outcome = { exchanged: Exchanged } | { exchanged: Exchanged; failure: HttpError };

/** What may pass with time is a failure, with the answer beside it for what it asks; the rest is an answer. */
const judge =
  (url: URL) =>
  (exchanged: Exchanged): Outcome => {
    const { status, headers } = exchanged;
    const where = `${url.origin}${url.pathname}`;
    if (isTooOften(status, headers)) {
      return {
        exchanged,
        failure: new HttpError('too many requests', `${where} says that it is asked too often (${status}).`, {
          status,
        }),
      };
    }
    if (status >= 500 || status === 408 || status === 425) {
      return {
        exchanged,
        failure: new HttpError('server error', `${where} answers with status ${status}.`, { status }),
      };
    }
    return { exchanged };
  };

/** How often it is worth asking where it ends like this. */
function attemptsFor({ failure }: HttpError): number {
  if (failure === 'not allowed' || failure === 'too large') return 1;
  return failure === 'unreachable' ? MAX_ATTEMPTS_UNREACHABLE : MAX_ATTEMPTS;
}

function backoffMs(attempt: number, random: () => number): number {
  return Math.round(random() * Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempt));
}

function bucketOf({ bucket, hosts }: Politeness, url: URL): string {
  return hosts === 'any' ? `${bucket}:${url.host}` : bucket;
}

function refuseUnlessAllowed(url: URL, hosts: Politeness['hosts']): void {
  const problem =
    hosts === 'any'
      ? problemOfEnteredUrl(url)
      : hosts.includes(url.host)
        ? undefined
        : `is not at ${hosts.join(' or ')}`;
  if (problem) throw new HttpError('not allowed', `${url.origin}${url.pathname} ${problem}.`);
}

/** A POST is not repeated elsewhere, and what came encrypted is not asked for in the clear. */
function followed(from: URL, location: string, method: 'GET' | 'POST'): URL {
  const where = `${from.origin}${from.pathname}`;
  if (!URL.canParse(location, from)) {
    throw new HttpError('not allowed', `${where} redirects to an address that is none.`);
  }
  const to = new URL(location, from);
  if (method === 'POST') throw new HttpError('not allowed', `${where} redirects a POST.`);
  if (from.protocol === 'https:' && to.protocol !== 'https:') {
    throw new HttpError('not allowed', `${where} redirects from https to ${to.protocol.slice(0, -1)}.`);
  }
  return to;
}

function validatorsOf({ headers }: Exchanged): Validators {
  return { etag: headers.etag, lastModified: headers['last-modified'] };
}

function toAnswer(url: URL, { status, headers, body }: Exchanged): HttpAnswer {
  return {
    ...{ url: url.href, status, headers },
    text: () => decodeText(body),
    pieces: () => decodeUtf8(slicesOf(body)),
  };
}

function decodeText(body: Buffer): string {
  const text = body.toString('utf8').replace(/^\ufeff/, '');
  return isUtf8(body) ? text : text.replaceAll('\ufffd', NOT_UTF8);
}

const SLICE_BYTES = 64 * 1024;

async function* slicesOf(body: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < body.length; start += SLICE_BYTES) {
    // Reading a large answer must not keep the site from answering.
    await new Promise(setImmediate);
    yield body.subarray(start, start + SLICE_BYTES);
  }
}
