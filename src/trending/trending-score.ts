/** A signal's counts for one paper, oldest first. */
export interface SignalSeries {
  signal: string;
  observations: { atMs: number; count: number }[];
}

export interface TrendingScore {
  /** Greater is more trending; 0 where there is no signal. */
  score: number;
  /** What the score is made of, greatest part first. */
  parts: { signal: string; gained: number; perDay: number; score: number }[];
}

/** What one more of each is worth, relative to a star: rarer acts say more. Signals not named here count 1. */
export const signalWeights: { [signal: string]: number } = { stars: 1, upvotes: 4, points: 2, citations: 8 };

/** After so many days a gain counts half. */
export const gainHalfLifeDays = 3;

/** Gains below this many weighted units a day are shrunk towards nothing: an upvote or two is noise. */
export const noiseUnitsPerDay = 4;

const dayMs = 86_400_000;

/**
 * How fast a paper gains attention now: for each signal the gains between snapshots, each weighted by how recent it
 * is, as a rate per day; damped by log so that one signal can't drown the others. A pure function of counts and time.
 * A falling count (a repository renamed, a list recounted) is no gain and no loss.
 */
export function trendingScore(
  series: SignalSeries[],
  { listedMs, nowMs }: { listedMs: number; nowMs: number },
): TrendingScore {
  const parts = series
    .map(({ signal, observations }) => {
      const gained = gains(observations, { listedMs, nowMs });
      const perDay =
        gained.reduce((sum, gain) => sum + gain.count * 2 ** (-gain.ageDays / gainHalfLifeDays), 0) /
        gainHalfLifeDays;
      const weighted = perDay * (signalWeights[signal] ?? 1);
      return {
        signal,
        gained: gained.reduce((sum, gain) => sum + gain.count, 0),
        perDay,
        score: Math.log1p(weighted) * (weighted / (weighted + noiseUnitsPerDay)),
      };
    })
    .filter((part) => part.score > 0)
    .sort((a, b) => b.score - a.score || (a.signal < b.signal ? -1 : 1));
  return { score: parts.reduce((sum, part) => sum + part.score, 0), parts };
}

interface Gain {
  count: number;
  ageDays: number;
}

function gains(
  observations: SignalSeries['observations'],
  { listedMs, nowMs }: { listedMs: number; nowMs: number },
): Gain[] {
  const result: Gain[] = [];
  let highest: number | undefined;
  for (const { atMs, count } of observations) {
    if (atMs > nowMs) break;
    const ageDays = (nowMs - atMs) / dayMs;
    if (highest === undefined) result.push({ count: recentPart(count, (atMs - listedMs) / dayMs), ageDays });
    else if (count > highest) result.push({ count: count - highest, ageDays });
    highest = Math.max(highest ?? 0, count);
  }
  return result;
}

/** Of a count first seen when the paper was already old, only the share that one half-life would have brought is news. */
function recentPart(count: number, paperAgeDays: number): number {
  return count * Math.min(1, gainHalfLifeDays / Math.max(paperAgeDays, gainHalfLifeDays));
}
