import { stopWords } from '../analysis/stop-words.ts';
import { stemEnglish } from '../analysis/stem-english.ts';
import { findOrdinal } from '../segments/find-ordinal.ts';
import { decodeList } from '../segments/posting-kernel.ts';
import type { PostingList } from '../segments/posting-lists.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The postings of terms in one segment, which stands for the collection. */
export type ReadPostings = (terms: string[]) => Promise<(term: string) => readonly PostingList[]>;

/** So many papers that have a word are looked at. */
const SAMPLE_PAPERS = 100;
/** A word is a compound where this share of them has all its parts, too. */
const COMPOUND_SHARE = 0.8;
/** state-of-the-art */
const MAX_PARTS = 4;

/**
 * Words of the index as papers write them: `language-specific` is indexed as languagespecific, beside its parts. Nearly
 * every paper that has such a word has the parts, too; of those with `background`, few have "back" and "ground".
 */
export async function writeCompounds(
  words: readonly string[],
  vocabulary: Vocabulary,
  read: ReadPostings,
): Promise<string[]> {
  const written = [...words];
  let open = await beginSplits(words, vocabulary, read);
  // A part more each time, for all words at once.
  for (let parts = 2; parts <= MAX_PARTS && open.length > 0; parts++) {
    const longer = await splitFurther(open, vocabulary);
    const postingsOf = await read([
      ...new Set(longer.flatMap(({ last, rest }) => [last, rest]).map(stemEnglish)),
    ]);
    open = longer.flatMap((split) => {
      const papers = papersWith(split.papers, split.last, postingsOf);
      return papers.length >= split.leastPapers ? [{ ...split, papers }] : [];
    });
    // Over what fewer parts gave: of vision-language-action, visionlanguage is a word, too.
    for (const { word, parts: before, rest, papers, leastPapers } of open) {
      if (papersWith(papers, rest, postingsOf).length >= leastPapers)
        written[word] = [...before, rest].join('-');
    }
  }
  return written;
}

/** A word on its way to being taken apart. */
interface Split {
  /** Its number. */
  word: number;
  parts: string[];
  rest: string;
  /** How many papers have the word: each part has at least as many. */
  paperCount: number;
  /** Those of the papers looked at that have all parts so far, and how many must have them. */
  papers: Uint32Array;
  leastPapers: number;
}

async function beginSplits(
  words: readonly string[],
  vocabulary: Vocabulary,
  read: ReadPostings,
): Promise<Split[]> {
  const stems = words.map(stemEnglish);
  const counts = await vocabulary.countTerms([...new Set(stems)]);
  const postingsOf = await read([...new Set(stems)]);
  return words.flatMap((rest, word) => {
    const own = postingsOf(stems[word]!).find(({ form }) => form === rest);
    if (!own) return [];
    const papers = papersUpTo(Infinity, own).subarray(0, SAMPLE_PAPERS);
    const paperCount = counts.get(stems[word]!) ?? Infinity;
    return [{ word, parts: [], rest, paperCount, papers, leastPapers: COMPOUND_SHARE * papers.length }];
  });
}

/** Each with another part before the rest, wherever the rest begins with a word of enough papers; `last` is that part. */
async function splitFurther(
  splits: readonly Split[],
  vocabulary: Vocabulary,
): Promise<(Split & { last: string })[]> {
  const beginnings = splits.map(({ rest }) => beginningsOf(rest));
  const counts = await vocabulary.countTerms([...new Set(beginnings.flat().map(stemEnglish))]);
  return splits.flatMap((split, at) =>
    beginnings[at]!.filter((last) => (counts.get(stemEnglish(last)) ?? 0) >= split.paperCount).map(
      (last) => ({
        ...split,
        ...{ last, parts: [...split.parts, last], rest: split.rest.slice(last.length) },
      }),
    ),
  );
}

/** What a word may begin with that leaves two letters at least; of two letters only such as in text-to-image. */
function beginningsOf(word: string): string[] {
  const all = Array.from({ length: Math.max(0, word.length - 3) }, (_, at) => word.slice(0, at + 2));
  return all.filter((beginning) => beginning.length > 2 || stopWords.has(beginning));
}

/** Those of some papers that have a word in any form; of stop words it is not asked. */
function papersWith(
  papers: Uint32Array,
  word: string,
  postingsOf: (term: string) => readonly PostingList[],
): Uint32Array {
  if (stopWords.has(word)) return papers;
  const having = postingsOf(stemEnglish(word)).map((list) => papersUpTo(papers.at(-1) ?? -1, list));
  return papers.filter((paper) => having.some((ordinals) => findOrdinal(ordinals, paper) >= 0));
}

/** The papers of a list, and those up to the `last` at least. */
function papersUpTo(last: number, list: PostingList): Uint32Array {
  return decodeList(list, last).ordinals.slice();
}
