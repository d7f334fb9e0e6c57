import type { Database } from '../../storage/database.ts';
import { CODE_BYTES } from './quantise-vector.ts';
import {
  countVectorParts,
  findVectorPart,
  partCount,
  PAPERS_PER_PART,
  type VectorPart,
} from './vector-store.ts';

/** A segment that goes into another: where its papers go, by ordinal; -1: nowhere. */
export interface VectorMergeInput {
  id: number;
  newOrdinals: Int32Array;
}

/**
 * The vectors of a merged segment of `paperCount` papers, a part at a time, for every model that all inputs have vectors
 * of. A segment that is left without is encoded anew later.
 */
export async function* mergedVectors(
  database: Database,
  inputs: VectorMergeInput[],
  paperCount: number,
): AsyncGenerator<{ model: string; part: VectorPart }> {
  const counts = await countVectorParts(database);
  for (const model of counts.get(inputs[0]?.id ?? -1)?.keys() ?? []) {
    const isWhole = inputs.every(
      ({ id, newOrdinals }) => counts.get(id)?.get(model) === partCount(newOrdinals.length),
    );
    if (!isWhole) continue;
    const sources = inputs.map((input) => new VectorSource(database, model, input));
    for (let part = 0; part < partCount(paperCount); part++)
      yield { model, part: await mergedPart(sources, part, paperCount) };
  }
}

async function mergedPart(sources: VectorSource[], part: number, paperCount: number): Promise<VectorPart> {
  const start = part * PAPERS_PER_PART;
  const end = Math.min(start + PAPERS_PER_PART, paperCount);
  const codes = new Uint8Array((end - start) * CODE_BYTES);
  let vectors: Uint8Array | undefined;
  for (const source of sources) {
    for (;;) {
      const head = await source.head();
      if (!head || head.newOrdinal >= end) break;
      vectors ??= new Uint8Array((end - start) * head.vector.length);
      vectors.set(head.vector, (head.newOrdinal - start) * head.vector.length);
      codes.set(head.code, (head.newOrdinal - start) * CODE_BYTES);
      source.advance();
    }
  }
  return { part, vectors: vectors ?? new Uint8Array(0), codes };
}

/** Reads the living papers' vectors of one input in order; new ordinals ascend with the old. */
class VectorSource {
  readonly #database: Database;
  readonly #model: string;
  readonly #input: VectorMergeInput;
  #ordinal = 0;
  #page: VectorPart | undefined;

  constructor(database: Database, model: string, input: VectorMergeInput) {
    this.#database = database;
    this.#model = model;
    this.#input = input;
  }

  async head(): Promise<{ newOrdinal: number; vector: Uint8Array; code: Uint8Array } | undefined> {
    const { id, newOrdinals } = this.#input;
    while (newOrdinals[this.#ordinal] === -1) this.#ordinal++;
    const newOrdinal = newOrdinals[this.#ordinal];
    if (newOrdinal === undefined) return undefined;
    const part = Math.floor(this.#ordinal / PAPERS_PER_PART);
    if (this.#page?.part !== part) {
      this.#page = await findVectorPart(this.#database, id, this.#model, part);
      if (!this.#page) throw new Error(`search: vectors of segment ${id} vanished while it was to be merged`);
    }
    const { vectors, codes } = this.#page;
    const dims = (vectors.length / codes.length) * CODE_BYTES;
    const at = this.#ordinal % PAPERS_PER_PART;
    return {
      newOrdinal,
      vector: vectors.subarray(at * dims, (at + 1) * dims),
      code: codes.subarray(at * CODE_BYTES, (at + 1) * CODE_BYTES),
    };
  }

  advance(): void {
    this.#ordinal++;
  }
}
