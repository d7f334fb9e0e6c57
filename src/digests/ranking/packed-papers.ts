import type { PaperFeatures } from './paper-features.ts';
import { denseProduct, sparseProduct, type LinearModel } from './train-linear-svm.ts';

/** The features of many papers, one after the other in memory: scoring them all reads it once from end to end. */
export interface PackedPapers {
  /** Where each paper's words begin; one more, where the last one's end. */
  starts: Int32Array;
  /** Places in the word space. */
  places: Int32Array;
  weights: Float32Array;
  dims: number;
  /** The meanings, `dims` for each paper. */
  meanings: Float32Array;
}

export function packPapers(papers: PaperFeatures[]): PackedPapers {
  const dims = papers[0]?.meaning.length ?? 0;
  const starts = new Int32Array(papers.length + 1);
  for (const [index, { places }] of papers.entries()) starts[index + 1] = starts[index]! + places.length;
  const wordCount = starts[papers.length]!;
  const packed: PackedPapers = {
    starts,
    places: new Int32Array(wordCount),
    weights: new Float32Array(wordCount),
    dims,
    meanings: new Float32Array(papers.length * dims),
  };
  for (const [index, { places, weights, meaning }] of papers.entries()) {
    packed.places.set(places, starts[index]);
    packed.weights.set(weights, starts[index]);
    packed.meanings.set(meaning, index * dims);
  }
  return packed;
}

/** How far along the model's direction each paper lies. */
export function scorePacked(
  { words, meaning, bias }: LinearModel,
  { starts, places, weights, dims, meanings }: PackedPapers,
  meaningWeight: number,
): Float32Array {
  const scores = new Float32Array(starts.length - 1);
  for (let paper = 0; paper < scores.length; paper += 1) {
    const byWords = sparseProduct(words, places, weights, starts[paper]!, starts[paper + 1]!);
    const byMeaning = meaningWeight === 0 ? 0 : meaningWeight * denseProduct(meaning, meanings, paper * dims);
    scores[paper] = bias + byWords + byMeaning;
  }
  return scores;
}

/** Where the best scores above `above` stand, best first; at most `count`. */
export function bestOf(scores: Float32Array, count: number, above = -Infinity): number[] {
  const least = scores.slice().sort()[Math.max(0, scores.length - count)] ?? above;
  const best: number[] = [];
  for (let at = 0; at < scores.length; at += 1) {
    if (scores[at]! >= least && scores[at]! > above) best.push(at);
  }
  return best.sort((a, b) => scores[b]! - scores[a]!).slice(0, count);
}
