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

/** What ranking sees of a paper: its words, and the meaning beside them. */
export interface PaperFeatures extends WordFeatures {
  /** Its difference from what papers mean on average, of length 1; empty without a model. */
  meaning: Float32Array;
}

export type PaperText = { title: string; abstract: string };

export interface FeatureExtractor {
  featuresOf(paper: PaperText): PaperFeatures;
  /**
   * The same of a paper of the background, by those of its terms that weigh most and that another one of it has, too:
   * enough to set others apart from it.
   */
  outlineOf(paper: PaperText): WordFeatures;
  /** Words and pairs of neighbours as they stand in the paper, with their place and weight. */
  termsOf(paper: PaperText): { term: string; place: number; weight: number }[];
}

/** The `count` words of a paper that weigh most, as they weigh among all of them. */
export function heaviestWords({ places, weights }: WordFeatures, count: number): WordFeatures {
  if (places.length <= count) return { places, weights };
  const heaviest = [...weights.keys()].sort((a, b) => weights[b]! - weights[a]!).slice(0, count);
  return {
    places: Uint16Array.from(heaviest, (at) => places[at]!),
    weights: Float32Array.from(heaviest, (at) => weights[at]!),
  };
}

/** Collisions among a paper's some two hundred terms are rare. */
export const WORD_SPACE = 1 << 16;
/** Set against outlines, about as many relevant papers were found as against all terms, in three quarters of the time. */
const MAX_OUTLINE_TERMS = 60;

interface WeightedTerm {
  place: number;
  weight: number;
}

/**
 * `background`: some hundred papers at least, drawn from all; how rare a word is among them is what it weighs.
 */
export function createFeatureExtractor(background: PaperText[], model?: EmbeddingModel): FeatureExtractor {
  const holders = holdersIn(background);
  const rarity = holders.map((count) => Math.log((1 + background.length) / (1 + count)) + 1);
  const meaningOf = ({ title, abstract }: PaperText): Float32Array =>
    model ? encodeText(model, `${title}\n${abstract}`) : new Float32Array(0);
  const average = averageOf(background.map(meaningOf));
  const allTermsOf = (paper: PaperText): WeightedTerm[] => {
    const counts = new Map<number, number>();
    for (const { place } of termsIn(paper)) counts.set(place, (counts.get(place) ?? 0) + 1);
    return Array.from(counts, ([place, count]) => ({ place, weight: weightOf(count, rarity, place) }));
  };
  return {
    featuresOf(paper) {
      const meaning = meaningOf(paper).map((value, dim) => value - (average[dim] ?? 0));
      scaleToUnit(meaning);
      return { ...toFeatures(allTermsOf(paper)), meaning };
    },
    outlineOf(paper) {
      const shared = allTermsOf(paper).filter(({ place }) => (holders[place] ?? 0) > 1);
      return toFeatures(shared.sort((a, b) => b.weight - a.weight).slice(0, MAX_OUTLINE_TERMS));
    },
    termsOf: (paper) =>
      termsIn(paper).map(({ term, place }) => ({ term, place, weight: weightOf(1, rarity, place) })),
  };
}

function toFeatures(terms: WeightedTerm[]): WordFeatures {
  const weights = Float32Array.from(terms, ({ weight }) => weight);
  scaleToUnit(weights);
  return { places: Uint16Array.from(terms, ({ place }) => place), weights };
}

function averageOf(vectors: Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (let dim = 0; dim < sum.length; dim += 1) sum[dim]! += vector[dim]!;
  return sum.map((value) => value / vectors.length);
}

function weightOf(count: number, rarity: Float32Array, place: number): number {
  return (1 + Math.log(count)) * (rarity[place] ?? 0);
}

function holdersIn(background: PaperText[]): Float32Array {
  const holders = new Float32Array(WORD_SPACE);
  for (const paper of background) {
    for (const place of new Set(termsIn(paper).map((term) => term.place))) {
      holders[place] = (holders[place] ?? 0) + 1;
    }
  }
  return holders;
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
