import { nthLargest } from '../../lib/nth-largest.ts';
import { denseProduct } from './dense-product.ts';
import { WORD_SPACE, type PaperFeatures } from './paper-features.ts';
import type { LinearModel } from './train-linear-svm.ts';

/** The features of many papers, to be scored together. */
export interface PackedPapers {
  count: number;
  /** Where the papers of each place of the word space begin; one more, where the last one's end. */
  starts: Int32Array;
  /** The papers that have a word there, and its weight in each. */
  holders: Int32Array;
  weights: Float32Array;
  latents: PackedVectors;
  meanings: PackedVectors;
}

/** A vector for each paper, one after the other. */
interface PackedVectors {
  dims: number;
  values: Float32Array;
}

/** What a reader wants: a direction in the space of words and one in that of meanings. */
export interface InterestModel extends LinearModel {
  meaning: Float32Array;
}

export function packPapers(papers: readonly PaperFeatures[]): PackedPapers {
  const starts = new Int32Array(WORD_SPACE + 1);
  for (const { places } of papers) for (const place of places) starts[place + 1]! += 1;
  for (let place = 0; place < WORD_SPACE; place += 1) starts[place + 1]! += starts[place]!;
  const next = starts.slice();
  const holders = new Int32Array(starts[WORD_SPACE]!);
  const weights = new Float32Array(holders.length);
  for (const [paper, features] of papers.entries()) {
    for (const [at, place] of features.places.entries()) {
      const to = next[place]!++;
      holders[to] = paper;
      weights[to] = features.weights[at]!;
    }
  }
  return {
    ...{ count: papers.length, starts, holders, weights },
    latents: packVectors(papers.map(({ latent }) => latent)),
    meanings: packVectors(papers.map(({ meaning }) => meaning)),
  };
}

function packVectors(vectors: Float32Array[]): PackedVectors {
  const dims = vectors[0]?.length ?? 0;
  const values = new Float32Array(vectors.length * dims);
  for (const [index, vector] of vectors.entries()) values.set(vector, index * dims);
  return { dims, values };
}

/** How far along the model's directions each paper lies, a meaning weighing `meaningWeight` of what its words do. */
export function scorePacked(model: InterestModel, papers: PackedPapers, meaningWeight: number): Float64Array {
  const scores = scoreWords(model, papers);
  if (meaningWeight === 0) return scores;
  for (let paper = 0; paper < scores.length; paper += 1) {
    scores[paper]! += meaningWeight * meaningProduct(model, papers, paper);
  }
  return scores;
}

/** The same for the `count` papers whose words score best and those that equal the last; the others have -Infinity. */
export function scoreShortlist(
  model: InterestModel,
  papers: PackedPapers,
  { meaningWeight, count }: { meaningWeight: number; count: number },
): Float64Array {
  if (papers.count <= count) return scorePacked(model, papers, meaningWeight);
  const scores = scoreWords(model, papers);
  const least = nthLargest(scores.slice(), count);
  for (let paper = 0; paper < scores.length; paper += 1) {
    if (scores[paper]! < least) scores[paper] = -Infinity;
    else scores[paper]! += meaningWeight * meaningProduct(model, papers, paper);
  }
  return scores;
}

/** Where the best scores above `above` stand, best first; at most `count`. */
export function bestOf(scores: Float64Array, count: number, above = -Infinity): number[] {
  const least = scores.length > count ? nthLargest(scores.slice(), count) : above;
  const best: number[] = [];
  for (let at = 0; at < scores.length; at += 1) {
    if (scores[at]! >= least && scores[at]! > above) best.push(at);
  }
  return best.sort((a, b) => scores[b]! - scores[a]!).slice(0, count);
}

/** Word by word of the model: it has those of a few papers, and most papers have few of these. */
function scoreWords({ words, latent, bias }: LinearModel, papers: PackedPapers): Float64Array {
  const { starts, holders, weights, latents } = papers;
  const scores = new Float64Array(papers.count).fill(bias);
  for (let place = 0; place < WORD_SPACE; place += 1) {
    const strength = words[place]!;
    if (strength === 0) continue;
    const end = starts[place + 1]!;
    let at = starts[place]!;
    // Four at a time: no paper has a word twice, so that none waits for the one before.
    for (; at + 3 < end; at += 4) {
      const a = holders[at]!;
      const b = holders[at + 1]!;
      const c = holders[at + 2]!;
      const d = holders[at + 3]!;
      const first = scores[a]! + strength * weights[at]!;
      const second = scores[b]! + strength * weights[at + 1]!;
      const third = scores[c]! + strength * weights[at + 2]!;
      const fourth = scores[d]! + strength * weights[at + 3]!;
      scores[a] = first;
      scores[b] = second;
      scores[c] = third;
      scores[d] = fourth;
    }
    for (; at < end; at += 1) scores[holders[at]!]! += strength * weights[at]!;
  }
  for (let paper = 0; paper < papers.count; paper += 1) {
    scores[paper]! += denseProduct(latent, latents.values, paper * latents.dims);
  }
  return scores;
}

function meaningProduct({ meaning }: InterestModel, { meanings }: PackedPapers, paper: number): number {
  return denseProduct(meaning, meanings.values, paper * meanings.dims);
}
