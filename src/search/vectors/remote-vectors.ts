import { createHash } from 'node:crypto';
import { EmbeddingsError, type EmbeddingsServer } from '../embedding/embeddings-server.ts';
import type { Database } from '../../storage/database.ts';
import { paperText, type EncodablePaper, type EncodedVectors } from './encode-papers.ts';
import { findEmbeddings, saveEmbeddings } from './embedding-store.ts';
import { CODE_BYTES, quantiseVector, writeCode } from './quantise-vector.ts';
import type { VectorSource } from './vector-source.ts';

const TEXTS_PER_REQUEST = 32;
const REQUESTS_AT_ONCE = 4;
const DEADLINE_MS = 60_000;
const ATTEMPTS = 4;
/** About what models of 512 tokens take in; of a longer text the beginning is sent. */
const MAX_TEXT_LENGTH = 2_000;
/** After a failure the server is left in peace for a while. */
const REST_MS = 30_000;

export interface RemoteVectors extends VectorSource {
  /** Ends what is being asked. */
  close(): Promise<void>;
}

/**
 * Papers' vectors by an embeddings server. They are asked for in the background and kept as they come; `encode` answers
 * when those of all its papers are there. While the server is away, nothing waits for it.
 */
export function createRemoteVectors(
  database: Database,
  server: EmbeddingsServer,
  { onFailure }: { onFailure(error: Error): void },
): RemoteVectors {
  const { model } = server;
  let asking: Promise<void> | undefined;
  let rest: NodeJS.Timeout | undefined;
  let isClosed = false;

  function begin(texts: Map<string, string>): void {
    asking = askFor(texts)
      .catch(leaveInPeace)
      .finally(() => (asking = undefined));
  }

  function leaveInPeace(error: unknown): void {
    if (isClosed || (error instanceof Error && error.name === 'AbortError')) return;
    rest = setTimeout(() => (rest = undefined), REST_MS).unref();
    onFailure(error instanceof Error ? error : new Error(String(error)));
  }

  async function askFor(texts: Map<string, string>): Promise<void> {
    const left = [...texts];
    const askOn = async (): Promise<void> => {
      for (let some = left.splice(0, TEXTS_PER_REQUEST); some.length > 0 && !isClosed;) {
        const vectors = await server.embed(
          some.map(([, text]) => text.slice(0, MAX_TEXT_LENGTH)),
          { deadlineMs: DEADLINE_MS, attempts: ATTEMPTS },
        );
        const kept = some.map(([textHash], at) => ({ textHash, vector: toBytes(vectors[at]!) }));
        await saveEmbeddings(database, model, kept);
        some = left.splice(0, TEXTS_PER_REQUEST);
      }
    };
    await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, askOn));
  }

  return {
    model,
    state: () => (asking ? 'busy' : rest ? 'away' : 'ready'),
    async encode(papers) {
      const texts = papers.map((paper) => paper && withHash(paper));
      const wanted = new Map(texts.flatMap((text) => (text ? [[text.hash, text.text] as const] : [])));
      const known = await findEmbeddings(database, model, [...wanted.keys()]);
      for (const hash of known.keys()) wanted.delete(hash);
      if (wanted.size > 0) {
        if (!asking && !rest && !isClosed) begin(wanted);
        return undefined;
      }
      try {
        return assemble(
          model,
          texts.map((text) => text && known.get(text.hash)),
        );
      } catch (error) {
        leaveInPeace(error);
        return undefined;
      }
    },
    async close() {
      isClosed = true;
      clearTimeout(rest);
      await asking;
    },
  };
}

function withHash(paper: EncodablePaper): { hash: string; text: string } {
  const text = paperText(paper);
  return { text, hash: createHash('sha256').update(text).digest('hex').slice(0, 32) };
}

function toBytes(vector: Float32Array): Uint8Array {
  const values = new Int8Array(vector.length);
  quantiseVector(vector, values, new Uint8Array(CODE_BYTES));
  return new Uint8Array(values.buffer);
}

/** @throws EmbeddingsError where the server gave vectors of different lengths for one model. */
function assemble(model: string, vectors: (Uint8Array | undefined)[]): EncodedVectors {
  const dims = vectors.find((vector) => vector !== undefined)?.length ?? CODE_BYTES * 8;
  const values = new Int8Array(vectors.length * dims);
  const codes = new Uint8Array(vectors.length * CODE_BYTES);
  vectors.forEach((vector, at) => {
    if (!vector) return;
    if (vector.length !== dims) {
      const lengths = `${dims} and ${vector.length}`;
      throw new EmbeddingsError(
        `The embeddings server gave vectors of ${lengths} numbers for one model: give its new one another name.`,
      );
    }
    values.set(new Int8Array(vector.buffer, vector.byteOffset, dims), at * dims);
    writeCode(
      values.subarray(at * dims, (at + 1) * dims),
      codes.subarray(at * CODE_BYTES, (at + 1) * CODE_BYTES),
    );
  });
  return { model, vectors: values, codes };
}
