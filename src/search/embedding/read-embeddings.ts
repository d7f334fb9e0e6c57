import { isJsonObject, objectsOf } from '../../lib/json-object.ts';

/** Of longer vectors the beginning is kept: models that give more numbers are trained so that it stands alone. */
export const MAX_DIMS = 1_024;
const MIN_DIMS = 8;

/**
 * Reads the answer of an OpenAI-compatible embeddings address to `count` texts: vectors in the order of the texts, of
 * length 1, all of the same number of dimensions, at most MAX_DIMS.
 * @throws Error saying what is wrong with it.
 */
export function readEmbeddings(body: string, count: number): Float32Array[] {
  const items = objectsOf(dataOf(body));
  if (items.length !== count) throw new Error(`${items.length} vectors for ${count} texts`);
  const vectors: (Float32Array | undefined)[] = Array.from({ length: count });
  items.forEach(({ index, embedding }, place) => {
    // The protocol numbers them; servers that don't give them in order.
    const at = typeof index === 'number' ? index : place;
    if (!Number.isInteger(at) || at < 0 || at >= count) throw new Error(`a vector is numbered ${at}`);
    if (vectors[at]) throw new Error(`two vectors are numbered ${at}`);
    vectors[at] = toUnitVector(embedding);
  });
  const whole = vectors.filter((vector) => vector !== undefined);
  if (whole.some(({ length }) => length !== whole[0]?.length))
    throw new Error('its vectors differ in length');
  return whole;
}

function dataOf(body: string): unknown {
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    throw new Error('it is no JSON');
  }
  if (!isJsonObject(answer) || !Array.isArray(answer.data)) throw new Error('it has no list "data"');
  return answer.data;
}

function toUnitVector(embedding: unknown): Float32Array {
  const numbers: unknown[] = Array.isArray(embedding) ? embedding.slice(0, MAX_DIMS) : [];
  if (numbers.length < MIN_DIMS) throw new Error('an "embedding" is no list of numbers');
  if (!numbers.every((number) => typeof number === 'number' && Number.isFinite(number)))
    throw new Error('an "embedding" holds something else than numbers');
  const length = Math.hypot(...(numbers as number[]));
  if (length === 0) throw new Error('an "embedding" is all zeros');
  return Float32Array.from(numbers as number[], (number) => number / length);
}
