import type { Database } from '../../storage/database.ts';
import { identifyModel, openPaperEncoder, type PaperEncoder } from '../embedding/paper-encoder.ts';
import { createHammingScanner, type CodeBlock, type HammingScanner } from './hamming-scanner.ts';
import { CODE_BYTES } from './quantise-vector.ts';
import { countVectorParts, findVectorPart, PAPERS_PER_PART, partCount } from './vector-store.ts';

/** A segment's vectors in memory. */
export interface SegmentVectors extends CodeBlock {
  /** Papers x dims, 8-bit integers. */
  values: Int8Array;
}

/** The vectors of one model at one revision of the index. */
export interface VectorSnapshot {
  /** For queries: of the same model. */
  encoder: PaperEncoder;
  scanner: HammingScanner;
  /** By segment; a segment may be missing while its papers are being encoded. */
  bySegment: Map<number, SegmentVectors>;
}

type Coverage = { id: number; columns: { paperCount: number } }[];

/** Follows the vectors of an index: all of them in memory, 288 bytes a paper. */
export class VectorReader {
  readonly #database: Database;
  readonly #modelPaths: string[];
  readonly #models: string[] = [];
  readonly #scanner = createHammingScanner();
  #snapshot: VectorSnapshot | undefined;

  /** The models that may be used, the wanted one first: another one only while it has vectors of more papers. */
  constructor(database: Database, modelPaths: string[]) {
    this.#database = database;
    this.#modelPaths = modelPaths;
  }

  /** Undefined where no segment has vectors of a model that can be used. */
  async follow(segments: Coverage): Promise<VectorSnapshot | undefined> {
    if (this.#modelPaths.length === 0) return undefined;
    const counts = await countVectorParts(this.#database);
    const covered = (model: string): Coverage =>
      segments.filter(({ id, columns }) => counts.get(id)?.get(model) === partCount(columns.paperCount));
    const chosen = this.#choose(segments, covered);
    if (!chosen) return (this.#snapshot = undefined);
    const previous = this.#snapshot?.encoder.model === chosen.model ? this.#snapshot : undefined;
    const encoder = previous?.encoder ?? openPaperEncoder(chosen.path);
    const bySegment = new Map<number, SegmentVectors>();
    for (const { id, columns } of covered(chosen.model)) {
      const known = previous?.bySegment.get(id);
      const vectors = known ?? (await this.#load(id, columns.paperCount, encoder));
      if (vectors) bySegment.set(id, vectors);
    }
    this.#scanner.keep([...bySegment.values()]);
    return (this.#snapshot = { encoder, scanner: this.#scanner, bySegment });
  }

  #choose(
    segments: Coverage,
    covered: (model: string) => Coverage,
  ): { path: string; model: string } | undefined {
    const papersOf = (some: Coverage): number =>
      some.reduce((sum, { columns }) => sum + columns.paperCount, 0);
    let best: { path: string; model: string; papers: number } | undefined;
    for (const [index, path] of this.#modelPaths.entries()) {
      const model = (this.#models[index] ??= identifyModel(path));
      const papers = papersOf(covered(model));
      if (papers > (best?.papers ?? 0)) best = { path, model, papers };
      if (papers === papersOf(segments)) break;
    }
    return best;
  }

  /** Undefined where the segment was merged away meanwhile, or its rows have not the lengths that they should have. */
  async #load(
    segmentId: number,
    paperCount: number,
    { model, dims }: PaperEncoder,
  ): Promise<SegmentVectors | undefined> {
    const values = new Int8Array(paperCount * dims);
    const codes = new Uint8Array(paperCount * CODE_BYTES);
    for (let part = 0; part < partCount(paperCount); part++) {
      const row = await findVectorPart(this.#database, segmentId, model, part);
      const start = part * PAPERS_PER_PART;
      const count = Math.min(PAPERS_PER_PART, paperCount - start);
      if (row?.vectors.length !== count * dims || row.codes.length !== count * CODE_BYTES) return undefined;
      values.set(new Int8Array(row.vectors.buffer, row.vectors.byteOffset, count * dims), start * dims);
      codes.set(row.codes, start * CODE_BYTES);
    }
    return { values, codes, count: paperCount };
  }
}
