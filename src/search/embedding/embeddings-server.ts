import { createHash } from 'node:crypto';
import { exchange, type Exchanged } from '../../http/exchange.ts';
import { HttpError } from '../../http/http-client.ts';
import type { Wait } from '../../lib/wait.ts';
import { readEmbeddings } from './read-embeddings.ts';

/** Where a stronger encoder is asked. */
export interface EmbeddingsAddress {
  /** Of the server or of its API: `http://localhost:11434`, `https://api.example.org/v1/embeddings`. */
  url: string;
  /** As the server names it; empty where it has only one. */
  model: string;
  /** Sent as bearer token; empty: none. */
  key: string;
}

export interface EmbeddingsServer {
  /** Names the model, so that vectors of different ones are never compared. */
  model: string;
  /**
   * Vectors of length 1, in the order of the texts. A server that takes fewer or shorter texts at once gets them so.
   * @throws EmbeddingsError where there is no usable answer, after `attempts` for what may pass.
   */
  embed(texts: string[], options: { deadlineMs: number; attempts: number }): Promise<Float32Array[]>;
}

/** The embeddings server can't be used at present; the message is a sentence for the operator. */
export class EmbeddingsError extends Error {
  override name = 'EmbeddingsError';
}

const FIRST_BACKOFF_MS = 500;
const MAX_RESTS_MS = 20_000;
const BYTES_PER_TEXT = 128 * 1024;
/** What says that there were too many texts or too long ones. */
const TOO_MUCH = [400, 413, 422];
/** A text that is refused at this length is refused for another reason. */
const SHORT_TEXT = 200;

/** Speaks the protocol of OpenAI's `/v1/embeddings`, as Ollama, vLLM, llama.cpp and text-embeddings-inference do. */
export function createEmbeddingsServer(
  { url, model, key }: EmbeddingsAddress,
  { wait, signal }: { wait: Wait; signal: AbortSignal },
): EmbeddingsServer {
  const address = embeddingsUrl(url);

  async function ask(texts: string[], deadlineMs: number): Promise<Exchanged> {
    return exchange({
      ...{ url: address, method: 'POST', network: 'any', deadlineMs, signal },
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(key !== '' && { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ input: texts, ...(model !== '' && { model }), encoding_format: 'float' }),
      maxBytes: 1024 * 1024 + texts.length * BYTES_PER_TEXT,
    });
  }

  const embed: EmbeddingsServer['embed'] = async (texts, { deadlineMs, attempts }) => {
    if (texts.length === 0) return [];
    for (let attempt = 1; ; attempt++) {
      const outcome = await ask(texts, deadlineMs).catch((error: unknown) => {
        if (error instanceof HttpError) return error;
        throw error;
      });
      if (outcome instanceof HttpError) {
        if (attempt >= attempts || outcome.failure === 'too large')
          throw new EmbeddingsError(outcome.message);
      } else if (outcome.status === 200) return read(outcome, texts.length);
      else if (TOO_MUCH.includes(outcome.status) && canBeLess(texts))
        return inHalves(texts, (some) => embed(some, { deadlineMs, attempts }));
      else if (attempt >= attempts || !mayPass(outcome.status)) throw refusal(outcome);
      await wait(restMs(outcome, attempt), signal);
      signal.throwIfAborted();
    }
  };

  function read({ body }: Exchanged, count: number): Float32Array[] {
    try {
      return readEmbeddings(body.toString('utf8'), count);
    } catch (error) {
      throw new EmbeddingsError(`${shown(address)} gives an answer that can't be used: ${String(error)}`);
    }
  }

  function refusal({ status, body }: Exchanged): EmbeddingsError {
    const words = body.toString('utf8').trim().slice(0, 200);
    return new EmbeddingsError(`${shown(address)} answers with status ${status}: ${words}`);
  }

  return { model: nameOfModel(address, model), embed };
}

/** The address of the server, of its `/v1` or of its `/v1/embeddings` are all understood. */
export function embeddingsUrl(url: string): URL {
  const address = new URL(url);
  const path = address.pathname.replace(/\/+$/, '');
  address.pathname = path.endsWith('/embeddings')
    ? path
    : `${/\/v\d+$/.test(path) ? path : `${path}/v1`}/embeddings`;
  return address;
}

/** A model keeps its vectors when its server moves; one without a name is that of its address. */
function nameOfModel({ host, pathname }: URL, model: string): string {
  const name = model === '' ? `at ${host}${pathname}` : `named ${model}`;
  return createHash('sha256').update(name).digest('hex').slice(0, 16);
}

const shown = ({ origin, pathname }: URL): string => `${origin}${pathname}`;

const mayPass = (status: number): boolean => status === 408 || status === 429 || status >= 500;

const canBeLess = (texts: string[]): boolean => texts.length > 1 || (texts[0]?.length ?? 0) > SHORT_TEXT;

async function inHalves(
  texts: string[],
  embed: (some: string[]) => Promise<Float32Array[]>,
): Promise<Float32Array[]> {
  if (texts.length === 1) return embed(texts.map((text) => text.slice(0, Math.ceil(text.length / 2))));
  const middle = Math.ceil(texts.length / 2);
  return [...(await embed(texts.slice(0, middle))), ...(await embed(texts.slice(middle)))];
}

function restMs(outcome: HttpError | Exchanged, attempt: number): number {
  const asked = 'headers' in outcome ? Number(outcome.headers['retry-after'] ?? NaN) * 1_000 : NaN;
  return Math.min(Number.isFinite(asked) ? asked : FIRST_BACKOFF_MS * 2 ** (attempt - 1), MAX_RESTS_MS);
}
