import type { PaperEncoder } from '../embedding/paper-encoder.ts';
import { CODE_BYTES, quantiseVector } from './quantise-vector.ts';

/** The vectors of some papers, in their order. */
export interface EncodedVectors {
  /** See PaperEncoder. */
  model: string;
  /** Papers x dims, 8-bit integers; see quantise-vector.ts. */
  vectors: Int8Array<ArrayBuffer>;
  /** Papers x CODE_BYTES. */
  codes: Uint8Array<ArrayBuffer>;
}

/** What of a paper is turned into its vector. */
export type EncodablePaper = { title: string; abstract: string };

export const paperText = ({ title, abstract }: EncodablePaper): string => `${title}\n${abstract}`;

/** Undefined stands for a paper that no longer exists: zeros, which are near to nothing. */
export function encodePapers(
  papers: readonly (EncodablePaper | undefined)[],
  encoder: PaperEncoder,
): EncodedVectors {
  const { model, dims } = encoder;
  const vectors = new Int8Array(papers.length * dims);
  const codes = new Uint8Array(papers.length * CODE_BYTES);
  papers.forEach((paper, index) => {
    if (!paper) return;
    quantiseVector(
      encoder.encode(paperText(paper)),
      vectors.subarray(index * dims, (index + 1) * dims),
      codes.subarray(index * CODE_BYTES, (index + 1) * CODE_BYTES),
    );
  });
  return { model, vectors, codes };
}
