import type { Database } from '../../storage/database.ts';
import { identifyModel, openPaperEncoder, type PaperEncoder } from '../embedding/paper-encoder.ts';
import { CODE_BYTES } from './quantise-vector.ts';
import { createSegmentVectors, type SegmentVectors } from './segment-vectors.ts';
import { countVectorParts, findVectorPart, PAPERS_PER_PART, partCount } from './vector-store.ts';

/** A model whose vectors may be read. */
export interface ReadableModel {
  /** See PaperEncoder; called when the index is first read. */
  name(): string;
  /** Missing: queries are encoded elsewhere, and the vectors are as long as they are. */
  openEncoder?(): PaperEncoder;
}

export const modelFile = (path: string): ReadableModel => ({
  name: () => identifyModel(path),
  openEncoder: () => openPaperEncoder(path),
});

/** The vectors of one model at one revision of the index. */
export interface VectorSnapshot {
  model: string;
  /** Numbers in each vector. */
  dims: number;
  /** For queries: of the same model. */
  encoder: PaperEncoder | undefined;
  /** By segment; a segment may be missing while its papers are being encoded. */
  bySegment: Map<number, SegmentVectors>;
}

type Coverage = { id: number; columns: { paperCount: number } }[];

interface ChosenModel {
  model: string;
  readable: ReadableModel;
}

/** Follows the vectors of an index: all of them in memory, each its dimensions and 32 bytes long. */
export class VectorReader {
  readonly #database: Database;
  readonly #readable: ReadableModel[];
  readonly #models: string[] = [];
  #snapshot: VectorSnapshot | undefined;

  /** The models that may be used, the wanted one first: another one only while it has vectors of more papers. */
  constructor(database: Database, readable: ReadableModel[]) {
    this.#database = database;
    this.#readable = readable;
  }

  /** Undefined where no segment has vectors of a model that can be used. */
  async follow(segments: Coverage): Promise<VectorSnapshot | undefined> {
    if (this.#readable.length === 0) return undefined;
    const counts = await countVectorParts(this.#database);
    const covered = (model: string): Coverage =>
      segments.filter(({ id, columns }) => counts.get(id)?.get(model) === partCount(columns.paperCount));
    const chosen = this.#choose(segments, covered);
    if (!chosen) return (this.#snapshot = undefined);
    const { model, readable } = chosen;
    const previous = this.#snapshot?.model === model ? this.#snapshot : undefined;
    const encoder = previous ? previous.encoder : readable.openEncoder?.();
    let dims = previous?.dims ?? encoder?.dims;
    const bySegment = new Map<number, SegmentVectors>();
    for (const { id, columns } of covered(model)) {
      const known = previous?.bySegment.get(id);
      const vectors = known ?? (await this.#load(id, columns.paperCount, model));
      if (!vectors || vectors.dims !== (dims ??= vectors.dims)) continue;
      bySegment.set(id, vectors);
    }
    if (dims === undefined) return (this.#snapshot = undefined);
    return (this.#snapshot = { model, dims, encoder, bySegment });
  }

  #choose(segments: Coverage, covered: (model: string) => Coverage): ChosenModel | undefined {
    const papersOf = (some: Coverage): number =>
      some.reduce((sum, { columns }) => sum + columns.paperCount, 0);
    let best: (ChosenModel & { papers: number }) | undefined;
    for (const [index, readable] of this.#readable.entries()) {
      const model = (this.#models[index] ??= readable.name());
      const papers = papersOf(covered(model));
      if (papers > (best?.papers ?? 0)) best = { model, readable, papers };
      if (papers === papersOf(segments)) break;
    }
    return best;
  }

  /** Undefined where the segment was merged away meanwhile, or its rows have not the lengths that they should have. */
  async #load(segmentId: number, paperCount: number, model: string): Promise<SegmentVectors | undefined> {
    let vectors: SegmentVectors | undefined;
    for (let part = 0; part < partCount(paperCount); part++) {
      const row = await findVectorPart(this.#database, segmentId, model, part);
      const start = part * PAPERS_PER_PART;
      const count = Math.min(PAPERS_PER_PART, paperCount - start);
      if (!row) return undefined;
      const dims = vectors?.dims ?? row.vectors.length / count;
      if (!Number.isInteger(dims) || row.codes.length !== count * CODE_BYTES) return undefined;
      if (row.vectors.length !== count * dims) return undefined;
      vectors ??= createSegmentVectors(paperCount, dims);
      vectors.values.set(
        new Int8Array(row.vectors.buffer, row.vectors.byteOffset, count * dims),
        start * dims,
      );
      vectors.codes.set(row.codes, start * CODE_BYTES);
    }
    return vectors;
  }
}
