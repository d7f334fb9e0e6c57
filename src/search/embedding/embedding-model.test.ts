import { describe, expect, it } from 'vitest';
import {
  encodeText,
  loadEmbeddingModel,
  quantiseEmbeddingModel,
  saveEmbeddingModel,
  type EmbeddingModel,
} from './embedding-model.ts';
import { createSeededRandom } from './seeded-random.ts';

const WORDS = ['neural', 'network', 'layer', 'poincare'];

/** Four words, the phrase `neural network`, eight buckets, sixteen dimensions. */
function makeModel(): { model: EmbeddingModel; table: Float32Array } {
  const random = createSeededRandom(1);
  const table = Float32Array.from({ length: (4 + 1 + 8) * 16 }, () => random.normal());
  return {
    model: quantiseEmbeddingModel({
      dims: 16,
      words: WORDS,
      phrasePairs: Int32Array.from([0, 1]),
      bucketCount: 8,
      table,
    }),
    table,
  };
}

function getCosine(a: Float32Array, b: Float32Array): number {
  let [product, aSquared, bSquared] = [0, 0, 0];
  a.forEach((value, at) => {
    const other = b[at] as number;
    product += value * other;
    aSquared += value * value;
    bSquared += other * other;
  });
  return product / Math.sqrt(aSquared * bSquared);
}

describe('encodeText', () => {
  it('is the sum of the words and of the phrase they form, of length 1', () => {
    const { model, table } = makeModel();
    const sum = Float32Array.from(
      { length: 16 },
      (_, d) => (table[d] as number) + (table[16 + d] as number) + (table[4 * 16 + d] as number),
    );
    const vector = encodeText(model, 'Neural network');
    expect(getCosine(vector, sum)).toBeGreaterThan(0.999);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });

  it('hears the order only through phrases', () => {
    const { model } = makeModel();
    expect(getCosine(encodeText(model, 'layer neural'), encodeText(model, 'neural layer'))).toBeCloseTo(1, 5);
    expect(getCosine(encodeText(model, 'network neural'), encodeText(model, 'neural network'))).toBeLessThan(
      0.99,
    );
  });

  it('leans towards a word said more often, each time by less', () => {
    const { model } = makeModel();
    const layer = encodeText(model, 'layer');
    const cosines = [1, 2, 3, 4].map((count) =>
      getCosine(layer, encodeText(model, `poincare${' layer'.repeat(count)}`)),
    );
    const steps = cosines.slice(1).map((cosine, at) => cosine - (cosines[at] as number));
    expect(Math.min(...steps)).toBeGreaterThan(0);
    expect(steps[2]).toBeLessThan(steps[0] as number);
  });

  it('takes the factor that the search gives a word, known or not', () => {
    const { model } = makeModel();
    const weighWord = (word: string): number => (word === 'layer' || word === 'unseen' ? 0 : 1);
    expect(encodeText(model, 'layer unseen poincare', { weighWord })).toEqual(encodeText(model, 'poincare'));
  });

  it('has forgotten one text when it reads the next', () => {
    const { model } = makeModel();
    const before = encodeText(model, 'neural network');
    encodeText(model, 'neural network layer poincare unseen', { weighWord: () => 0.5 });
    expect(encodeText(model, 'neural network')).toEqual(before);
  });

  it('folds accents as at training', () => {
    const { model } = makeModel();
    expect(encodeText(model, 'POINCARÉ')).toEqual(encodeText(model, 'poincare'));
  });

  it('gives an unknown word a direction of its own, the same every time', () => {
    const { model } = makeModel();
    expect(Math.hypot(...encodeText(model, 'zebrafish'))).toBeCloseTo(1, 5);
    expect(encodeText(model, 'zebrafish zebrafish')).toEqual(encodeText(model, 'zebrafish'));
    expect(getCosine(encodeText(model, 'zebrafish'), encodeText(model, 'qubit'))).toBeLessThan(0.99);
  });

  it('gives the zero vector for a text without a word', () => {
    expect(encodeText(makeModel().model, ' ... ').every((value) => value === 0)).toBe(true);
  });
});

describe('the model file', () => {
  it('gives the model back, also from bytes that do not start at a multiple of four', () => {
    const { model } = makeModel();
    const bytes = saveEmbeddingModel(model);
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    for (const loaded of [loadEmbeddingModel(bytes), loadEmbeddingModel(shifted.subarray(1))]) {
      expect(loaded.words).toEqual(WORDS);
      for (const text of ['neural network', 'unseen layer'])
        expect(encodeText(loaded, text)).toEqual(encodeText(model, text));
    }
  });

  it.each([
    ['cut short', (bytes: Uint8Array) => bytes.slice(0, -1), /the file is cut or damaged/],
    ['of another kind', (bytes: Uint8Array) => bytes.slice(1), /not a model file/],
    ['empty', () => new Uint8Array(0), /not a model file/],
    ['of a later format', (bytes: Uint8Array) => bytes.slice().fill(9, 8, 9), /format 9/],
  ])('is refused when %s', (_name, damage, message) => {
    expect(() => loadEmbeddingModel(damage(saveEmbeddingModel(makeModel().model)))).toThrow(message);
  });

  it('keeps each value within half a step of its row', () => {
    const { model, table } = makeModel();
    model.rows.forEach((value, at) => {
      const scale = model.scales[Math.floor(at / 16)] as number;
      expect(Math.abs(value * scale - (table[at] as number))).toBeLessThanOrEqual(scale * 0.5001);
    });
  });
});
