import type { TermPostings } from '../posting-cache.ts';
import { ByteWriter } from './byte-writer.ts';
import { abstractCount, ONE_IN_ABSTRACT, ONE_IN_TITLE, titleCount } from './field-counts.ts';
import { decodePostings, readPostingLists, writePostingList, type PostingList } from './posting-lists.ts';

/**
 * The papers that have all of some words in one field, in any form, as the postings of a term of their own: it stands
 * there as often as the rarest of them.
 */
export function intersectPostings(term: string, words: PostingList[][]): TermPostings {
  const byCount = words.toSorted((a, b) => countOf(a) - countOf(b));
  let common = sumOf(byCount[0] ?? [], undefined);
  for (const lists of byCount.slice(1)) {
    const sums = sumOf(lists, common);
    common = new Map([...common].flatMap(([ordinal, counts]) => shared(ordinal, counts, sums.get(ordinal))));
  }
  if (common.size === 0) return { paperCount: 0, lists: [] };
  const ordinals = Uint32Array.from(common.keys()).sort();
  const counts = Uint8Array.from(ordinals, (ordinal) => {
    const { title, abstract } = common.get(ordinal)!;
    return Math.min(title, 3) * ONE_IN_TITLE + Math.min(abstract, 15) * ONE_IN_ABSTRACT;
  });
  const writer = new ByteWriter(64 + ordinals.length * 6);
  writePostingList(writer, term, term, ordinals, counts, 0, ordinals.length);
  return { paperCount: ordinals.length, lists: readPostingLists(term, writer.toBytes()) };
}

interface Counts {
  title: number;
  abstract: number;
}

const countOf = (lists: PostingList[]): number => lists.reduce((sum, { count }) => sum + count, 0);

/** Of a word in all its forms, by paper; only of papers that are in `wanted`. */
function sumOf(lists: PostingList[], wanted: ReadonlyMap<number, Counts> | undefined): Map<number, Counts> {
  const sums = new Map<number, Counts>();
  for (const list of lists) {
    const ordinals = new Uint32Array(list.count);
    const counts = new Uint8Array(list.count);
    decodePostings(list, ordinals, counts);
    for (let i = 0; i < list.count; i++) {
      const ordinal = ordinals[i]!;
      if (wanted && !wanted.has(ordinal)) continue;
      const before = sums.get(ordinal);
      sums.set(ordinal, {
        title: (before?.title ?? 0) + titleCount(counts[i]!),
        abstract: (before?.abstract ?? 0) + abstractCount(counts[i]!),
      });
    }
  }
  return sums;
}

function shared(ordinal: number, a: Counts, b: Counts | undefined): [number, Counts][] {
  const both = { title: Math.min(a.title, b?.title ?? 0), abstract: Math.min(a.abstract, b?.abstract ?? 0) };
  return both.title + both.abstract > 0 ? [[ordinal, both]] : [];
}
