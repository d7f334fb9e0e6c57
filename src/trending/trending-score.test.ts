import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Observation } from './observation.ts';
import { foldObservations } from './signal-fold.ts';
import { signalKinds, weightOfOthers } from './signal-kinds.ts';
import { trendingConstants, trendingTuning } from './trending-constants.ts';
import { type ScoredPaper, type ScoredSignal } from './measure-paper.ts';
import { trendingScores, type TrendingScore } from './trending-score.ts';

const dayMs = 86_400_000;
const nowMs = Date.UTC(2026, 7, 20);

const signal = (name: string, ...observations: [daysAgo: number, count: number][]): ScoredSignal => ({
  signal: name,
  fold: foldObservations(
    observations.map(([daysAgo, count]): Observation => ({ atMs: nowMs - daysAgo * dayMs, count })),
  )!,
});
const paper = (signals: ScoredSignal[], { field = 'cs.CL', ageDays = 5 } = {}): ScoredPaper => ({
  field,
  listedMs: nowMs - ageDays * dayMs,
  signals,
});
const compare = (...papers: ScoredPaper[]): TrendingScore[] => trendingScores(papers, { nowMs });

test('a gain today outweighs the same gain last week', () => {
  const [today, lastWeek] = compare(
    paper([signal('stars', [14, 10], [1, 10], [0, 110])], { ageDays: 14 }),
    paper([signal('stars', [14, 10], [8, 10], [7, 110], [0, 110])], { ageDays: 14 }),
  );
  expect(today!.score).toBeGreaterThan(lastWeek!.score);
});

test('a total that no longer grows is less than one that does', () => {
  const [resting, growing] = compare(
    paper([signal('stars', [60, 50_000], [1, 50_000], [0, 50_000])]),
    paper([signal('stars', [2, 100], [0, 900])]),
  );
  expect(growing!.score).toBeGreaterThan(resting!.score);
});

test('a stray upvote or two is nearly nothing beside real interest', () => {
  const [noise, real] = compare(
    paper([signal('upvotes', [0, 1])], { ageDays: 1 }),
    paper([signal('upvotes', [0, 30])], { ageDays: 1 }),
  );
  expect(noise!.score * 8).toBeLessThan(real!.score);
});

test('a burst without a past does not outrun steady attention of the same size', () => {
  const [burst, steady] = compare(
    paper([signal('stars', [60, 5], [1, 5], [0, 405])], { ageDays: 60 }),
    paper([signal('stars', [60, 5], [1, 7_005], [0, 7_125])], { ageDays: 60 }),
  );
  expect(steady!.score).toBeGreaterThan(burst!.score);
});

test('silence ends what was short-lived, and means little to what has gone on for long', () => {
  const talked = signal('points', [3, 0], [2.5, 150], [2, 150], [0, 150]);
  const starred = signal('stars', [60, 0], [30, 900], [2.5, 1_700], [2, 1_700], [0, 1_700]);
  const stillTalked = signal('points', [3, 0], [2.5, 150], [2, 150], [0, 151]);
  const stillStarred = signal('stars', [60, 0], [30, 900], [2.5, 1_700], [2, 1_700], [0, 1_701]);
  const rate = (one: ScoredSignal): number =>
    trendingScores([{ field: '', signals: [one] }], { nowMs })[0]!.parts[0]!.perDay;
  expect(rate(talked) / rate(stillTalked)).toBeLessThan(0.05);
  expect(rate(starred) / rate(stillStarred)).toBeGreaterThan(0.5);
});

test("nobody's looking is nobody's silence", () => {
  const seenAt = (daysAgo: number) =>
    trendingScores(
      [{ field: '', signals: [signal('points', [daysAgo + 1, 0], [daysAgo + 0.5, 60], [daysAgo, 120])] }],
      { nowMs },
    )[0]!.parts[0]!.perDay;
  expect(seenAt(1)).toBeGreaterThan(seenAt(0) / 2);
});

test('several signals together outrank one that bursts alone', () => {
  const [alone, together] = compare(
    paper([signal('stars', [2, 0], [0, 400])]),
    paper([
      signal('stars', [2, 0], [0, 100]),
      signal('upvotes', [2, 0], [0, 40]),
      signal('points', [2, 0], [0, 60]),
    ]),
  );
  expect(together!.score).toBeGreaterThan(alone!.score);
});

