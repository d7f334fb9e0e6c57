import type { TrendingConstant } from './trending-constants.ts';

/** What is known of a kind of signal: how it is called, and how much it counts beside the others. */
export interface SignalKind {
  /** Plural, as after a number: `12 stars`. */
  words: string;
  /** For one: `1 star`. */
  word: string;
  weight: TrendingConstant;
}

/**
 * The kinds of signals by their names in the table of signals. What anybody can raise by loading an address counts
 * least; what takes an account or a publication of one's own counts in full.
 */
export const signalKinds: { readonly [kind: string]: SignalKind } = {
  stars: kind(['star', 'stars'], 1, 'A star is given by an account to code that somebody means to use.'),
  upvotes: kind(['upvote', 'upvotes'], 1, 'One account of the reference service has one upvote for a paper.'),
  points: kind(
    ['point', 'points'],
    1,
    'Points of a story come from accounts, and rings of them are sorted out there.',
  ),
  citations: kind(
    ['citation', 'citations'],
    1,
    'A citation costs its author a paper; they come late, so they mostly speak in the lists of a month and of all.',
  ),
  'local-upvotes': kind(
    ['upvote here', 'upvotes here'],
    1,
    'One reader of this site has one upvote for a paper, and the readers here are those the list is for.',
  ),
  saves: kind(
    ['save', 'saves'],
    1,
    'A reader who keeps a paper means to read it; each reader counts once, and nobody sees who it was.',
  ),
  comments: kind(
    ['comment', 'comments'],
    0.5,
    'Two people can go on for long about a paper, and not always in its favour, so comments count half.',
  ),
  'pdf-opens': kind(
    ['PDF opened', 'PDFs opened'],
    0.25,
    'Clicks on the PDF are counted without knowing whose they are, so one reader or a program can make many: a quarter.',
  ),
};

/** What a kind counts that is not named above. */
export const weightOfOthers: TrendingConstant = {
  value: 0.5,
  unit: 'of a part',
  reason: 'Of a signal of which nobody has said how hard it is to raise, half is believed.',
};

/** How much a kind of signal counts beside the others. */
export function weightOfKind(kind: string): number {
  return signalKinds[kind]?.weight.value ?? weightOfOthers.value;
}

/** The name of a kind of signal as it stands behind a number. */
export function wordsForKind(kind: string, count: number): string {
  const words = kind.replaceAll('-', ' ');
  const known = signalKinds[kind] ?? { word: words.replace(/s$/, ''), words };
  return count === 1 ? known.word : known.words;
}

function kind([word, words]: [word: string, words: string], weight: number, reason: string): SignalKind {
  return { word, words, weight: { value: weight, unit: 'of a part', reason } };
}
