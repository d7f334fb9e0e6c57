import type { ServerResponse } from 'node:http';
import type { ServiceAnswer } from './simulated-service.ts';

/** What a service may get wrong. */
export const faults = [
  'too many requests',
  'too many requests, with Retry-After',
  'unavailable',
  'broken off',
  'cut',
  'web page',
  'slow drip',
  'stale feed',
  'expired token',
  'clock skew',
] as const;

export type Fault = (typeof faults)[number];

/** Chooses what goes wrong with the next request, if anything. */
export type FaultChooser = (nth: number) => Fault | undefined;

/** Each fault with this probability, the same ones again for the same seed. */
export function everyFaultAt(rate: number, seed = 1): FaultChooser {
  return (nth) => {
    const drawn = pseudoRandom(seed * 1_000_003 + nth) / rate;
    return faults[Math.floor(drawn)];
  };
}

/** Sends the answer, with the fault in it. */
export async function send(
  answer: ServiceAnswer,
  fault: Fault | undefined,
  response: ServerResponse,
  now: Date,
): Promise<void> {
  const { status = 200, type = 'text/plain', headers = {}, body } = answer;
  const bytes = Buffer.from(body);
  const whole = { 'content-type': type, date: now.toUTCString(), ...headers };
  const end = (code: number, more: { [name: string]: string }, content: string | Buffer = ''): void => {
    response.writeHead(code, { ...whole, ...more }).end(content);
  };
  switch (fault) {
    case 'too many requests':
      return end(429, { 'content-type': 'text/plain' }, 'Rate exceeded.');
    case 'too many requests, with Retry-After':
      return end(429, { 'content-type': 'text/plain', 'retry-after': '7' }, 'Rate exceeded.');
    case 'unavailable':
      return end(503, { 'content-type': 'text/html' }, '<html><body>503 Service Unavailable</body></html>');
    case 'web page':
      return end(
        200,
        { 'content-type': 'text/html' },
        '<!DOCTYPE html><html><body>Be right back.<br></body></html>',
      );
    case 'cut':
      return end(status, {}, bytes.subarray(0, Math.floor(bytes.length / 2)));
    case 'broken off':
      response.writeHead(status, { ...whole, 'content-length': String(bytes.length + 1) });
      response.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
      await new Promise(setImmediate);
      response.destroy();
      return;
    case 'slow drip':
      response.writeHead(status, whole);
      for (const piece of inPieces(bytes, 12)) {
        response.write(piece);
        await new Promise(setImmediate);
      }
      response.end();
      return;
    case 'stale feed':
    case 'expired token':
    case 'clock skew':
    case undefined:
      return end(status, {}, bytes);
  }
}

function inPieces(bytes: Buffer, count: number): Buffer[] {
  const size = Math.max(1, Math.ceil(bytes.length / count));
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}

/** 0 to 1, spread evenly over neighbouring seeds. */
function pseudoRandom(seed: number): number {
  let mixed = Math.imul(seed ^ (seed >>> 15), 2_246_822_507);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 3_266_489_909);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}
