import { hashWords } from '../analysis/hash-words.ts';

/**
 * Of the terms that are looked up for a query most stand in no paper: two words in a row written as one, initials that may
 * be an acronym. A Bloom filter (Bloom: "Space/time trade-offs in hash coding with allowable errors", 1970) knows that
 * without a look at the database, and is wrong about one in a hundred, which are then looked up in vain.
 */
const BITS_PER_TERM = 10;
const PROBES = 7;

/** Collects the terms of a segment, each once. */
export class TermFilterBuilder {
  #hashes = new Uint32Array(1024);
  #count = 0;

  add(term: string): void {
    if (this.#count === this.#hashes.length) {
      const larger = new Uint32Array(this.#count * 2);
      larger.set(this.#hashes);
      this.#hashes = larger;
    }
    this.#hashes[this.#count++] = hashWords([term]);
  }

  encode(): Uint8Array<ArrayBuffer> {
    const filter = new Uint8Array(Math.ceil((this.#count * BITS_PER_TERM) / 8) + 1);
    for (const hash of this.#hashes.subarray(0, this.#count))
      for (const bit of bitsOf(hash, filter)) filter[bit >> 3]! |= 1 << (bit & 7);
    return filter;
  }
}

/** False: the segment has no such term. */
export function mayHaveTerm(filter: Uint8Array, term: string): boolean {
  return bitsOf(hashWords([term]), filter).every((bit) => ((filter[bit >> 3]! >> (bit & 7)) & 1) === 1);
}

/** Two hashes are as good as seven (Kirsch, Mitzenmacher: "Less hashing, same performance", 2006). */
function bitsOf(hash: number, filter: Uint8Array): number[] {
  const first = mix(hash ^ 0x9e3779b9);
  const step = mix(hash) | 1;
  return Array.from(
    { length: PROBES },
    (_, probe) => ((first + Math.imul(probe, step)) >>> 0) % (filter.length * 8),
  );
}

/** MurmurHash3's last step: the bits of FNV's highest places differ too little. */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
