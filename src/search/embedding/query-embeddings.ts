import type { EmbeddingsServer } from './embeddings-server.ts';

/** A reader waits: what takes longer is answered without. */
const DEADLINE_MS = 2_000;
/** After a failure, queries don't wait for the server for a while. */
const REST_MS = 30_000;
const MAX_KEPT = 500;
/** About what models of 512 tokens take in. */
const MAX_TEXT_LENGTH = 2_000;

/** Queries' vectors by an embeddings server, the last ones kept: all pages of an answer are ranked with the same. */
export interface QueryEmbeddings {
  model: string;
  /** Undefined where the server does not answer in time, or did not lately. Never throws. */
  embed(text: string): Promise<Float32Array | undefined>;
}

export function createQueryEmbeddings(server: EmbeddingsServer): QueryEmbeddings {
  const kept = new Map<string, Float32Array>();
  let isResting = false;
  return {
    model: server.model,
    async embed(text) {
      const asked = text.trim().slice(0, MAX_TEXT_LENGTH);
      const known = kept.get(asked);
      if (known) {
        kept.delete(asked);
        kept.set(asked, known);
        return known;
      }
      if (isResting || asked === '') return undefined;
      try {
        const [vector] = await server.embed([asked], { deadlineMs: DEADLINE_MS, attempts: 1 });
        if (vector) kept.set(asked, vector);
        for (const oldest of kept.keys()) if (kept.size > MAX_KEPT) kept.delete(oldest);
        return vector;
      } catch {
        isResting = true;
        setTimeout(() => (isResting = false), REST_MS).unref();
        return undefined;
      }
    },
  };
}
