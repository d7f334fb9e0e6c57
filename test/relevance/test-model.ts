import { quantiseEmbeddingModel, saveEmbeddingModel } from '../../src/search/embedding/embedding-model.ts';
import { createSeededRandom } from '../../src/search/embedding/seeded-random.ts';

const DIMS = 64;

/** The file of a small model: the words of one line mean the same, those of different lines nothing alike. */
export function makeTestModel(lines: string[], seed = 1): Uint8Array {
  const random = createSeededRandom(seed);
  const groups = lines.map((line) => ({
    words: line.split(' '),
    vector: Array.from({ length: DIMS }, () => random.normal()),
  }));
  return saveEmbeddingModel(
    quantiseEmbeddingModel({
      dims: DIMS,
      words: groups.flatMap(({ words }) => words),
      phrasePairs: new Int32Array(0),
      bucketCount: 0,
      table: Float32Array.from(groups.flatMap(({ words, vector }) => words.flatMap(() => vector))),
    }),
  );
}
