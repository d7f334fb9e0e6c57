/** Which words and two-word phrases get a row of their own, and what every other word is made of. */
import { getBucketWeight, listCharacterBuckets } from './character-buckets.ts';
import { createPhraseTable, type PhraseTable } from './phrase-table.ts';
import { SENTENCE_END, type TrainingCorpus } from './training-corpus.ts';

export interface VocabularyLimits {
  words: number;
  /** A word in fewer papers gets no row. */
  minPapers: number;
  phrases: number;
  buckets: number;
}

/** Rows: words first, then phrases, then buckets. */
export interface TrainingVocabulary {
  readonly words: readonly string[];
  readonly wordPaperCounts: Int32Array;
  /** Two word rows a phrase. */
  readonly phrasePairs: Int32Array;
  readonly phrasePaperCounts: Int32Array;
  readonly phrases: PhraseTable;
  readonly bucketCount: number;
  readonly rowCount: number;
  /** Lexicon number -> row, or -1. */
  readonly rowOfNumber: Int32Array;
  /** Lexicon number n -> bucketRows[bucketStarts[n] .. bucketStarts[n+1]). */
  readonly bucketRows: Int32Array;
  readonly bucketStarts: Int32Array;
  getBucketWeight(count: number): number;
}

/** A word in more than this share of the papers starts or ends no phrase: `of the` is none. */
const MAX_PHRASE_WORD_SHARE = 0.12;
const MIN_PHRASE_COUNT = 20;

export function buildTrainingVocabulary(
  corpus: TrainingCorpus,
  limits: VocabularyLimits,
): TrainingVocabulary {
  const numbers = chooseWords(corpus, limits);
  const rowOfNumber = new Int32Array(corpus.lexicon.length).fill(-1);
  numbers.forEach((number, row) => {
    rowOfNumber[number] = row;
  });
  const { pairs, counts } = choosePhrases(corpus, rowOfNumber, numbers, limits.phrases);
  const firstBucketRow = numbers.length + counts.length;
  const { bucketRows, bucketStarts } = listBuckets(corpus.lexicon, limits.buckets, firstBucketRow);
  return {
    words: numbers.map((number) => corpus.lexicon[number] as string),
    wordPaperCounts: Int32Array.from(numbers, (number) => corpus.paperCounts[number] as number),
    phrasePairs: pairs,
    phrasePaperCounts: counts,
    phrases: createPhraseTable(pairs, numbers.length),
    bucketCount: limits.buckets,
    rowCount: firstBucketRow + limits.buckets,
    rowOfNumber,
    bucketRows,
    bucketStarts,
    getBucketWeight,
  };
}

/** Lexicon numbers of the words in the most papers, most frequent first; equal counts in the words' own order. */
function chooseWords(corpus: TrainingCorpus, limits: VocabularyLimits): number[] {
  const numbers: number[] = [];
  for (let number = 1; number < corpus.lexicon.length; number += 1) {
    if ((corpus.paperCounts[number] as number) >= limits.minPapers) numbers.push(number);
  }
  numbers.sort(
    (a, b) =>
      (corpus.paperCounts[b] as number) - (corpus.paperCounts[a] as number) ||
      ((corpus.lexicon[a] as string) < (corpus.lexicon[b] as string) ? -1 : 1),
  );
  return numbers.slice(0, limits.words);
}

/**
 * Neighbouring words that stand together far more often than apart: the highest
 * count * log(count * total / (count(first) * count(second))), as in collocation finding by mutual information.
 */
function choosePhrases(
  corpus: TrainingCorpus,
  rowOfNumber: Int32Array,
  numbers: readonly number[],
  limit: number,
): { pairs: Int32Array; counts: Int32Array } {
  if (limit === 0) return { pairs: new Int32Array(0), counts: new Int32Array(0) };
  const maxPapers = corpus.paperCount * MAX_PHRASE_WORD_SHARE;
  const canJoin = Uint8Array.from(numbers, (number) => {
    const word = corpus.lexicon[number] as string;
    return (corpus.paperCounts[number] as number) <= maxPapers && word.length > 1 && !/^\d+$/.test(word)
      ? 1
      : 0;
  });
  const occurrences = new Float64Array(numbers.length);
  const pairCounts = new Map<number, number>();
  let total = 0;
  let previous = -1;
  for (const number of corpus.words) {
    const row = number === SENTENCE_END ? -1 : (rowOfNumber[number] as number);
    if (row >= 0) {
      occurrences[row] = (occurrences[row] as number) + 1;
      total += 1;
    }
    const joins = row >= 0 && canJoin[row] === 1;
    if (joins && previous >= 0 && previous !== row) {
      const key = previous * numbers.length + row;
      pairCounts.set(key, (pairCounts.get(key) ?? 0) + 1);
    }
    previous = joins ? row : -1;
  }
  const scored: { first: number; second: number; count: number; score: number }[] = [];
  for (const [key, count] of pairCounts) {
    if (count < MIN_PHRASE_COUNT) continue;
    const first = Math.floor(key / numbers.length);
    const second = key % numbers.length;
    // The joined form of a hyphenated word follows its parts; it is no phrase with them.
    if (
      isPartOfOther(
        corpus.lexicon[numbers[first] as number] as string,
        corpus.lexicon[numbers[second] as number] as string,
      )
    )
      continue;
    const score =
      count * Math.log((count * total) / ((occurrences[first] as number) * (occurrences[second] as number)));
    scored.push({ first, second, count, score });
  }
  scored.sort((a, b) => b.score - a.score || a.first - b.first || a.second - b.second);
  const chosen = scored.slice(0, limit);
  return {
    pairs: Int32Array.from(chosen.flatMap(({ first, second }) => [first, second])),
    counts: Int32Array.from(chosen, ({ count }) => count),
  };
}

function isPartOfOther(first: string, second: string): boolean {
  return (
    second.endsWith(first) || second.startsWith(first) || first.endsWith(second) || first.startsWith(second)
  );
}

function listBuckets(
  lexicon: readonly string[],
  bucketCount: number,
  firstRow: number,
): { bucketRows: Int32Array; bucketStarts: Int32Array } {
  const bucketStarts = new Int32Array(lexicon.length + 1);
  const lists = lexicon.map((word, number) =>
    number === SENTENCE_END || bucketCount === 0 ? [] : listCharacterBuckets(word, bucketCount),
  );
  lists.forEach((list, number) => {
    bucketStarts[number + 1] = (bucketStarts[number] as number) + list.length;
  });
  const bucketRows = new Int32Array(bucketStarts[lexicon.length] as number);
  lists.forEach((list, number) => {
    list.forEach((bucket, at) => {
      bucketRows[(bucketStarts[number] as number) + at] = firstRow + bucket;
    });
  });
  return { bucketRows, bucketStarts };
}
