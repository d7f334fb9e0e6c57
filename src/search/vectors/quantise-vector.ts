/**
 * A paper's vector as it is kept: its values as 8-bit integers, and a binary code of their signs. The length of the
 * integers is not that of the vector; a cosine is their product with the query divided by it, so no scale is kept.
 */

/** Bytes of a code: a bit for each of 256 values, lowest first; 1: positive. */
export const CODE_BYTES = 32;
const BITS = CODE_BYTES * 8;

const MAX_INT8 = 127;

/** Writes a vector of `values.length` numbers; the largest becomes 127. Zero stays zero. */
export function quantiseVector(vector: Float32Array, values: Int8Array, code: Uint8Array): void {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  const factor = largest === 0 ? 0 : MAX_INT8 / largest;
  for (let d = 0; d < values.length; d++) values[d] = Math.round(vector[d]! * factor);
  writeCode(values, code);
}

/** That of a query. */
export function codeOf(query: Float32Array): Uint8Array {
  const code = new Uint8Array(CODE_BYTES);
  writeCode(query, code);
  return code;
}

/**
 * The signs of `values`, of a kept vector or of a query. Of a vector of more than 256 values, those that are 256 apart are
 * added up, every other one of them taken away in a fixed pattern: all have a say in the code, and what is a mean of all
 * texts in them cancels out (Charikar, Chen, Farach-Colton: "Finding frequent items in data streams", 2002).
 */
export function writeCode(values: Int8Array | Float32Array, code: Uint8Array): void {
  code.fill(0);
  const bits = Math.min(values.length, BITS);
  for (let bit = 0; bit < bits; bit++) {
    let sum = values[bit]!;
    for (let d = bit + BITS; d < values.length; d += BITS) sum += isTakenAway(d) ? -values[d]! : values[d]!;
    if (sum > 0) code[bit >> 3]! |= 1 << (bit & 7);
  }
}

/** A fixed coin for each place (the highest bit of Knuth's multiplicative hash). */
const isTakenAway = (d: number): boolean => (Math.imul(d, 0x9e3779b1) & 0x80000000) !== 0;