test('what is much in a small field is not drowned by a big one', () => {
  const busy = Array.from({ length: 60 }, (_, index) => paper([signal('upvotes', [1, 0], [0, 50 + index])]));
  const quiet = Array.from({ length: 60 }, () =>
    paper([signal('upvotes', [1, 0], [0, 2])], { field: 'math.CO' }),
  );
  const risen = paper([signal('upvotes', [1, 0], [0, 30])], { field: 'math.CO' });
  const scores = compare(risen, ...busy, ...quiet);
  expect(scores[0]!.score).toBeGreaterThan(scores[1]!.score);
  expect(scores[0]!.parts[0]!.timesField).toBeGreaterThan(3);
});

test('a newer paper with the same attention stands higher, and after a season none', () => {
  const signals = [signal('stars', [3, 0], [0, 60])];
  const [young, old, known] = compare(
    paper(signals, { ageDays: 3 }),
    paper(signals, { ageDays: 20 }),
    paper(signals, { ageDays: 120 }),
  );
  expect(young!.score).toBeGreaterThan(old!.score);
  expect(known!.score).toBe(0);
});

test('two repositories of a paper are one attention: the livelier one counts', () => {
  const [two, one] = compare(
    paper([
      signal('stars:github.com/a/old', [2, 500], [0, 500]),
      signal('stars:github.com/a/new', [2, 0], [0, 80]),
    ]),
    paper([signal('stars:github.com/a/new', [2, 0], [0, 80])]),
  );
  expect(two!.parts).toHaveLength(1);
  expect(two!.score).toBeCloseTo(one!.score, 6);
});

test('a repository that was renamed is neither doubled nor news', () => {
  const old: ScoredSignal = signal('stars:github.com/a/old', [30, 2_000], [10, 2_100], [1, 2_145]);
  const renamed = signal('stars:github.com/a/new', [0.5, 2_147], [0, 2_150]);
  const [moved, stayed] = [[old, renamed], [old]].map(
    (signals) => trendingScores([{ field: '', signals }], { nowMs })[0]!,
  );
  expect(moved!.parts).toHaveLength(1);
  expect(moved!.score).toBeLessThan(stayed!.score * 1.5);
});

test('a repository that is gone only stops counting', () => {
  const before = signal('stars', [3, 0], [1, 40], [0.5, 60]);
  const [gone, zero] = compare(paper([before]), paper([signal('stars', [3, 0], [1, 40], [0.5, 60], [0, 0])]));
  expect(zero!.score).toBeGreaterThan(0);
  expect(zero!.score).toBeLessThanOrEqual(gone!.score);
});

test('without signals there is no score and no part', () => {
  expect(compare(paper([]))[0]).toMatchObject({ score: 0, parts: [] });
});

test('growing more never scores less than another paper that grew less', () => {
  const count = fc.nat(10_000);
  fc.assert(
    fc.property(count, count, fc.integer({ min: 0, max: 30 }), (fewer, extra, ageDays) => {
      const [less, more] = compare(
        paper([signal('stars', [1, 10], [0, 10 + fewer])], { ageDays }),
        paper([signal('stars', [1, 10], [0, 10 + fewer + extra])], { ageDays }),
      );
      expect(more!.score).toBeGreaterThanOrEqual(less!.score);
    }),
  );
});

test('what anybody can raise by loading an address counts less than what takes an account', () => {
  const [opened, kept, both] = compare(
    paper([signal('pdf-opens', [2, 10], [1, 40], [0, 90])]),
    paper([signal('saves', [2, 10], [1, 40], [0, 90])]),
    paper([signal('pdf-opens', [2, 10], [1, 40], [0, 90]), signal('saves', [2, 10], [1, 40], [0, 90])]),
  );
  expect(kept!.score).toBeGreaterThan(3 * opened!.score);
  expect(both!.score).toBeCloseTo(kept!.score + opened!.score, 9);
});

test('the order of the papers has no influence', () => {
  const papers = fc.array(
    fc.record({ stars: fc.nat(1_000), field: fc.constantFrom('cs.CL', 'math.CO'), ageDays: fc.nat(40) }),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(papers, (rows) => {
      const all = rows.map(({ stars, ...about }) => paper([signal('stars', [1, 0], [0, stars])], about));
      const forward = compare(...all).map(({ score }) => score);
      const backward = compare(...all.reverse()).map(({ score }) => score);
      backward.reverse().forEach((score, index) => expect(score).toBeCloseTo(forward[index]!, 9));
    }),
  );
});

test('every constant has a value, a unit and a reason in a sentence', () => {
  const weights = Object.values(signalKinds).map(({ weight }) => weight);
  for (const { value, unit, reason } of [...Object.values(trendingConstants), ...weights, weightOfOthers]) {
    expect(value).toBeGreaterThan(0);
    expect(unit).not.toBe('');
    expect(reason).toMatch(/^[A-Z].{40,}\.$/);
  }
  expect(Object.keys(trendingTuning)).toEqual(Object.keys(trendingConstants));
});
