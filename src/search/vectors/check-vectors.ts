import type { Database } from '../../storage/database.ts';
import { CODE_BYTES, writeCode } from './quantise-vector.ts';
import { countVectorParts, findVectorPart, PAPERS_PER_PART } from './vector-store.ts';

/**
 * What is wrong with a segment's vectors, in words. That some are missing is nothing wrong: they are encoded in the
 * background.
 */
export async function* checkVectors(
  database: Database,
  segmentId: number,
  paperCount: number,
): AsyncGenerator<string> {
  const counts = (await countVectorParts(database)).get(segmentId);
  for (const [model, parts] of counts ?? []) {
    for (let part = 0; part < parts; part++) {
      const row = await findVectorPart(database, segmentId, model, part);
      const papers = Math.min(PAPERS_PER_PART, paperCount - part * PAPERS_PER_PART);
      if (!row || row.codes.length !== papers * CODE_BYTES || row.vectors.length % papers !== 0)
        yield `part ${part} of the vectors of model ${model} is missing or cut.`;
      else if (!areCodesRight(row.vectors, row.codes, papers))
        yield `in part ${part} of the vectors of model ${model}, a code is not that of its vector.`;
    }
  }
}

function areCodesRight(vectors: Uint8Array, codes: Uint8Array, papers: number): boolean {
  const dims = vectors.length / papers;
  const values = new Int8Array(vectors.buffer, vectors.byteOffset, vectors.length);
  const expected = new Uint8Array(CODE_BYTES);
  for (let paper = 0; paper < papers; paper++) {
    writeCode(values.subarray(paper * dims, (paper + 1) * dims), expected);
    if (!expected.every((byte, at) => byte === codes[paper * CODE_BYTES + at])) return false;
  }
  return true;
}
