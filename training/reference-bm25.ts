/**
 * A plain BM25 to compare with: k1 = 0.9, b = 0.4, idf = ln(1 + (N - n + 0.5) / (n + 0.5)), Porter's stemmer
 * (without its last steps), a short stop list. It is the yardstick of the tables in README.md, not the program's search.
 */
import { splitWords } from '../src/search/embedding/embedding-tokens.ts';
import { stemWord } from './reference-stemmer.ts';

export const REFERENCE_K1 = 0.9;
const B = 0.4;

const STOP_WORDS = new Set(
  'a an and are as at be been but by can do does for from had has have how i if in into is it its may no not of on or s such t that the their then there these they this to was we were what when where which who will with you'.split(
    ' ',
  ),
);

export interface ReferenceBm25 {
  /** One score a document, in the order given; 0 where nothing matches. */
  score(query: string): Float64Array;
  /** The stems of a query that stand in the collection, with their idf. */
  listTerms(query: string): { term: string; idf: number }[];
}

export function createReferenceBm25(
  texts: readonly string[],
  { stopWords }: { stopWords: boolean },
): ReferenceBm25 {
  const analyse = (text: string): string[] => listStems(text, stopWords);
  const postings = new Map<string, { documents: number[]; counts: number[] }>();
  const lengths = texts.map((text, document) => {
    const terms = analyse(text);
    for (const [term, count] of countTerms(terms)) {
      let posting = postings.get(term);
      if (posting === undefined) postings.set(term, (posting = { documents: [], counts: [] }));
      posting.documents.push(document);
      posting.counts.push(count);
    }
    return terms.length;
  });
  const averageLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const getIdf = (count: number): number => Math.log(1 + (texts.length - count + 0.5) / (count + 0.5));

  return {
    score(query) {
      const scores = new Float64Array(texts.length);
      for (const [term, queryCount] of countTerms(analyse(query))) {
        const posting = postings.get(term);
        if (posting === undefined) continue;
        const idf = getIdf(posting.documents.length) * queryCount;
        posting.documents.forEach((document, at) => {
          const count = posting.counts[at] as number;
          const norm = REFERENCE_K1 * (1 - B + (B * (lengths[document] as number)) / averageLength);
          scores[document] =
            (scores[document] as number) + (idf * count * (REFERENCE_K1 + 1)) / (count + norm);
        });
      }
      return scores;
    },
    listTerms: (query) =>
      [...new Set(analyse(query))].map((term) => ({
        term,
        idf: getIdf(postings.get(term)?.documents.length ?? 0),
      })),
  };
}

const stems = new Map<string, string>();

function listStems(text: string, leavesStopWordsOut: boolean): string[] {
  const terms: string[] = [];
  for (const word of splitWords(text)) {
    if (leavesStopWordsOut && STOP_WORDS.has(word)) continue;
    let stem = stems.get(word);
    if (stem === undefined) stems.set(word, (stem = stemWord(word)));
    terms.push(stem);
  }
  return terms;
}

function countTerms(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
