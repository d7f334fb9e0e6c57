import type { SignalSeriesRow } from '../storage/tables/signal-tables.ts';
import type { SignalFold } from './signal-fold.ts';

export type FoldColumns = Omit<SignalSeriesRow, 'id' | 'paper_id' | 'signal' | 'observed_for' | 'shared_by'>;

export function toFoldColumns(fold: SignalFold): FoldColumns {
  const { first, newest, highest, belowSinceMs, grewAtMs, leapt, now, base } = fold;
  return {
    first_at: new Date(first.atMs).toISOString(),
    first_count: first.count,
    newest_at: new Date(newest.atMs).toISOString(),
    newest_count: newest.count,
    highest,
    below_since: belowSinceMs === null ? null : new Date(belowSinceMs).toISOString(),
    grew_at: new Date(grewAtMs).toISOString(),
    leapt,
    now_gain: now.gain,
    now_days: now.days,
    base_gain: base.gain,
    base_days: base.days,
  };
}

export function fromFoldColumns(row: FoldColumns): SignalFold {
  return {
    first: { atMs: Date.parse(row.first_at), count: row.first_count },
    newest: { atMs: Date.parse(row.newest_at), count: row.newest_count },
    highest: row.highest,
    belowSinceMs: row.below_since === null ? null : Date.parse(row.below_since),
    grewAtMs: Date.parse(row.grew_at),
    leapt: row.leapt,
    now: { gain: row.now_gain, days: row.now_days },
    base: { gain: row.base_gain, days: row.base_days },
  };
}

/** The columns in the order of {@link fromFoldValues}. */
export const foldColumns = [
  ...(['first_at', 'first_count', 'newest_at', 'newest_count', 'highest', 'below_since', 'grew_at'] as const),
  ...(['leapt', 'now_gain', 'now_days', 'base_gain', 'base_days'] as const),
];

/** The values of those columns. */
export type FoldValues = readonly [
  firstAt: string,
  firstCount: number,
  newestAt: string,
  newestCount: number,
  highest: number,
  belowSince: string | null,
  grewAt: string,
  leapt: number,
  nowGain: number,
  nowDays: number,
  baseGain: number,
  baseDays: number,
];

/** The same from the values alone. By their places: taking an array apart by names takes several times as long. */
export function fromFoldValues(values: FoldValues): SignalFold {
  return {
    first: { atMs: Date.parse(values[0]), count: values[1] },
    newest: { atMs: Date.parse(values[2]), count: values[3] },
    highest: values[4],
    belowSinceMs: values[5] === null ? null : Date.parse(values[5]),
    grewAtMs: Date.parse(values[6]),
    leapt: values[7],
    now: { gain: values[8], days: values[9] },
    base: { gain: values[10], days: values[11] },
  };
}
