/**
 * Trains a word-embedding model on titles and abstracts. The shipped model and `offprint model train` on one's own
 * collection both come from here. The same texts in the same order, options and seed give the same model.
 */
import { createPlainKernel } from './contrastive-kernel-plain.ts';
import { createWasmKernel } from './contrastive-kernel.ts';
import { createContrastiveTrainer } from './contrastive-trainer.ts';
import { quantiseEmbeddingModel, type EmbeddingModel } from './embedding-model.ts';
import { createFeatureWriter } from './feature-writer.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';
import { readTrainingCorpus, type TrainingCorpus, type TrainingText } from './training-corpus.ts';
import { createGroupSampler, type GroupSampler } from './training-groups.ts';
import { DEFAULT_TRAINING_OPTIONS, type TrainingOptions } from './training-options.ts';
import { createPairSampler } from './training-pairs.ts';
import { copyRows, initialiseTrainingTable } from './training-table.ts';
import { buildTrainingVocabulary } from './training-vocabulary.ts';

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
  initialiseTrainingTable(trainer.table, vocabulary, corpus.paperCount, dims, random);
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
