import { encodeText, type EmbeddingModel } from '../../search/embedding/embedding-model.ts';
import { splitWords } from '../../search/embedding/embedding-tokens.ts';
import { stopWords } from '../../search/analysis/stop-words.ts';

/** Words hashed, tf-idf, of length 1 together. */
export interface WordFeatures {
  /** Places in the word space, each once. */
  places: Uint16Array;
  /** The weight at each place. */
  weights: Float32Array;
}

/** What ranking sees of a paper: its words, and what stands beside them. */
export interface PaperFeatures extends WordFeatures {
  /** Its part in the directions in which papers differ most; see `InterestPrior`. */
  latent: Float32Array;
  /** Its difference from what papers mean on average, of length 1; empty without a model. */
  meaning: Float32Array;
}

export type PaperText = { title: string; abstract: string };

export interface FeatureExtractor {
  /** Of the background's papers. */
  backgroundWords: WordFeatures[];
  wordsOf(paper: PaperText): WordFeatures;
  meaningOf(paper: PaperText): Float32Array;
  /** Words and pairs of neighbours as they stand in the paper, with their place and weight. */
  termsOf(paper: PaperText): { term: string; place: number; weight: number }[];
}

/** Collisions among a paper's some two hundred terms are rare. */
export const WORD_SPACE = 1 << 16;

/** So many tell what papers mean on average; encoding more takes as long as all the rest. */
const AVERAGED = 500;

/**
 * `background`: some hundred papers at least, drawn from all; how rare a word is among them is what it weighs.
 */
export function createFeatureExtractor(background: PaperText[], model?: EmbeddingModel): FeatureExtractor {
  const counted = background.map(countTerms);
  const holders = new Float32Array(WORD_SPACE);
  for (const { places } of counted) for (const place of places) holders[place]! += 1;
  const rarity = holders.map((count) => Math.log((1 + background.length) / (1 + count)) + 1);
  const weightOf = (place: number, count: number): number => (1 + Math.log(count)) * rarity[place]!;
  const weigh = ({ places, counts }: TermCounts): WordFeatures => {
    const weights = Float32Array.from(places, (place, at) => weightOf(place, counts[at]!));
    scaleToUnit(weights);
    return { places, weights };
  };
  const encode = ({ title, abstract }: PaperText): Float32Array =>
    model ? encodeText(model, `${title}\n${abstract}`) : new Float32Array(0);
  const average = averageOf(everyNth(background, AVERAGED).map(encode));
  return {
    backgroundWords: counted.map(weigh),
    wordsOf: (paper) => weigh(countTerms(paper)),
    meaningOf(paper) {
      const meaning = encode(paper).map((value, dim) => value - (average[dim] ?? 0));
      scaleToUnit(meaning);
      return meaning;
    },
    termsOf: (paper) =>
      termsIn(paper).map(({ term, place }) => ({ term, place, weight: weightOf(place, 1) })),
  };
}

/** About `count` of the papers, from first to last. */
export function everyNth<Paper>(papers: readonly Paper[], count: number): Paper[] {
  const step = Math.max(1, Math.floor(papers.length / count));
  return papers.filter((_, index) => index % step === 0);
}

interface TermCounts {
  /** Each place once. */
  places: Uint16Array;
  counts: Uint16Array;
}

function countTerms(paper: PaperText): TermCounts {
  const counts = new Map<number, number>();
  for (const { place } of termsIn(paper)) counts.set(place, (counts.get(place) ?? 0) + 1);
  return { places: Uint16Array.from(counts.keys()), counts: Uint16Array.from(counts.values()) };
}

function averageOf(vectors: Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (let dim = 0; dim < sum.length; dim += 1) sum[dim]! += vector[dim]!;
  return sum.map((value) => value / vectors.length);
}

function termsIn({ title, abstract }: PaperText): { term: string; place: number }[] {
  const terms: { term: string; place: number }[] = [];
  for (const part of [title, title, abstract]) {
    let previous = '';
    for (const word of splitWords(part)) {
      const isTerm = word.length > 1 && !stopWords.has(word);
      if (isTerm) {
        terms.push({ term: word, place: placeOf(word) });
        if (previous !== '')
          terms.push({ term: `${previous} ${word}`, place: placeOf(`${previous} ${word}`) });
      }
      previous = isTerm ? word : '';
    }
  }
  return terms;
}

/** FNV-1a with a final mix. */
function placeOf(term: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < term.length; at += 1) hash = Math.imul(hash ^ term.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash >>> 15) & (WORD_SPACE - 1);
}

/** In place; what is all zeros stays. */
export function scaleToUnit(values: Float32Array): void {
  let square = 0;
  for (const value of values) square += value * value;
  const length = Math.sqrt(square) || 1;
  for (let at = 0; at < values.length; at += 1) values[at] = (values[at] ?? 0) / length;
}
