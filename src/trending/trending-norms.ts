import type { Growth, SignalMeasure } from './measure-signal.ts';
import { signalMomentum, type UsualGrowth } from './signal-momentum.ts';
import {
  addToBands,
  emptyBands,
  persistenceAfter,
  persistenceOf,
  type Persistence,
  type PersistenceBands,
} from './signal-persistence.ts';
import { trendingTuning, type TrendingTuning } from './trending-constants.ts';

/** What is usual among the papers that compete: what a paper's signals are compared with. Plain data, to be kept. */
export interface TrendingNorms {
  kinds: { [kind: string]: KindNorms };
  /** What papers of a field and age usually gain a day, by `kind band field`. */
  typicalPerDay: { [group: string]: number };
}

interface KindNorms extends UsualGrowth {
  /** How the signal goes on by how long it has been known. */
  persistence: Persistence;
  /** What papers that have the signal usually gain a day, over all fields and ages. */
  typicalPerDay: number;
}

/** A paper's signals as they are at an instant. */
export interface MeasuredPaper {
  field: string;
  /** Days since it was listed, where known. */
  ageDays: number | undefined;
  /** Which of `ageBandsDays` it belongs to. */
  ageBand: number;
  /** At most one for each kind of signal. */
  measures: readonly { kind: string; measure: SignalMeasure }[];
}

/**
 * The norms of papers that compete. A typical rate is the mean of log(1 + rate), so that one famous paper does not set
 * the scale, over the papers that have the signal at all; small groups are blended with all fields. `papers` are gone
 * through several times.
 */
export function trendingNorms(
  papers: Iterable<MeasuredPaper>,
  tuning: TrendingTuning = trendingTuning,
): TrendingNorms {
  const norms: TrendingNorms = { kinds: kindNorms(papers, tuning), typicalPerDay: {} };
  learnPersistence(norms, papers, tuning);
  const groups = new Map<string, LogMean>();
  const everywhere = new Map<string, LogMean>();
  for (const { field, ageBand, measures } of papers) {
    for (const { kind, measure } of measures) {
      const log = Math.log1p(momentumAmong(norms, { kind, measure }, tuning));
      addTo(groups, groupKey({ kind, field, ageBand }), log);
      addTo(everywhere, kind, log);
    }
  }
  const rateOf = (log: number): number => Math.max(tuning.floorPerDay, Math.expm1(log));
  for (const [kind, { sum, count }] of everywhere) norms.kinds[kind]!.typicalPerDay = rateOf(sum / count);
  const believed = tuning.fieldShrinkPapers;
  for (const [key, { sum, count }] of groups) {
    const all = everywhere.get(key.slice(0, key.indexOf(' ')))!;
    norms.typicalPerDay[key] = rateOf((sum + (believed * all.sum) / all.count) / (count + believed));
  }
  return norms;
}

/** The momentum of a signal of a paper among others. */
export function momentumAmong(
  { kinds }: TrendingNorms,
  { kind, measure }: { kind: string; measure: SignalMeasure },
  tuning: TrendingTuning = trendingTuning,
): number {
  const usual = tuning.usualGrowthPerDay;
  const known = kinds[kind];
  if (!known) {
    const unknown = { growthPerDay: usual, newcomerGrowthPerDay: usual, lookedAtMs: measure.grewAtMs };
    return signalMomentum(measure, unknown, tuning);
  }
  return signalMomentum(measure, known, tuning) * persistenceAfter(known.persistence, measure.knownDays);
}

/** What papers of a field and age usually gain a day; where there are none, what papers of all fields do. */
export function typicalAmong(
  norms: TrendingNorms,
  group: { kind: string; field: string; ageBand: number },
  tuning: TrendingTuning = trendingTuning,
): number {
  return norms.typicalPerDay[groupKey(group)] ?? norms.kinds[group.kind]?.typicalPerDay ?? tuning.floorPerDay;
}

const groupKey = ({ kind, field, ageBand }: { kind: string; field: string; ageBand: number }): string =>
  `${kind} ${ageBand} ${field}`;

function kindNorms(papers: Iterable<MeasuredPaper>, tuning: TrendingTuning): TrendingNorms['kinds'] {
  const all = new Map<string, { lately: Growth; sinceSeen: Growth; lookedAtMs: number }>();
  for (const { measures } of papers) {
    for (const { kind, measure } of measures) {
      const { base, count, grown, lookedAtMs } = measure;
      const known = all.get(kind) ?? { lately: noGrowth(), sinceSeen: noGrowth(), lookedAtMs };
      addGrowth(known.lately, { gain: base.gain, countDays: base.days * count });
      addGrowth(known.sinceSeen, grown);
      known.lookedAtMs = Math.max(known.lookedAtMs, lookedAtMs);
      all.set(kind, known);
    }
  }
  // Where little was observed, growth is close to what is usual anywhere.
  const believed = tuning.growthShrinkCountDays;
  const perDay = ({ gain, countDays }: Growth): number =>
    (gain + believed * tuning.usualGrowthPerDay) / (countDays + believed);
  return Object.fromEntries(
    [...all].map(([kind, { lately, sinceSeen, lookedAtMs }]) => [
      kind,
      {
        lookedAtMs,
        growthPerDay: perDay(lately),
        newcomerGrowthPerDay: perDay(sinceSeen),
        persistence: [],
        typicalPerDay: tuning.floorPerDay,
      },
    ]),
  );
}

function learnPersistence(
  { kinds }: TrendingNorms,
  papers: Iterable<MeasuredPaper>,
  tuning: TrendingTuning,
): void {
  const bands = new Map<string, PersistenceBands>(Object.keys(kinds).map((kind) => [kind, emptyBands()]));
  for (const { measures } of papers) {
    for (const { kind, measure } of measures)
      addToBands(bands.get(kind)!, measure, { lookedAtMs: kinds[kind]!.lookedAtMs, tuning });
  }
  for (const [kind, sums] of bands) kinds[kind]!.persistence = persistenceOf(sums, tuning);
}

const noGrowth = (): Growth => ({ gain: 0, countDays: 0 });

function addGrowth(total: Growth, { gain, countDays }: Growth): void {
  total.gain += gain;
  total.countDays += countDays;
}

interface LogMean {
  sum: number;
  count: number;
}

function addTo(means: Map<string, LogMean>, key: string, value: number): void {
  const mean = means.get(key);
  if (mean) {
    mean.sum += value;
    mean.count++;
  } else means.set(key, { sum: value, count: 1 });
}
