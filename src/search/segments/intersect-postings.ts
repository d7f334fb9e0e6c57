import type { TermPostings } from '../posting-cache.ts';
import { ByteWriter } from './byte-writer.ts';
import { MAX_ABSTRACT_COUNT, MAX_TITLE_COUNT, ONE_IN_ABSTRACT, ONE_IN_TITLE } from './field-counts.ts';
import { findCommonPapers } from './posting-kernel.ts';
import { readPostingLists, writePostingList, type PostingList } from './posting-lists.ts';

/**
 * The papers of a segment that have all of some words in one field, in any form, as the postings of a term of their own: it
 * stands there as often as the rarest of them.
 */
export function intersectPostings(term: string, words: PostingList[][], paperCount: number): TermPostings {
  const rarestFirst = words.toSorted((a, b) => countOf(a) - countOf(b));
  const { ordinals, counts } = findCommonPapers(rarestFirst, paperCount);
  if (ordinals.length === 0) return { paperCount: 0, lists: [] };
  const fieldCounts = new Uint8Array(ordinals.length);
  for (let i = 0; i < fieldCounts.length; i++)
    fieldCounts[i] =
      Math.min(counts[i * 2]!, MAX_ABSTRACT_COUNT) * ONE_IN_ABSTRACT +
      Math.min(counts[i * 2 + 1]!, MAX_TITLE_COUNT) * ONE_IN_TITLE;
  const writer = new ByteWriter(64 + ordinals.length * 6);
  writePostingList(writer, term, term, ordinals, fieldCounts, 0, ordinals.length);
  return { paperCount: ordinals.length, lists: readPostingLists(term, writer.toBytes()) };
}

const countOf = (lists: PostingList[]): number => lists.reduce((sum, { count }) => sum + count, 0);
