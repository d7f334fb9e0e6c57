import type { TermPostings } from '../posting-cache.ts';
import { ByteWriter } from './byte-writer.ts';
import { decodeList } from './decode-list.ts';
import {
  abstractCount,
  MAX_ABSTRACT_COUNT,
  MAX_TITLE_COUNT,
  ONE_IN_ABSTRACT,
  ONE_IN_TITLE,
  titleCount,
} from './field-counts.ts';
import { readPostingLists, writePostingList, type PostingList } from './posting-lists.ts';

/**
 * The papers that have all of some words (two or more) in one field, in any form, as the postings of a term of their own: it stands
 * there as often as the rarest of them.
 */
export function intersectPostings(term: string, words: PostingList[][]): TermPostings {
  const [rarest = [], ...others] = words.toSorted((a, b) => countOf(a) - countOf(b));
  let common = countsIn(rarest, papersOf(rarest));
  for (const lists of others) {
    if (common.ordinals.length === 0) break;
    common = shared(common, countsIn(lists, common.ordinals));
  }
  const { ordinals, titles, abstracts } = common;
  if (ordinals.length === 0) return { paperCount: 0, lists: [] };
  const counts = Uint8Array.from(
    ordinals,
    (_, i) =>
      Math.min(titles[i]!, MAX_TITLE_COUNT) * ONE_IN_TITLE +
      Math.min(abstracts[i]!, MAX_ABSTRACT_COUNT) * ONE_IN_ABSTRACT,
  );
  const writer = new ByteWriter(64 + ordinals.length * 6);
  writePostingList(writer, term, term, ordinals, counts, 0, ordinals.length);
  return { paperCount: ordinals.length, lists: readPostingLists(term, writer.toBytes()) };
}

/** How often a word stands in some papers; typed arrays, for a common word is in hundreds of thousands. */
interface Occurrences {
  /** Ascending. */
  ordinals: Uint32Array;
  titles: Uint16Array;
  abstracts: Uint16Array;
}

const countOf = (lists: PostingList[]): number => lists.reduce((sum, { count }) => sum + count, 0);

/** The papers that have a word in any form, ascending. */
function papersOf(lists: PostingList[]): Uint32Array {
  const all = new Uint32Array(countOf(lists));
  let end = 0;
  for (const list of lists) {
    all.set(decodeList(list).ordinals, end);
    end += list.count;
  }
  if (lists.length < 2) return all;
  all.sort();
  let distinct = 0;
  for (let i = 0; i < all.length; i++) if (all[i] !== all[distinct - 1]) all[distinct++] = all[i]!;
  return all.subarray(0, distinct);
}

/** Of a word in all its forms, in these papers. */
function countsIn(lists: PostingList[], papers: Uint32Array): Occurrences {
  const titles = new Uint16Array(papers.length);
  const abstracts = new Uint16Array(papers.length);
  for (const list of lists) {
    const { ordinals, counts } = decodeList(list, papers.at(-1));
    for (let i = 0, at = 0; i < papers.length && at < ordinals.length; i++) {
      const paper = papers[i]!;
      while (at < ordinals.length && ordinals[at]! < paper) at++;
      if (ordinals[at] !== paper) continue;
      titles[i]! += titleCount(counts[at]!);
      abstracts[i]! += abstractCount(counts[at]!);
    }
  }
  return { ordinals: papers, titles, abstracts };
}

/** The papers in which both stand in the same field; `b` is about the papers of `a`. */
function shared(a: Occurrences, b: Occurrences): Occurrences {
  const ordinals = new Uint32Array(a.ordinals.length);
  let count = 0;
  for (let i = 0; i < ordinals.length; i++) {
    const title = Math.min(a.titles[i]!, b.titles[i]!);
    const abstract = Math.min(a.abstracts[i]!, b.abstracts[i]!);
    if (title + abstract === 0) continue;
    ordinals[count] = a.ordinals[i]!;
    a.titles[count] = title;
    a.abstracts[count++] = abstract;
  }
  return {
    ordinals: ordinals.subarray(0, count),
    titles: a.titles.subarray(0, count),
    abstracts: a.abstracts.subarray(0, count),
  };
}
