import { WORD_SPACE, type PaperFeatures } from './paper-features.ts';

/** A direction in the space of features: the more a paper lies along it, the more it is wanted. */
export interface LinearModel {
  /** By place in the word space. */
  words: Float32Array;
  meaning: Float32Array;
  bias: number;
}

export interface TrainingExample {
  features: PaperFeatures;
  label: 1 | -1;
  /** The cost of being wrong about it. */
  cost: number;
}

export interface TrainingOptions {
  passes: number;
  /** The meaning's share: its vector counts as one of this length, the words' as one of length 1. */
  meaningWeight: number;
}

/**
 * A linear support vector machine with squared hinge loss by dual coordinate descent (Hsieh et al., ICML 2008): each
 * step solves for one example exactly, so that a few passes are enough. The order is shuffled the same way every time.
 */
export function trainLinearSvm(
  examples: TrainingExample[],
  { passes, meaningWeight }: TrainingOptions,
): LinearModel {
  const dims = examples[0]?.features.meaning.length ?? 0;
  const model: LinearModel = {
    words: new Float32Array(WORD_SPACE),
    meaning: new Float32Array(dims),
    bias: 0,
  };
  const multipliers = new Float64Array(examples.length);
  // The words' square is 1, the bias feature is 1.
  const square = 2 + (dims > 0 ? meaningWeight ** 2 : 0);
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
      const softness = 1 / (2 * cost);
      const before = multipliers[at]!;
      const gradient = label * scoreOf(model, features, meaningWeight) - 1 + before * softness;
      const after = Math.max(0, before - gradient / (square + softness));
      if (after === before) continue;
      multipliers[at] = after;
      add(model, features, (after - before) * label, meaningWeight);
    }
  }
  return model;
}

/** How far along the model's direction a paper lies; above 0 it is like what was wanted. */
export function scoreOf(
  { words, meaning, bias }: LinearModel,
  features: PaperFeatures,
  meaningWeight: number,
): number {
  const { places, weights } = features;
  return (
    bias +
    sparseProduct(words, places, weights, 0, places.length) +
    meaningWeight * denseProduct(meaning, features.meaning, 0)
  );
}

/**
 * Of `words` and the terms from `start` to before `end`. Four sums side by side: each addition would else wait for the
 * one before.
 */
export function sparseProduct(
  words: Float32Array,
  places: Int32Array,
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

/** Of `one` and as many numbers of `others`, from `start`. */
export function denseProduct(one: Float32Array, others: Float32Array, start: number): number {
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

function add(
  model: LinearModel,
  { places, weights, meaning }: PaperFeatures,
  by: number,
  meaningWeight: number,
): void {
  const { words, meaning: sum } = model;
  for (let at = 0; at < places.length; at += 1) words[places[at]!]! += by * weights[at]!;
  const share = by * meaningWeight;
  let dim = 0;
  for (; dim + 3 < meaning.length; dim += 4) {
    sum[dim]! += share * meaning[dim]!;
    sum[dim + 1]! += share * meaning[dim + 1]!;
    sum[dim + 2]! += share * meaning[dim + 2]!;
    sum[dim + 3]! += share * meaning[dim + 3]!;
  }
  for (; dim < meaning.length; dim += 1) sum[dim]! += share * meaning[dim]!;
  model.bias += by;
}
