import { denseProduct } from './dense-product.ts';
import { WORD_SPACE, type WordFeatures } from './paper-features.ts';
import { truncatedSvd, type SparseRow } from './truncated-svd.ts';

/**
 * What is known of any reader's interest before she chose a paper: it leads away from papers at large, and turns least in
 * the directions in which these differ most.
 */
export interface InterestPrior {
  /**
   * A paper's part in those directions. The product of two papers by the prior is that of their words less that of their
   * latent parts.
   */
  latentOf(words: WordFeatures): Float32Array;
  /** Where every interest begins, in latent parts. */
  start: Float32Array;
  /** What a latent direction of an interest says of the word at a place. */
  strengthAt(place: number, latent: Float32Array): number;
}

/** What it costs to take one of the others for wanted. With three times more or less, no fewer are found. */
export const OTHER_COST = 0.5;
/** With twice as many, no more were found. */
const DIRECTIONS = 32;
const PASSES = 4;
/** Words of fewer of the others (one in so many) say nothing of how papers differ; so do those of one. */
const LEAST_SHARE = 200;

/**
 * Learns the prior from papers drawn from all. To set a reader's papers against them is to add the squared loss
 * C Σ (1 + w·z)² over them, in which nothing depends on the reader: w is normal around A⁻¹(−2C Σ z) with A = I + 2C Σ z zᵀ
 * (ridge regression). By the truncated singular values σ and vectors V of the papers (latent semantic analysis, Deerwester
 * et al. 1990), A⁻¹ = I − V D Vᵀ with D = 2Cσ² / (1 + 2Cσ²). So the many others are gone through once, not once a reader.
 */
export function createInterestPrior(others: readonly WordFeatures[]): InterestPrior {
  const { columnOf, biasColumn } = columnsOfCommonWords(others);
  const { squares, vectors } = truncatedSvd(
    others.map((words) => toRow(words, columnOf, biasColumn)),
    { columns: biasColumn + 1, count: DIRECTIONS, passes: PASSES },
  );
  const count = squares.length;
  const strengths = squares.map((square) => 2 * OTHER_COST * square);
  const shares = strengths.map((strength) => Math.sqrt(strength / (1 + strength)));
  const table = Float32Array.from(vectors, (value, at) => value * shares[at % count]!);

  const bias = table.subarray(biasColumn * count);
  const latentOf = ({ places, weights }: WordFeatures): Float32Array => {
    const latent = bias.slice();
    for (let at = 0; at < places.length; at += 1) {
      const from = columnOf[places[at]!]! * count;
      if (from < 0) continue;
      const weight = weights[at]!;
      for (let dim = 0; dim < count; dim += 1) latent[dim]! += weight * table[from + dim]!;
    }
    return latent;
  };
  const start = new Float32Array(count);
  for (const words of others) {
    for (const [dim, value] of latentOf(words).entries()) {
      start[dim]! -= (2 * OTHER_COST * value) / strengths[dim]!;
    }
  }
  return {
    latentOf,
    start,
    strengthAt(place, latent) {
      const column = columnOf[place]!;
      return column < 0 ? 0 : denseProduct(latent, table, column * count);
    },
  };
}

/** For each place of the word space its column, -1 where too few papers have a word there; the bias's is the last. */
function columnsOfCommonWords(papers: readonly WordFeatures[]): { columnOf: Int32Array; biasColumn: number } {
  const holders = new Int32Array(WORD_SPACE);
  for (const { places } of papers) for (const place of places) holders[place]! += 1;
  const least = Math.max(2, papers.length / LEAST_SHARE);
  let columns = 0;
  const columnOf = holders.map((count) => (count >= least ? columns++ : -1));
  return { columnOf, biasColumn: columns };
}

function toRow({ places, weights }: WordFeatures, columnOf: Int32Array, biasColumn: number): SparseRow {
  const common = [...places.keys()].filter((at) => columnOf[places[at]!]! >= 0);
  return {
    places: [...common.map((at) => columnOf[places[at]!]!), biasColumn],
    weights: [...common.map((at) => weights[at]!), 1],
  };
}
