import { describe, expect, it } from 'vitest';
import { encodeText, saveEmbeddingModel } from './embedding-model.ts';
import { createSeededRandom } from './seeded-random.ts';
import { trainEmbeddingModel } from './train-embedding-model.ts';
import { DEFAULT_TRAINING_OPTIONS, type TrainingOptions, type TrainingProgress } from './training-options.ts';
import type { TrainingText } from './training-corpus.ts';

const OPTIONS: TrainingOptions = {
  ...DEFAULT_TRAINING_OPTIONS,
  dims: 32,
  vocabulary: { words: 500, minPapers: 2, phrases: 20, buckets: 64 },
  batchSize: 64,
  groupSize: 16,
  stepCount: 150,
  warmUpSteps: 10,
  rate: 0.01,
  progressSteps: 50,
};

/** Ten topics; the words of a topic's titles are never those of its abstracts, so only training can tie them. */
function makePapers(): TrainingText[] {
  const random = createSeededRandom(9);
  const pick = (topic: number, side: string, count: number): string =>
    Array.from({ length: count }, () => `${side}${String(topic)}x${String(random.integer(6))}`).join(' ');
  return Array.from({ length: 400 }, (_, n) => ({
    title: `${pick(n % 10, 'title', 4)} of ${String(n)}`,
    abstract: `The ${pick(n % 10, 'body', 15)}. The ${pick(n % 10, 'body', 15)}.`,
    field: n % 2 === 0 ? 'a' : 'b',
  }));
}

function getCosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);
}

describe('trainEmbeddingModel', () => {
  it('learns which different words speak of the same thing', async () => {
    const model = await trainEmbeddingModel(makePapers(), OPTIONS);
    let right = 0;
    for (let topic = 0; topic < 10; topic += 1) {
      const query = encodeText(model, `title${String(topic)}x1 title${String(topic)}x4`);
      const cosines = Array.from({ length: 10 }, (_, other) =>
        getCosine(
          query,
          encodeText(model, `body${String(other)}x2 body${String(other)}x3 body${String(other)}x5`),
        ),
      );
      if (cosines.indexOf(Math.max(...cosines)) === topic) right += 1;
    }
    expect(right).toBe(10);
  });

  it('gives the same bytes for the same texts, options and seed, and others for another seed', async () => {
    const short = { ...OPTIONS, stepCount: 5 };
    const train = async (seed: number): Promise<Uint8Array> =>
      saveEmbeddingModel(await trainEmbeddingModel(makePapers(), { ...short, seed }));
    expect(await train(1)).toEqual(await train(1));
    expect(await train(1)).not.toEqual(await train(2));
  });

  it('reports its progress, and the loss falls', async () => {
    const reports: TrainingProgress[] = [];
    await trainEmbeddingModel(makePapers(), { ...OPTIONS, onProgress: (progress) => reports.push(progress) });
    expect(reports.map(({ step }) => step)).toEqual([50, 100, 150]);
    expect(reports[2]?.loss).toBeLessThan(reports[0]?.loss ?? 0);
  });

  it('goes on from a model where that one stopped, also with words it did not have', async () => {
    const first = await trainEmbeddingModel(makePapers(), OPTIONS);
    const more = [
      ...makePapers(),
      ...makePapers().map((paper) => ({ ...paper, title: `again ${paper.title}` })),
    ];
    const losses: number[] = [];
    const second = await trainEmbeddingModel(more, {
      ...OPTIONS,
      stepCount: 1,
      startFrom: first,
      onProgress: ({ loss }) => losses.push(loss),
    });
    const fresh: number[] = [];
    await trainEmbeddingModel(more, { ...OPTIONS, stepCount: 1, onProgress: ({ loss }) => fresh.push(loss) });
    expect(losses[0]).toBeLessThan((fresh[0] ?? 0) * 0.7);
    expect(second.words).toContain('again');
    await expect(
      trainEmbeddingModel(makePapers(), { ...OPTIONS, dims: 16, startFrom: first }),
    ).rejects.toThrow(/of 32 dimensions, wants 16/);
  });

  it('says how many papers it needs when there are too few', async () => {
    await expect(trainEmbeddingModel(makePapers().slice(0, 10), OPTIONS)).rejects.toThrow(
      /at least 64 .* got 10/,
    );
  });
});
