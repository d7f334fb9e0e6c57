import { UnitText } from './unit-text.ts';

const FIRST_WORDS = 1 << 10;
const UNITS_PER_WORD = 8;

/**
 * Numbers distinct words 0, 1, 2 ... in the order in which they come. What a Map does, in half the time for words cut
 * out of texts: of each such string a Map must first have the hash computed, and then leaps to the string it has stored.
 */
export class WordNumbers {
  /** Open addressing; a number + 1, or 0 where free. At least half are. */
  #slots = new Int32Array(FIRST_WORDS * 2);
  #hashes = new Int32Array(FIRST_WORDS);
  /** Where in `units` each word begins; one more than there are words. */
  #starts = new Uint32Array(FIRST_WORDS + 1);
  /** The words' UTF-16 units, one after the other. */
  #units = new Uint16Array(FIRST_WORDS * UNITS_PER_WORD);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The word's number, or -1. */
  find(word: string): number {
    asked.set(word);
    return this.findIn(asked, 0, word.length);
  }

  /** The number of the word that `source` is from `start` to `end`, or -1. */
  findIn({ units }: UnitText, start: number, end: number): number {
    const hash = hashOf(units, start, end);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot]! - 1;
      if (number < 0) return -1;
      if (this.#hashes[number] === hash && this.#is(number, units, start, end)) return number;
    }
  }

  /** Gives a word that has none yet the next number, and answers it. */
  add(word: string): number {
    if (this.#size === this.#hashes.length) this.#enlarge();
    const number = this.#size++;
    const start = this.#starts[number]!;
    const end = start + word.length;
    if (end > this.#units.length) this.#units = enlarged(this.#units, Math.max(end, this.#units.length * 2));
    asked.set(word);
    this.#units.set(asked.units.subarray(0, word.length), start);
    this.#starts[number + 1] = end;
    this.#hashes[number] = hashOf(asked.units, 0, word.length);
    this.#place(number);
    return number;
  }

  #is(number: number, units: Uint16Array, start: number, end: number): boolean {
    const offset = this.#starts[number]! - start;
    if (this.#starts[number + 1]! - offset !== end) return false;
    for (let i = start; i < end; i++) if (this.#units[offset + i] !== units[i]) return false;
    return true;
  }

  #place(number: number): void {
    const mask = this.#slots.length - 1;
    let slot = this.#hashes[number]! & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = number + 1;
  }

  #enlarge(): void {
    this.#hashes = enlarged(this.#hashes, this.#hashes.length * 2);
    this.#starts = enlarged(this.#starts, this.#hashes.length + 1);
    this.#slots = new Int32Array(this.#hashes.length * 2);
    for (let number = 0; number < this.#size; number++) this.#place(number);
  }
}

/** The word that is a string of its own. */
const asked = new UnitText();

/** FNV-1a, 32 bits, mixed so that its low bits are usable. */
function hashOf(units: Uint16Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ units[i]!, 0x01000193);
  return hash ^ (hash >>> 15);
}

function enlarged<A extends Int32Array | Uint32Array | Uint16Array>(array: A, length: number): A {
  const larger = new (array.constructor as new (length: number) => A)(length);
  larger.set(array);
  return larger;
}
