/**
 * Two-word phrases (`neural network`, `boundary layer`): a pair of word rows -> a row of its own.
 * Open addressing over typed arrays; a Map of pair keys costs several times more to build and to ask.
 */
export interface PhraseTable {
  /** How many phrases; phrase n has row firstRow + n. */
  readonly count: number;
  /** The row of the phrase, or -1. `first` and `second` are rows of words; -1 (no such word) finds nothing. */
  find(first: number, second: number): number;
}

const EMPTY = -1;

/** `pairs` holds two word rows a phrase. */
export function createPhraseTable(pairs: Int32Array, firstRow: number): PhraseTable {
  const count = pairs.length / 2;
  const slotBits = Math.max(4, Math.ceil(Math.log2(count * 2 + 1)));
  const slotMask = (1 << slotBits) - 1;
  const slots = new Int32Array(1 << slotBits).fill(EMPTY);
  const locate = (first: number, second: number): number =>
    (Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b) >>> (32 - slotBits)) & slotMask;

  for (let phrase = 0; phrase < count; phrase += 1) {
    let slot = locate(pairs[phrase * 2] as number, pairs[phrase * 2 + 1] as number);
    while (slots[slot] !== EMPTY) slot = (slot + 1) & slotMask;
    slots[slot] = phrase;
  }

  return {
    count,
    find(first, second) {
      if (first < 0 || second < 0 || count === 0) return EMPTY;
      for (let slot = locate(first, second); ; slot = (slot + 1) & slotMask) {
        const phrase = slots[slot] as number;
        if (phrase === EMPTY) return EMPTY;
        if (pairs[phrase * 2] === first && pairs[phrase * 2 + 1] === second) return firstRow + phrase;
      }
    },
  };
}
