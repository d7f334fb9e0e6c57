/** One number of the trending score. The published page about the score is made from this list. */
export interface TrendingConstant {
  value: number;
  unit: string;
  /** Why it is there and why it is this large: one sentence for readers of the site. */
  reason: string;
}

/**
 * Every number in the trending score. Those marked "backtest" were chosen on the first half of the time of real
 * series and judged on the second half; see docs/trending.md for the table and for what happens when they change.
 */
export const trendingConstants = {
  nowHalfLifeDays: {
    value: 0.7,
    unit: 'days',
    reason:
      'The present rate is mostly the last day: attention that comes in a burst is half gone within days, so an older gain says little about the coming week (backtest).',
  },
  baseHalfLifeDays: {
    value: 60,
    unit: 'days',
    reason:
      'The lasting rate remembers a season: what a paper falls back to after a burst is what it had before it; 30 to 90 days do about as well (backtest).',
  },
  nowShare: {
    value: 0.8,
    unit: 'exponent',
    reason:
      'Where a signal rises faster than it used to, its momentum is a weighted geometric mean, present^0.8 * lasting^0.2: a burst without a past does not count in full; one that has slowed down counts as it is now (backtest).',
  },
  nowShrinkDays: {
    value: 0.1,
    unit: 'days',
    reason:
      'The present rate is blended with so many days at the lasting rate, so that a gap in the observations falls back to what is usual (backtest).',
  },
  baseShrinkDays: {
    value: 20,
    unit: 'days',
    reason:
      'The lasting rate is blended with so many days at the growth usual for a count of its size, so that the first hours of a series prove little and a count seen only once still has its place (backtest).',
  },
  usualGrowthPerDay: {
    value: 0.0004,
    unit: 'of the count a day',
    reason:
      'What a count is taken to gain as long as nothing else is known of its kind of signal: four in ten thousand a day is what the stars of 1,500 well-known repositories gained, all taken together; the backtest does not change with it.',
  },
  growthShrinkCountDays: {
    value: 5,
    unit: 'count-days',
    reason:
      'What a count is expected to gain while little is known of it is learned from the papers that have its kind of signal, from newcomers apart, blended with so little, five counts for a day, at the growth above: kinds that bring few votes have few to learn from (backtest).',
  },
  repeatWeight: {
    value: 0.3,
    unit: 'of its time',
    reason:
      'The time before a look that finds the same count again is counted as silence only for so much: sources repeat old counts without saying so, and in the star snapshots nine looks out of ten did (backtest).',
  },
  leapShare: {
    value: 0.1,
    unit: 'of the count a day',
    reason:
      'A gain counts up to a tenth of what the count stood at, a day; the rest is taken for a level, because what leaps is mostly a link that now leads to another counter (backtest).',
  },
  leapPerDay: {
    value: 200,
    unit: 'counts a day',
    reason:
      'A gain of up to so much a day counts in full, however small the count was: new work does rise this fast, and one source alone should not carry a paper further.',
  },
  silencePower: {
    value: 4,
    unit: 'exponent',
    reason:
      'What has gone on for a time t and then gained nothing for a time s is expected to go on at (t / (t + s))^4 of its rate: stories that live for hours fall fast, repositories of years hardly at all (backtest).',
  },
  horizonDays: {
    value: 7,
    unit: 'days',
    reason:
      'What is rising now is ranked by how it can be expected to go on over a week: as long as a list is worth reading, and what the backtest judges.',
  },
  persistencePapers: {
    value: 10,
    unit: 'papers',
    reason:
      'How a signal goes on with time is learned from the papers that have it, in bands of how long it has been known; a band is blended with so many papers of which nothing is known, or three papers would decide (backtest).',
  },
  floorPerDay: {
    value: 0.5,
    unit: 'counts a day',
    reason:
      "A field's typical rate is never taken for less than one count in two days, or a single vote in a silent field would look like fame.",
  },
  noiseCounts: {
    value: 2,
    unit: 'counts',
    reason:
      'A signal that gained n counts of late is believed to n / (n + 2): a single vote is noise; more would hide the small differences between young papers, half of which have six upvotes or fewer at the reference service (backtest).',
  },
  firstLookMaxCount: {
    value: 200,
    unit: 'counts',
    reason:
      'What a count already stood at when it was first looked at is credited up to here only: a first look cannot tell a rising repository from one that is older than its paper.',
  },
  settleDays: {
    value: 7,
    unit: 'days',
    reason:
      'A count that falls and comes back has gained nothing; only after a week below its highest is the lower level taken as the new start.',
  },
  fieldShrinkPapers: {
    value: 20,
    unit: 'papers',
    reason:
      "A field's typical rate is blended with so many papers at the rate of all fields, so that a field of three papers does not set its own scale.",
  },
  fadeHalfLifeDays: {
    value: 14,
    unit: 'days',
    reason:
      'A paper counts half after two weeks on the list: the same attention is greater news for a new paper, and two weeks is as long as the reference service takes a paper for new.',
  },
  maxAgeDays: {
    value: 90,
    unit: 'days',
    reason:
      'After a season a paper is no longer trending but known; search and its page still show its signals.',
  },
} as const satisfies { [name: string]: TrendingConstant };

/** The constants' values alone, as the score takes them; the backtest passes others to show what each is worth. */
export type TrendingTuning = { [Name in keyof typeof trendingConstants]: number };

export const trendingTuning = Object.fromEntries(
  Object.entries(trendingConstants).map(([name, { value }]) => [name, value]),
) as TrendingTuning;

/** Papers are compared with papers of about their age: up to so many days each, in order. */
export const ageBandsDays: readonly number[] = [2, 7, 30, 90];

/** How a signal goes on is learned apart for those known for up to so many days each, in order: from an hour to a year. */
export const knownBandsDays: readonly number[] = [
  ...[1, 2, 4, 8, 12].map((hours) => hours / 24),
  ...[1, 2, 3, 5, 7, 14, 30, 60, 120, 365],
];
