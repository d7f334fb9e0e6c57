import type { SignalMeasure } from './measure-signal.ts';
import { knownBandsDays, trendingTuning, type TrendingTuning } from './trending-constants.ts';

/** What has been known for so long, for each band of `knownBandsDays` and what is beyond, goes on at this share. */
export type Persistence = readonly number[];

/** A rate is taken to change by so much at most within the horizon; what says more is chance. */
const [MIN_CHANGE, MAX_CHANGE] = [0.001, 4];

/** Rates summed up, band by band. */
export type PersistenceBands = { sum: number; count: number }[];

export function emptyBands(): PersistenceBands {
  return Array.from({ length: knownBandsDays.length + 1 }, () => ({ sum: 0, count: 0 }));
}

/**
 * Adds one counter's present rate to its band; `lookedAtMs`: when anybody last looked at any counter of its kind. What
 * was seen but once is left out, for a first look cannot say how fast a counter gains.
 */
export function addToBands(
  bands: PersistenceBands,
  { now, livedDays, grewAtMs, knownDays }: SignalMeasure,
  { lookedAtMs, tuning = trendingTuning }: { lookedAtMs: number; tuning?: TrendingTuning },
): void {
  if (knownDays <= 0 || now.days === 0) return;
  const band = bands[bandOf(knownDays)]!;
  band.count++;
  const silentDays = (lookedAtMs - grewAtMs) / 86_400_000;
  // After a fall its past is not known, and what has no known end of its life is not near it.
  const alive = livedDays === Infinity ? 1 : livedDays / (livedDays + silentDays);
  // What was last looked at long ago says little of the present.
  band.sum += (now.gain / (now.days + tuning.nowShrinkDays)) * alive ** tuning.silencePower;
}

/**
 * How a kind of signal usually goes on, by how long it has been known: the mean rate over the coming `horizonDays`,
 * divided by the rate now. Learned from the counters that compete: those that have been known for longer show what
 * becomes of the younger. What has been there for hours falls fast, what has been there for years hardly at all. Bands
 * of few counters are blended with 1.
 */
export function persistenceOf(bands: PersistenceBands, tuning: TrendingTuning = trendingTuning): Persistence {
  const rates = fillGaps(bands.map(({ sum, count }) => (count === 0 ? undefined : sum / count)));
  return bands.map(({ count }, band) => {
    const rate = rates[band]!;
    const fromDays = middleOf(band);
    const gained = gainedBy(fromDays + tuning.horizonDays, rates) - gainedBy(fromDays, rates);
    const change = rate > 0 ? gained / tuning.horizonDays / rate : 1;
    return Math.min(MAX_CHANGE, Math.max(MIN_CHANGE, change)) ** (count / (count + tuning.persistencePapers));
  });
}

/** At what share of its rate a counter can be expected to go on that has been known for so long. */
export function persistenceAfter(persistence: Persistence, knownDays: number): number {
  return persistence[bandOf(knownDays)] ?? 1;
}

function bandOf(knownDays: number): number {
  // A day of observations is a day, however the division rounds.
  const band = knownBandsDays.findIndex((days) => knownDays <= days + 1e-9);
  return band < 0 ? knownBandsDays.length : band;
}

function middleOf(band: number): number {
  const [from, to] = [knownBandsDays[band - 1], knownBandsDays[band]];
  if (from === undefined) return to! / 2;
  return to === undefined ? from * 1.5 : Math.sqrt(from * to);
}

/** A band nobody is in is like the next one, or else like the last before it. */
function fillGaps(rates: readonly (number | undefined)[]): number[] {
  const filled: number[] = [];
  for (let band = 0; band < rates.length; band++)
    filled.push(rates.slice(band).find((rate) => rate !== undefined) ?? filled.at(-1) ?? 0);
  return filled;
}

/** What is gained from the first day on, where each band has its rate. */
function gainedBy(days: number, rates: readonly number[]): number {
  let gained = 0;
  for (let band = 0; band < rates.length; band++) {
    const from = knownBandsDays[band - 1] ?? 0;
    const to = Math.min(days, knownBandsDays[band] ?? Infinity);
    if (to > from) gained += rates[band]! * (to - from);
  }
  return gained;
}
