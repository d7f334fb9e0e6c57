import type { EmbeddingModel } from './embedding-model.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { TrainingVocabulary } from './training-vocabulary.ts';

/** Normal with deviation 1 / sqrt(dims), times how rare the row is: rare words already weigh more at the first step. */
export function initialiseTrainingTable(
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

/** Takes over the rows of the words, phrases and, where as many, buckets of an older model. */
export function copyRows(
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
