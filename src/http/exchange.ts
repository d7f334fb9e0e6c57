import { lookup as resolveName } from 'node:dns';
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { HttpError, type HttpFailure } from './http-client.ts';
import { isPublicAddress } from './network-addresses.ts';

export interface ExchangeOptions {
  url: URL;
  method: 'GET' | 'POST';
  headers: { [name: string]: string };
  body?: string | undefined;
  /** Of the body, as it comes and unpacked. */
  maxBytes: number;
  /** For all of it, the last byte included. */
  deadlineMs: number;
  /** `public`: connects to addresses of the public internet only, whatever a name resolves to. */
  network: 'public' | 'any';
  /** In place of the system's, for tests. */
  lookup?: LookupFunction | undefined;
  signal: AbortSignal;
}

export interface Exchanged {
  status: number;
  headers: { [name: string]: string | undefined };
  body: Buffer;
}

/**
 * One request and its whole answer, redirects not followed, over a connection of its own: a source that allows one
 * connection must not find an idle one of another process beside it.
 * @throws HttpError
 */
export function exchange(options: ExchangeOptions): Promise<Exchanged> {
  const { url, method, headers, body, deadlineMs, network, signal, lookup = resolveName } = options;
  return new Promise((resolve, reject) => {
    const init: RequestOptions = {
      method,
      agent: false,
      headers: { ...headers, 'accept-encoding': 'gzip, deflate, br', connection: 'close' },
      lookup: network === 'public' ? publicLookup(url, lookup) : lookup,
    };
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, init);
    const end = (error?: unknown, exchanged?: Exchanged): void => {
      clearTimeout(deadline);
      signal.removeEventListener('abort', abort);
      request.destroy();
      if (exchanged) resolve(exchanged);
      else reject(signal.aborted ? (signal.reason as Error) : describe(error, url));
    };
    const abort = (): void => end();
    const deadline = setTimeout(
      () => end(failed('too slow', `gave no whole answer within ${deadlineMs / 1000} s`, url)),
      deadlineMs,
    );
    signal.addEventListener('abort', abort);
    if (network === 'public') request.on('socket', (socket) => refuseClosedNetworks(socket, url, end));
    request.on('error', end);
    request.on('response', (message) => {
      collect(message, options).then(
        (bytes) =>
          end(undefined, { status: message.statusCode ?? 0, headers: oneOfEach(message), body: bytes }),
        end,
      );
    });
    request.end(body);
    if (signal.aborted) abort();
  });
}

/** The last word is where the connection really leads, looked at before a byte is sent. */
function refuseClosedNetworks(socket: Socket, url: URL, end: (error: unknown) => void): void {
  socket.on('connect', () => {
    if (!isPublicAddress(socket.remoteAddress ?? '')) end(leadsInside(url));
  });
}

/** Resolves a name, and fails where any of its addresses is not public: nothing there is even knocked at. */
function publicLookup(url: URL, lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, options, (error, found, family) => {
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found];
      const refusal = error ?? (addresses.every(isPublicAddress) ? null : leadsInside(url));
      callback(refusal, found, family);
    });
}

function leadsInside(url: URL): HttpError {
  return failed('not allowed', 'leads into a private network', url);
}

async function collect(message: IncomingMessage, { url, maxBytes }: ExchangeOptions): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of unpack(message) as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) throw failed('too large', `answers with more than ${maxBytes} bytes`, url);
    chunks.push(chunk);
  }
  if (!message.complete) throw failed('broken off', 'broke off in its answer', url);
  return Buffer.concat(chunks, sizeBytes);
}

function unpack(message: IncomingMessage): NodeJS.ReadableStream {
  const unpacker = unpackers[message.headers['content-encoding']?.toLowerCase() ?? '']?.();
  if (!unpacker) return message;
  message.on('error', (error) => unpacker.destroy(error));
  return message.pipe(unpacker);
}

const unpackers: {
  [encoding: string]: (() => NodeJS.ReadWriteStream & { destroy(error?: Error): void }) | undefined;
} = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

function oneOfEach(message: IncomingMessage): { [name: string]: string | undefined } {
  return Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}

const SLOW = new Set(['ETIMEDOUT', 'ESOCKETTIMEDOUT']);
const BROKEN_OFF = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

function describe(error: unknown, url: URL): HttpError {
  if (error instanceof HttpError) return error;
  const { code = '', message = '' } = (error ?? {}) as NodeJS.ErrnoException;
  if (SLOW.has(code)) return failed('too slow', 'did not answer in time', url, error);
  // zlib's own codes begin so: the packed body ended early or is damaged.
  if (BROKEN_OFF.has(code) || code.startsWith('Z_') || code.startsWith('ERR__ERROR_FORMAT')) {
    return failed('broken off', 'broke off in its answer', url, error);
  }
  if (code.startsWith('HPE_'))
    return failed('broken off', 'answers with something that is no HTTP', url, error);
  return failed('unreachable', `can't be reached (${code || message})`, url, error);
}

function failed(failure: HttpFailure, what: string, url: URL, cause?: unknown): HttpError {
  return new HttpError(failure, `${url.origin}${url.pathname} ${what}.`, { cause });
}
