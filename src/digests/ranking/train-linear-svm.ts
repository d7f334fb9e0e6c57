import { WORD_SPACE, type WordFeatures } from './paper-features.ts';

/** A direction in the space of words: the more a paper lies along it, the more it is wanted. */
export interface WordModel {
  /** By place in the word space. */
  words: Float32Array;
  bias: number;
}

export interface TrainingExample {
  features: WordFeatures;
  label: 1 | -1;
  /** The cost of being wrong about it. */
  cost: number;
}

/** The words' square is 1, and so is the bias's. */
const SQUARE = 2;

/**
 * A linear support vector machine over words with squared hinge loss by dual coordinate descent (Hsieh et al., ICML
 * 2008): each step solves for one example exactly, so that a few passes are enough. The order is shuffled the same way
 * every time.
 */
export function trainLinearSvm(examples: TrainingExample[], { passes }: { passes: number }): WordModel {
  const model: WordModel = { words: new Float32Array(WORD_SPACE), bias: 0 };
  const multipliers = new Float64Array(examples.length);
  const order = Int32Array.from(examples.keys());
  let seed = 1;
  for (let pass = 0; pass < passes; pass += 1) {
    for (let last = order.length - 1; last > 0; last -= 1) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      const other = Math.floor((seed / 4_294_967_296) * (last + 1));
      [order[last], order[other]] = [order[other]!, order[last]!];
    }
    for (const at of order) {
      const { features, label, cost } = examples[at]!;
      const { places, weights } = features;
      const softness = 1 / (2 * cost);
      const before = multipliers[at]!;
      const score = model.bias + sparseProduct(model.words, places, weights, 0, places.length);
      const after = Math.max(0, before - (label * score - 1 + before * softness) / (SQUARE + softness));
      if (after === before) continue;
      multipliers[at] = after;
      add(model, features, (after - before) * label);
    }
  }
  return model;
}

/**
 * Of `words` and the terms from `start` to before `end`. Four sums side by side: each addition would else wait for the
 * one before.
 */
export function sparseProduct(
  words: Float32Array,
  places: Uint16Array,
  weights: Float32Array,
  start: number,
  end: number,
): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let at = start;
  for (; at + 3 < end; at += 4) {
    first += words[places[at]!]! * weights[at]!;
    second += words[places[at + 1]!]! * weights[at + 1]!;
    third += words[places[at + 2]!]! * weights[at + 2]!;
    fourth += words[places[at + 3]!]! * weights[at + 3]!;
  }
  for (; at < end; at += 1) first += words[places[at]!]! * weights[at]!;
  return first + second + third + fourth;
}

function add(model: WordModel, { places, weights }: WordFeatures, by: number): void {
  const { words } = model;
  for (let at = 0; at < places.length; at += 1) words[places[at]!]! += by * weights[at]!;
  model.bias += by;
}
