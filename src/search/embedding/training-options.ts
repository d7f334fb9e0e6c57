import type { EmbeddingModel } from './embedding-model.ts';
import type { PairShares } from './training-pairs.ts';
import type { VocabularyLimits } from './training-vocabulary.ts';

export interface TrainingOptions {
  seed: number;
  dims: number;
  vocabulary: VocabularyLimits;
  /** Pairs a batch; lowered for a collection of less than four batches. */
  batchSize: number;
  /** Papers of one field that stand together in a batch. */
  groupSize: number;
  /** A field of n papers is drawn in proportion to n to this power. */
  fieldPower: number;
  stepCount: number;
  warmUpSteps: number;
  /** Adam's rate at its highest; it falls linearly to zero. */
  rate: number;
  /** Multiplies the cosines before the softmax. */
  scale: number;
  pairs: PairShares;
  /** How often a known word of a left side is replaced by its character n-grams, which trains them. */
  bucketShare: number;
  /** How many words of a right side are left out at random: faster, and no single word may carry a paper. */
  droppedShare: number;
  /** A model to go on from: the rows of its words, phrases and buckets are the first state of the new ones. */
  startFrom?: EmbeddingModel;
  onProgress?: (progress: TrainingProgress) => void;
  /** How many steps lie between two reports. */
  progressSteps: number;
}

export interface TrainingProgress {
  step: number;
  stepCount: number;
  /** Mean loss since the last report, in nats. */
  loss: number;
  kernel: 'wasm' | 'plain';
}

export const DEFAULT_TRAINING_OPTIONS: TrainingOptions = {
  seed: 1,
  dims: 256,
  vocabulary: { words: 62_000, minPapers: 5, phrases: 10_000, buckets: 16_000 },
  batchSize: 1024,
  groupSize: 64,
  fieldPower: 0.6,
  stepCount: 4500,
  warmUpSteps: 100,
  rate: 2e-3,
  scale: 20,
  pairs: { title: 0.4, sentence: 0.25, passage: 0.25, keywords: 0.1, question: 0.1 },
  bucketShare: 0.1,
  droppedShare: 0.3,
  progressSteps: 100,
};
