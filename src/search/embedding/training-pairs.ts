/**
 * What counts as "these two texts belong together". Four kinds of pair, all out of one paper:
 *
 * - title:    its title against (a window of) its abstract
 * - sentence: one sentence of the abstract against the title and the other sentences
 * - passage:  8 to 21 words in a row, from anywhere, against the title and the rest
 * - keywords: 3 to 8 of its rarer words, in no order, against the title and the rest
 *
 * The left sides are what people type (titles, claims, pasted passages, keywords); now and then one is dressed as
 * a question, so that the model learns that `what is known about` says nothing.
 */
import type { SeededRandom } from './seeded-random.ts';
import { SENTENCE_END, type TrainingCorpus } from './training-corpus.ts';

export interface PairShares {
  title: number;
  sentence: number;
  passage: number;
  keywords: number;
  /** Share of left sides that are dressed as a question. */
  question: number;
}

export interface TextPair {
  /** Lexicon numbers, SENTENCE_END possible between them; valid until the next call. */
  left: Int32Array;
  leftCount: number;
  right: Int32Array;
  rightCount: number;
}

export interface PairSampler {
  samplePair(paper: number): TextPair;
}

export const QUESTION_WORDINGS: readonly string[] = [
  'what is known about',
  'what are the',
  'what methods exist for',
  'how does',
  'how can',
  'how do you',
  'is there any',
  'are there any',
  'has anyone investigated',
  'has any work been done on',
  'which papers discuss',
  'which studies show that',
  'i am looking for papers about',
  'i am interested in articles on',
  'i want information on',
  'give me articles dealing with',
  'list all papers on',
  'find research describing',
  'can you recommend works that',
  'please suggest literature on',
  'papers on',
  'any articles about',
  'why is',
  'does',
  'the effect of',
  'evidence for',
];

const MAX_SIDE_WORDS = 1024;
const MIN_PASSAGE_WORDS = 8;
const MAX_PASSAGE_WORDS = 21;
const MIN_SENTENCE_WORDS = 6;
const MIN_WINDOW_WORDS = 20;
const MIN_REST_WORDS = 15;
const MIN_KEYWORDS = 3;
const MAX_KEYWORDS = 8;
/** Keywords are words in less than this share of the papers. */
const KEYWORD_MAX_SHARE = 0.03;
/** How often the title is on the right side of a pair that is not the title's own. */
const TITLE_ON_RIGHT = 0.75;
/** How often a title meets a window of its abstract and not the whole of it. */
const WINDOW_SHARE = 0.5;

