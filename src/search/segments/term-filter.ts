import { hashWords } from '../analysis/hash-words.ts';
import { isAcronymTerm, longFormKey, longFormTerm } from './acronym-terms.ts';
import { readPostingLists } from './posting-lists.ts';

/**
 * Of the terms that are looked up for a query most stand in no paper: two words in a row written as one, initials that may
 * be an acronym, or what it stands for; and most queries are no paper's title. A Bloom filter (Bloom: "Space/time trade-offs
 * in hash coding with allowable errors", 1970) knows that without a look at the database or at all titles, and is wrong
 * about one in a hundred, which are then looked up in vain.
 */
const BITS_PER_TERM = 10;
const PROBES = 7;

/** What a filter knows of a term with these posting lists: the term, and all that an acronym stands for. */
export function filteredTerms(term: string, lists: Uint8Array): string[] {
  if (!isAcronymTerm(term)) return [term];
  const longForms = readPostingLists(term, lists).map(({ form }) => form.split(' '));
  return [term, ...longForms.map((words) => longFormTerm(longFormKey(words)))];
}

/** Collects the terms and titles of a segment. */
export class TermFilterBuilder {
  #hashes = new Uint32Array(1024);
  #count = 0;

  /** A term, once, with its posting lists. */
  add(term: string, lists: Uint8Array): void {
    for (const known of filteredTerms(term, lists)) this.#add(hashWords([known]));
  }

  /** By their words' hash. */
  addTitles(titleHashes: Uint32Array): void {
    for (const hash of titleHashes) this.#add(hash);
  }

  #add(hash: number): void {
    if (this.#count === this.#hashes.length) {
      const larger = new Uint32Array(this.#count * 2);
      larger.set(this.#hashes);
      this.#hashes = larger;
    }
    this.#hashes[this.#count++] = hash;
  }

  encode(): Uint8Array<ArrayBuffer> {
    const filter = new Uint8Array(Math.ceil((this.#count * BITS_PER_TERM) / 8) + 1);
    const bitCount = filter.length * 8;
    for (const hash of this.#hashes.subarray(0, this.#count)) {
      const probes = probesOfHash(hash);
      for (let probe = 0; probe < PROBES; probe++) {
        const bit = bitOf(probes, probe, bitCount);
        filter[bit >> 3]! |= 1 << (bit & 7);
      }
    }
    return filter;
  }
}

/**
 * Where the bits of a term or title are, in whatever filter: two hashes are as good as seven (Kirsch, Mitzenmacher: "Less
 * hashing, same performance", 2006).
 */
export interface TermProbes {
  first: number;
  step: number;
}

export const probesOf = (term: string): TermProbes => probesOfHash(hashWords([term]));

export const probesOfHash = (hash: number): TermProbes => ({
  first: mix(hash ^ 0x9e3779b9),
  step: mix(hash) | 1,
});

/** False: the segment has no such term or title. */
export function mayHaveTerm(filter: Uint8Array, probes: TermProbes): boolean {
  const bitCount = filter.length * 8;
  for (let probe = 0; probe < PROBES; probe++) {
    const bit = bitOf(probes, probe, bitCount);
    if (((filter[bit >> 3]! >> (bit & 7)) & 1) === 0) return false;
  }
  return true;
}

const bitOf = ({ first, step }: TermProbes, probe: number, bitCount: number): number =>
  ((first + Math.imul(probe, step)) >>> 0) % bitCount;

/** MurmurHash3's last step: the bits of FNV's highest places differ too little. */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
