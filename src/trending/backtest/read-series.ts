import { openTextFile } from '../../ingest/open-text-file.ts';
import { isJsonObject, textOf, type JsonObject } from '../../lib/json-object.ts';
import { readLines } from '../../lib/read-lines.ts';
import type { Observation } from '../observation.ts';
import type { Series } from './series.ts';

export interface SeriesFile {
  series: Series[];
  /** How many lines could not be read, and the first of them with number and reason. */
  problemCount: number;
  problems: string[];
}

/** As many series fit comfortably into memory; a longer file is refused rather than cut without a word. */
const MAX_SERIES = 2_000_000;
const MAX_LINE_LENGTH = 64 * 1024 * 1024;
const MAX_PROBLEMS = 5;

/**
 * Reads counts over time: JSON lines, gzip or plain, each recognised by what it holds.
 *
 * - `{id, dates[], counts[]}`; `repo` may stand for `id` and `stars` for `counts`
 * - `{paper_url, snapshots: [[date, count], ...]}`: star snapshots of papers; -1 means not known
 * - `{hn_id, series: [[unix seconds, points, ...], ...]}`: stories, whose points stay when they leave the page
 * - `{day: [[id, votes], ...], ...}`: daily lists with the votes of each day
 *
 * Dates are days (`YYYY-MM-DD`, midnight UTC) or instants. A broken line is passed over and reported.
 * @throws UnreadableFileError for what is no text.
 */
export async function readSeries(path: string): Promise<SeriesFile> {
  const byId = new Map<string, Series>();
  const problems: string[] = [];
  let problemCount = 0;
  const { text } = await openTextFile(path, () => {});
  for await (const line of readLines(text, { maxLength: MAX_LINE_LENGTH })) {
    if (line.text.trim() === '' && !line.isTooLong) continue;
    try {
      if (line.isTooLong) throw new Error('the line is longer than 64 million characters');
      const value: unknown = JSON.parse(line.text);
      for (const series of seriesOf(value, `line ${line.number}`)) addSeries(byId, series);
    } catch (error) {
      problemCount++;
      const reason = error instanceof Error ? error.message : String(error);
      if (problems.length < MAX_PROBLEMS) problems.push(`line ${line.number}: ${reason}`);
    }
    if (byId.size > MAX_SERIES) throw new Error(`has more than ${MAX_SERIES} series; split it`);
  }
  const series = [...byId.values()].filter(({ observations }) => observations.length > 0);
  for (const one of series) one.observations = inOrder(one.observations);
  return { series, problemCount, problems };
}

/** A series that occurs twice (a paper on the lists of two days) is one series. */
function addSeries(byId: Map<string, Series>, series: Series): void {
  const known = byId.get(series.id);
  if (known) known.observations.push(...series.observations);
  else byId.set(series.id, series);
}

/** Oldest first; of two counts at the same instant the later read one stands; counts below 0 mean "not known". */
function inOrder(observations: readonly Observation[]): Observation[] {
  const byTime = new Map(observations.filter(({ count }) => count >= 0).map((one) => [one.atMs, one]));
  return [...byTime.values()].sort((a, b) => a.atMs - b.atMs);
}

function seriesOf(value: unknown, where: string): Series[] {
  if (!isJsonObject(value)) throw new Error('not a JSON object');
  const { dates, snapshots, series } = value;
  if (Array.isArray(dates)) {
    const counts = value.counts ?? value.stars;
    if (!Array.isArray(counts) || counts.length !== dates.length) {
      throw new Error('dates and counts must be lists of the same length');
    }
    const pairs = dates.map((date: unknown, index) => [date, (counts as unknown[])[index]]);
    return [fromPairs(textOf(value.id) ?? textOf(value.repo) ?? where, pairs)];
  }
  if (Array.isArray(snapshots)) {
    return [fromPairs(textOf(value.paper_url) ?? textOf(value.id) ?? where, snapshots)];
  }
  if (Array.isArray(series)) {
    return [{ ...fromPairs(textOf(value.hn_id) ?? textOf(value.id) ?? where, series), endsFlat: true }];
  }
  if (Object.keys(value).some((key) => dayPattern.test(key))) return fromDays(value);
  throw new Error('it holds neither dates, snapshots, series nor days');
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

function fromDays(days: JsonObject): Series[] {
  return Object.entries(days)
    .filter(([day]) => dayPattern.test(day))
    .flatMap(([day, votes]) =>
      (Array.isArray(votes) ? (votes as unknown[]) : []).map((vote) => {
        const [id, count] = Array.isArray(vote) ? (vote as unknown[]) : [];
        return fromPairs(textOf(id) ?? day, [[day, count]]);
      }),
    );
}

function fromPairs(id: string, pairs: readonly unknown[]): Series {
  return { id, observations: pairs.map(toObservation).filter((one) => one !== undefined) };
}

/** A pair of time and count; a count that is missing (null) is a missing day, not a zero. */
function toObservation(pair: unknown): Observation | undefined {
  if (!Array.isArray(pair)) throw new Error('an observation must be [time, count]');
  const [time, count] = pair as unknown[];
  if (count === null || count === undefined) return undefined;
  const atMs = typeof time === 'number' ? time * 1000 : Date.parse(textOf(time) ?? '');
  if (!Number.isFinite(atMs)) throw new Error(`${JSON.stringify(time) ?? 'nothing'} is no date`);
  if (typeof count !== 'number' || !Number.isFinite(count)) throw new Error('a count must be a number');
  return { atMs, count };
}