export function createPairSampler(
  corpus: TrainingCorpus,
  shares: PairShares,
  random: SeededRandom,
): PairSampler {
  const { words, starts, paperCounts } = corpus;
  const numberOf = new Map(corpus.lexicon.map((word, number) => [word, number]));
  const wordings = QUESTION_WORDINGS.map((wording) =>
    wording.split(' ').flatMap((word) => numberOf.get(word) ?? []),
  );
  const maxKeywordPapers = corpus.paperCount * KEYWORD_MAX_SHARE;
  const pair: TextPair = {
    left: new Int32Array(MAX_SIDE_WORDS),
    leftCount: 0,
    right: new Int32Array(MAX_SIDE_WORDS * 2),
    rightCount: 0,
  };

  function takeLeft(from: number, to: number): void {
    for (let at = from; at < to && pair.leftCount < MAX_SIDE_WORDS; at += 1) {
      pair.left[pair.leftCount] = words[at] as number;
      pair.leftCount += 1;
    }
  }

  function takeRight(from: number, to: number): void {
    for (let at = from; at < to && pair.rightCount < MAX_SIDE_WORDS * 2; at += 1) {
      pair.right[pair.rightCount] = words[at] as number;
      pair.rightCount += 1;
    }
  }

  function takeRest(
    titleStart: number,
    abstractStart: number,
    end: number,
    gapStart: number,
    gapEnd: number,
  ): void {
    if (random.next() < TITLE_ON_RIGHT) {
      takeRight(titleStart, abstractStart);
      pair.right[pair.rightCount] = SENTENCE_END;
      pair.rightCount += 1;
    }
    takeRight(abstractStart, gapStart);
    pair.right[pair.rightCount] = SENTENCE_END;
    pair.rightCount += 1;
    takeRight(gapEnd, end);
  }

  function dressAsQuestion(): void {
    const wording = wordings[random.integer(wordings.length)] ?? [];
    for (const number of [SENTENCE_END, ...wording]) {
      if (pair.leftCount >= MAX_SIDE_WORDS) return;
      pair.left[pair.leftCount] = number;
      pair.leftCount += 1;
    }
  }

  function takeTitlePair(titleStart: number, abstractStart: number, end: number): void {
    takeLeft(titleStart, abstractStart);
    const length = end - abstractStart;
    if (length <= MIN_WINDOW_WORDS || random.next() >= WINDOW_SHARE) {
      takeRight(abstractStart, end);
      return;
    }
    const windowLength = MIN_WINDOW_WORDS + random.integer(length - MIN_WINDOW_WORDS + 1);
    const from = abstractStart + random.integer(length - windowLength + 1);
    takeRight(from, from + windowLength);
  }

  /** The sentence around a random place, if it and its rest are long enough. */
  function takeSentencePair(titleStart: number, abstractStart: number, end: number): boolean {
    const place = abstractStart + random.integer(end - abstractStart);
    let from = place;
    while (from > abstractStart && words[from - 1] !== SENTENCE_END) from -= 1;
    let to = place;
    while (to < end && words[to] !== SENTENCE_END) to += 1;
    if (to - from < MIN_SENTENCE_WORDS || end - abstractStart - (to - from) < MIN_REST_WORDS) return false;
    takeLeft(from, to);
    takeRest(titleStart, abstractStart, end, from, to);
    return true;
  }

  function takePassagePair(titleStart: number, abstractStart: number, end: number): boolean {
    const length = MIN_PASSAGE_WORDS + random.integer(MAX_PASSAGE_WORDS - MIN_PASSAGE_WORDS + 1);
    if (end - abstractStart - length < MIN_REST_WORDS) return false;
    const from = abstractStart + random.integer(end - abstractStart - length + 1);
    takeLeft(from, from + length);
    takeRest(titleStart, abstractStart, end, from, from + length);
    return true;
  }

  /** The words stay on the right as well: they are found elsewhere in the abstract, as keywords are. */
  function takeKeywordPair(titleStart: number, abstractStart: number, end: number): boolean {
    const wanted = MIN_KEYWORDS + random.integer(MAX_KEYWORDS - MIN_KEYWORDS + 1);
    for (let attempt = 0; attempt < wanted * 6 && pair.leftCount < wanted * 2; attempt += 1) {
      const number = words[abstractStart + random.integer(end - abstractStart)] as number;
      if (number === SENTENCE_END || (paperCounts[number] as number) > maxKeywordPapers) continue;
      pair.left[pair.leftCount] = number;
      pair.left[pair.leftCount + 1] = SENTENCE_END;
      pair.leftCount += 2;
    }
    if (pair.leftCount < MIN_KEYWORDS * 2) {
      pair.leftCount = 0;
      return false;
    }
    const half = abstractStart + random.integer(Math.max(1, end - abstractStart - MIN_WINDOW_WORDS));
    takeRight(titleStart, abstractStart);
    if (random.next() < 0.5)
      takeRight(abstractStart, Math.max(half, Math.min(end, abstractStart + MIN_WINDOW_WORDS)));
    else takeRight(half, end);
    return true;
  }

  return {
    samplePair(paper) {
      const titleStart = starts[paper * 2] as number;
      const abstractStart = starts[paper * 2 + 1] as number;
      const end = starts[paper * 2 + 2] as number;
      pair.leftCount = 0;
      pair.rightCount = 0;
      const kind = random.next();
      const sentenceFrom = 1 - shares.sentence - shares.passage - shares.keywords;
      const passageFrom = 1 - shares.passage - shares.keywords;
      const keywordsFrom = 1 - shares.keywords;
      let isTaken = false;
      if (kind >= keywordsFrom) isTaken = takeKeywordPair(titleStart, abstractStart, end);
      else if (kind >= passageFrom) isTaken = takePassagePair(titleStart, abstractStart, end);
      else if (kind >= sentenceFrom) isTaken = takeSentencePair(titleStart, abstractStart, end);
      if (!isTaken) takeTitlePair(titleStart, abstractStart, end);
      if (random.next() < shares.question) dressAsQuestion();
      return pair;
    },
  };
}
