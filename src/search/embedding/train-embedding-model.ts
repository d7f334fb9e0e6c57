/**
 * Trains a word-embedding model on titles and abstracts. The shipped model and `offprint model train` on one's own
 * collection both come from here. The same texts in the same order, options and seed give the same model.
 */
import { createPlainKernel } from './contrastive-kernel-plain.ts';
import { createWasmKernel } from './contrastive-kernel.ts';
import { createContrastiveTrainer, type ContrastiveTrainer } from './contrastive-trainer.ts';
import { getCountWeight, quantiseEmbeddingModel, type EmbeddingModel } from './embedding-model.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';
import {
  readTrainingCorpus,
  SENTENCE_END,
  type TrainingCorpus,
  type TrainingText,
} from './training-corpus.ts';
import { createGroupSampler, type GroupSampler } from './training-groups.ts';
import { createPairSampler, type PairShares, type TextPair } from './training-pairs.ts';
import {
  buildTrainingVocabulary,
  type TrainingVocabulary,
  type VocabularyLimits,
} from './training-vocabulary.ts';

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

/** Fields with fewer papers are joined with their neighbours of the same prefix (`q-fin.EC` -> `q-fin`). */
const MIN_FIELD_PAPERS = 64;
const MIN_PAPERS = 64;

export async function trainEmbeddingModel(
  texts: AsyncIterable<TrainingText> | Iterable<TrainingText>,
  options: TrainingOptions = DEFAULT_TRAINING_OPTIONS,
): Promise<EmbeddingModel> {
  return trainOnCorpus(await readTrainingCorpus(texts), options);
}

export async function trainOnCorpus(
  corpus: TrainingCorpus,
  options: TrainingOptions,
): Promise<EmbeddingModel> {
  if (corpus.paperCount < MIN_PAPERS) {
    throw new Error(
      `training: needs at least ${String(MIN_PAPERS)} different papers with an abstract, got ${String(corpus.paperCount)}`,
    );
  }
  const { dims, stepCount } = options;
  const batchSize = Math.min(options.batchSize, Math.floor(corpus.paperCount / 4 / 8) * 8);
  const vocabulary = buildTrainingVocabulary(corpus, options.vocabulary);
  const random = createSeededRandom(options.seed);
  const trainer = createContrastiveTrainer({
    rowCount: vocabulary.rowCount,
    dims,
    batchSize,
    scale: options.scale,
    createKernel: canRunWasm() ? createWasmKernel : createPlainKernel,
  });
  initialiseTable(trainer.table, vocabulary, corpus.paperCount, dims, random);
  if (options.startFrom !== undefined) copyRows(options.startFrom, trainer.table, vocabulary, dims);
  const pairs = createPairSampler(corpus, options.pairs, random);
  const groups = createFieldGroups(corpus, options, random);
  const writer = createFeatureWriter(corpus, vocabulary, trainer, options, random);
  const papers = new Int32Array(batchSize);

  let lossSum = 0;
  for (let step = 0; step < stepCount; step += 1) {
    groups.sampleBatch(papers);
    writer.writeBatch(papers, (paper) => pairs.samplePair(paper));
    lossSum += trainer.computeGradient();
    trainer.applyGradient(getRate(step, options));
    if ((step + 1) % options.progressSteps === 0 || step + 1 === stepCount) {
      const reported = (step % options.progressSteps) + 1;
      options.onProgress?.({
        step: step + 1,
        stepCount,
        loss: lossSum / reported,
        kernel: trainer.kernelName,
      });
      lossSum = 0;
      await new Promise((resolve) => setImmediate(resolve)); // lets a caller's timers and signals through
    }
  }
  return quantiseEmbeddingModel({
    dims,
    words: vocabulary.words,
    phrasePairs: vocabulary.phrasePairs,
    bucketCount: vocabulary.bucketCount,
    table: trainer.table,
  });
}

function canRunWasm(): boolean {
  return typeof WebAssembly === 'object';
}

function getRate(step: number, options: TrainingOptions): number {
  if (step < options.warmUpSteps) return (options.rate * (step + 1)) / options.warmUpSteps;
  return (options.rate * (options.stepCount - step)) / Math.max(1, options.stepCount - options.warmUpSteps);
}

/** Normal with deviation 1 / sqrt(dims), times how rare the row is: rare words already weigh more at the first step. */
function initialiseTable(
  table: Float32Array,
  vocabulary: TrainingVocabulary,
  paperCount: number,
  dims: number,
  random: SeededRandom,
): void {
  const idf = (papers: number): number => Math.log((paperCount + 1) / (papers + 0.5));
  const rarest = idf(8);
  const wordCount = vocabulary.words.length;
  for (let row = 0; row < vocabulary.rowCount; row += 1) {
    const phrase = row - wordCount;
    let rarity = rarest / 2;
    if (phrase < 0) rarity = Math.min(rarest, idf(vocabulary.wordPaperCounts[row] as number));
    else if (phrase < vocabulary.phrases.count)
      rarity = Math.min(rarest, idf(vocabulary.phrasePaperCounts[phrase] as number)) / 4;
    const deviation = (Math.max(0.1, rarity) / rarest) * (1 / Math.sqrt(dims));
    for (let d = 0; d < dims; d += 1) table[row * dims + d] = random.normal() * deviation;
  }
}

