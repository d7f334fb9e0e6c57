import { heaviestWords, type PaperFeatures, type WordFeatures } from './paper-features.ts';
import { sparseProduct, type WordModel } from './train-linear-svm.ts';

/** Words of many papers, one after the other in memory: scoring them all reads it once from end to end. */
interface PackedWords {
  /** Where each paper's words begin; one more, where the last one's end. */
  starts: Int32Array;
  /** Places in the word space. */
  places: Uint16Array;
  weights: Float32Array;
}

/** The features of many papers. */
export interface PackedPapers {
  words: PackedWords;
  /** Of each paper the words that weigh most. */
  outlines: PackedWords;
  dims: number;
  /** The meanings, `dims` for each paper. */
  meanings: Float32Array;
}

/** What a reader wants: a direction in the space of words and one in that of meanings. */
export interface InterestModel extends WordModel {
  meaning: Float32Array;
}

/** A fifth of a paper's terms: with four papers of five as with all of them among the best 20, in a third of the time. */
const OUTLINE_TERMS = 48;

export function packPapers(papers: PaperFeatures[]): PackedPapers {
  const dims = papers[0]?.meaning.length ?? 0;
  const meanings = new Float32Array(papers.length * dims);
  for (const [index, { meaning }] of papers.entries()) meanings.set(meaning, index * dims);
  return {
    words: packWords(papers),
    outlines: packWords(papers.map((paper) => heaviestWords(paper, OUTLINE_TERMS))),
    dims,
    meanings,
  };
}

function packWords(papers: WordFeatures[]): PackedWords {
  const starts = new Int32Array(papers.length + 1);
  for (const [index, { places }] of papers.entries()) starts[index + 1] = starts[index]! + places.length;
  const wordCount = starts[papers.length]!;
  const packed = { starts, places: new Uint16Array(wordCount), weights: new Float32Array(wordCount) };
  for (const [index, { places, weights }] of papers.entries()) {
    packed.places.set(places, starts[index]);
    packed.weights.set(weights, starts[index]);
  }
  return packed;
}

/** How far along the model's directions each paper lies, a meaning weighing `meaningWeight` of what its words do. */
export function scorePacked(model: InterestModel, papers: PackedPapers, meaningWeight: number): Float32Array {
  const scores = scoreWords(model, papers.words);
  if (meaningWeight === 0) return scores;
  for (let paper = 0; paper < scores.length; paper += 1) {
    scores[paper]! += meaningWeight * denseProduct(model.meaning, papers.meanings, paper * papers.dims);
  }
  return scores;
}

/** The same for the `count` papers whose outlines score best; the others have -Infinity. */
export function scoreShortlist(
  model: InterestModel,
  papers: PackedPapers,
  { meaningWeight, count }: { meaningWeight: number; count: number },
): Float32Array {
  const { words, dims, meanings } = papers;
  const { starts, places, weights } = words;
  if (starts.length - 1 <= count) return scorePacked(model, papers, meaningWeight);
  const byOutline = scoreWords(model, papers.outlines);
  const scores = new Float32Array(byOutline.length).fill(-Infinity);
  for (const paper of bestOf(byOutline, count)) {
    const byWords = sparseProduct(model.words, places, weights, starts[paper]!, starts[paper + 1]!);
    scores[paper] =
      model.bias + byWords + meaningWeight * denseProduct(model.meaning, meanings, paper * dims);
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

function scoreWords({ words, bias }: WordModel, { starts, places, weights }: PackedWords): Float32Array {
  const scores = new Float32Array(starts.length - 1);
  for (let paper = 0; paper < scores.length; paper += 1) {
    scores[paper] = bias + sparseProduct(words, places, weights, starts[paper]!, starts[paper + 1]!);
  }
  return scores;
}

/** Of `one` and as many numbers of `others`, from `start`. Four sums side by side, as in `sparseProduct`. */
function denseProduct(one: Float32Array, others: Float32Array, start: number): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let at = 0;
  for (; at + 3 < one.length; at += 4) {
    first += one[at]! * others[start + at]!;
    second += one[at + 1]! * others[start + at + 1]!;
    third += one[at + 2]! * others[start + at + 2]!;
    fourth += one[at + 3]! * others[start + at + 3]!;
  }
  for (; at < one.length; at += 1) first += one[at]! * others[start + at]!;
  return first + second + third + fourth;
}
