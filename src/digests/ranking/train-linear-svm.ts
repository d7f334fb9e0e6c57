import { denseProduct } from './dense-product.ts';
import { WORD_SPACE, type WordFeatures } from './paper-features.ts';

/** A direction in the space of words: the more a paper lies along it, the more it is wanted. */
export interface LinearModel {
  /** By place in the word space. */
  words: Float32Array;
  /** What the directions in which papers differ most add; see `InterestPrior`. */
  latent: Float32Array;
  bias: number;
}

type LinearFeatures = WordFeatures & { latent: Float32Array };

export interface TrainingExample {
  features: LinearFeatures;
  label: 1 | -1;
  /** The cost of being wrong about it. */
  cost: number;
}

/** The words' square is 1, and so is the bias's. */
const SQUARE = 2;

/**
 * A linear support vector machine over words with squared hinge loss by dual coordinate descent (Hsieh et al., ICML
 * 2008): each step solves for one example exactly, so that a few passes are enough. The order is shuffled the same way
 * every time. `start`: where the model begins, in the latent parts of an `InterestPrior`; the examples without any begin
 * at nothing.
 */
export function trainLinearSvm(
  examples: TrainingExample[],
  { passes, start }: { passes: number; start: Float32Array },
): LinearModel {
  const model: LinearModel = { words: new Float32Array(WORD_SPACE), latent: start.slice(), bias: 0 };
  const squares = examples.map(({ features: { latent } }) => SQUARE - denseProduct(latent, latent, 0));
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
      const softness = 1 / (2 * cost);
      const before = multipliers[at]!;
      const error = label * scoreLinear(model, features) - 1 + before * softness;
      const after = Math.max(0, before - error / (squares[at]! + softness));
      if (after === before) continue;
      multipliers[at] = after;
      add(model, features, (after - before) * label);
    }
  }
  return model;
}

/** How far along the model's direction a paper lies. */
export function scoreLinear(
  { words, latent, bias }: LinearModel,
  { places, weights, latent: own }: LinearFeatures,
): number {
  let sum = bias + denseProduct(latent, own, 0);
  for (let at = 0; at < places.length; at += 1) sum += words[places[at]!]! * weights[at]!;
  return sum;
}

function add(model: LinearModel, { places, weights, latent }: LinearFeatures, by: number): void {
  const { words } = model;
  for (let at = 0; at < places.length; at += 1) words[places[at]!]! += by * weights[at]!;
  for (let dim = 0; dim < latent.length; dim += 1) model.latent[dim]! -= by * latent[dim]!;
  model.bias += by;
}
