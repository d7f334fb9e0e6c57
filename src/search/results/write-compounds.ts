import { stemEnglish } from '../analysis/stem-english.ts';
import { findOrdinal } from '../segments/find-ordinal.ts';
import { decodePostings, type PostingList } from '../segments/posting-lists.ts';
import { PREFIX_LENGTH, type Vocabulary } from './vocabulary.ts';

/** The postings of terms in one segment, which stands for the collection. */
export type ReadPostings = (terms: string[]) => Promise<(term: string) => readonly PostingList[]>;

/** So many papers that have a word are looked at. */
const SAMPLE_PAPERS = 100;
/** A word is a compound where this share of them has both its parts, too. */
const COMPOUND_SHARE = 0.8;

/**
 * Words of the index as papers write them: `language-specific` is indexed as languagespecific, beside its parts. Nearly
 * every paper that has such a word has the parts, too; of those with `background`, few have "back" and "ground".
 */
export async function writeCompounds(
  words: readonly string[],
  vocabulary: Vocabulary,
  read: ReadPostings,
): Promise<string[]> {
  const splits = await Promise.all(words.map((word) => splitsOf(word, vocabulary)));
  const terms = [...words.filter((_, at) => splits[at]!.length > 0), ...splits.flat(2)].map(stemEnglish);
  const postingsOf = await read([...new Set(terms)]);
  return words.map((word, at) => {
    const own = postingsOf(stemEnglish(word)).find(({ form }) => form === word);
    if (!own) return word;
    const sample = papersOf(own).subarray(0, SAMPLE_PAPERS);
    const split = splits[at]!.find(
      (parts) => shareWithAll(sample, parts.map(stemEnglish).map(postingsOf)) >= COMPOUND_SHARE,
    );
    return split ? split.join('-') : word;
  });
}

/** Where a word may be two: its beginning is a word of at least as many papers. */
async function splitsOf(word: string, vocabulary: Vocabulary): Promise<[string, string][]> {
  const known = await vocabulary.listTerms(word.slice(0, PREFIX_LENGTH));
  const own = known.get(stemEnglish(word)) ?? Infinity;
  const splits: [string, string][] = [];
  for (let at = PREFIX_LENGTH; at < word.length - 1; at++) {
    const first = word.slice(0, at);
    if ((known.get(stemEnglish(first)) ?? 0) >= own) splits.push([first, word.slice(at)]);
  }
  return splits;
}

/** Of these papers, the share that has every one of some words, in any form. */
function shareWithAll(papers: Uint32Array, words: (readonly PostingList[])[]): number {
  const having = words.map((lists) => lists.map(papersOf));
  const withAll = papers.filter((paper) =>
    having.every((ofWord) => ofWord.some((ordinals) => findOrdinal(ordinals, paper) >= 0)),
  );
  return withAll.length / papers.length;
}

function papersOf(list: PostingList): Uint32Array {
  const ordinals = new Uint32Array(list.count);
  decodePostings(list, ordinals, new Uint8Array(list.count));
  return ordinals;
}