function copyRows(
  model: EmbeddingModel,
  table: Float32Array,
  vocabulary: TrainingVocabulary,
  dims: number,
): void {
  if (model.dims !== dims) {
    throw new Error(
      `training: starts from a model of ${String(model.dims)} dimensions, wants ${String(dims)}`,
    );
  }
  function copyRow(from: number, to: number): void {
    const scale = model.scales[from] as number;
    for (let d = 0; d < dims; d += 1) table[to * dims + d] = scale * (model.rows[from * dims + d] as number);
  }
  const oldRows = vocabulary.words.map((word) => model.rowOfWord.find(word));
  oldRows.forEach((from, to) => {
    if (from >= 0) copyRow(from, to);
  });
  const { phrasePairs, phrases, bucketCount } = vocabulary;
  for (let phrase = 0; phrase < phrases.count; phrase += 1) {
    const first = oldRows[phrasePairs[phrase * 2] as number] as number;
    const second = oldRows[phrasePairs[phrase * 2 + 1] as number] as number;
    const from = model.phrases.find(first, second);
    if (from >= 0) copyRow(from, vocabulary.words.length + phrase);
  }
  if (model.bucketCount !== bucketCount) return;
  for (let bucket = 0; bucket < bucketCount; bucket += 1) {
    copyRow(
      model.words.length + model.phrases.count + bucket,
      vocabulary.words.length + phrases.count + bucket,
    );
  }
}

function createFieldGroups(
  corpus: TrainingCorpus,
  options: TrainingOptions,
  random: SeededRandom,
): GroupSampler {
  const sizes = new Int32Array(corpus.fieldNames.length);
  for (const field of corpus.fields) sizes[field] = (sizes[field] as number) + 1;
  const numbers = new Map<string, number>();
  const groupOfField = corpus.fieldNames.map((name, field) => {
    const group = (sizes[field] as number) >= MIN_FIELD_PAPERS ? name : `${name.split('.')[0] ?? ''}.*`;
    if (!numbers.has(group)) numbers.set(group, numbers.size);
    return numbers.get(group) as number;
  });
  return createGroupSampler(
    corpus.fields.map((field) => groupOfField[field] as number),
    { groupCount: numbers.size, groupSize: options.groupSize, power: options.fieldPower, random },
  );
}

interface FeatureWriter {
  writeBatch(papers: Int32Array, samplePair: (paper: number) => TextPair): void;
}

/** Turns word numbers into table rows, each distinct word, phrase or unknown word weighted by how often it stands there. */
function createFeatureWriter(
  corpus: TrainingCorpus,
  vocabulary: TrainingVocabulary,
  trainer: ContrastiveTrainer,
  { bucketShare, droppedShare }: Pick<TrainingOptions, 'bucketShare' | 'droppedShare'>,
  random: SeededRandom,
): FeatureWriter {
  const { rowOfNumber, bucketRows, bucketStarts, phrases } = vocabulary;
  // Counts of the text being written; cleared after each.
  const wordCounts = new Int32Array(corpus.lexicon.length);
  const phraseCounts = new Int32Array(vocabulary.rowCount);
  const distinctWords: number[] = [];
  const distinctPhrases: number[] = [];
  // The right sides are kept until all left sides are written.
  let kept = new Int32Array(1 << 20);
  const keptEnds: number[] = [];

  function countWords(numbers: Int32Array, from: number, to: number): void {
    let previous = -1;
    for (let at = from; at < to; at += 1) {
      const number = numbers[at] as number;
      if (number === SENTENCE_END) {
        previous = -1;
        continue;
      }
      if (wordCounts[number] === 0) distinctWords.push(number);
      wordCounts[number] = (wordCounts[number] as number) + 1;
      const row = rowOfNumber[number] as number;
      const phraseRow = phrases.find(previous, row);
      if (phraseRow >= 0) {
        if (phraseCounts[phraseRow] === 0) distinctPhrases.push(phraseRow);
        phraseCounts[phraseRow] = (phraseCounts[phraseRow] as number) + 1;
      }
      previous = row;
    }
  }

  function addBuckets(number: number, wordWeight: number): void {
    const from = bucketStarts[number] as number;
    const to = bucketStarts[number + 1] as number;
    const weight = wordWeight * vocabulary.getBucketWeight(to - from);
    for (let at = from; at < to; at += 1) trainer.addRow(bucketRows[at] as number, weight);
  }

  function writeText(
    numbers: Int32Array,
    from: number,
    to: number,
    shares: { replaced: number; dropped: number },
  ): void {
    countWords(numbers, from, to);
    for (const number of distinctWords) {
      const weight = getCountWeight(wordCounts[number] as number);
      wordCounts[number] = 0;
      const row = rowOfNumber[number] as number;
      const chance = random.next();
      if (chance < shares.dropped) continue;
      if (row < 0 || chance < shares.dropped + shares.replaced) addBuckets(number, weight);
      else trainer.addRow(row, weight);
    }
    for (const row of distinctPhrases) {
      const weight = getCountWeight(phraseCounts[row] as number);
      phraseCounts[row] = 0;
      if (random.next() >= shares.dropped) trainer.addRow(row, weight);
    }
    distinctWords.length = 0;
    distinctPhrases.length = 0;
    trainer.endText();
  }

  return {
    writeBatch(papers, samplePair) {
      trainer.startBatch();
      let keptCount = 0;
      keptEnds.length = 0;
      for (const paper of papers) {
        const { left, leftCount, right, rightCount } = samplePair(paper);
        writeText(left, 0, leftCount, { replaced: bucketShare, dropped: 0 });
        if (keptCount + rightCount > kept.length) {
          const larger = new Int32Array(kept.length * 2);
          larger.set(kept);
          kept = larger;
        }
        kept.set(right.subarray(0, rightCount), keptCount);
        keptCount += rightCount;
        keptEnds.push(keptCount);
      }
      let from = 0;
      for (const end of keptEnds) {
        writeText(kept, from, end, { replaced: 0, dropped: droppedShare });
        from = end;
      }
    },
  };
}
