/**
 * Rare and unseen words (a gene, a new method's name, a misspelling) have no row of their own. They are the sum of
 * the rows of their character n-grams, hashed into a fixed number of buckets (as fastText does, 2016), so that
 * `phosphorylates` lies near `phosphorylation` and the same unseen name always falls on the same point.
 */
const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 5;
const MAX_GRAMS = 48;

/** Bucket numbers in [0, bucketCount) of a word, with `<` and `>` marking its ends; a bucket may repeat. */
export function listCharacterBuckets(word: string, bucketCount: number): number[] {
  const marked = `<${word}>`;
  const buckets: number[] = [];
  for (let length = SHORTEST_GRAM; length <= LONGEST_GRAM; length += 1) {
    for (let start = 0; start + length <= marked.length && buckets.length < MAX_GRAMS; start += 1) {
      buckets.push(hashCharacters(marked, start, start + length) % bucketCount);
    }
  }
  return buckets;
}

/** The weight of each of `count` buckets: the sum keeps about the length of one word vector. */
export function getBucketWeight(count: number): number {
  return count === 0 ? 0 : 1 / Math.sqrt(count);
}

/** FNV-1a over UTF-16 units, 32 bits, with a final mix so that the low bits are usable. */
function hashCharacters(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}
