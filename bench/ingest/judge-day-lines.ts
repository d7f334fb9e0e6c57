import { describeDay } from '../../src/ingest/describe-day.ts';
import type { Clock } from '../../src/lib/clock.ts';
import { reasonForNoArxivList } from '../../src/sources/arxiv-calendar.ts';
import { arxivSource } from '../../src/sources/arxiv/arxiv-source.ts';
import type { Database } from '../../src/storage/database.ts';
import { dayAfter, type SimulatedPaper } from '../../test/support/simulator/simulated-papers.ts';

/** What the lines about arXiv's days said, against what the simulator knows. */
export interface DayLines {
  /** Looks at the lines of today and the four days before, at the present instant. */
  look(lastRun: string): Promise<void>;
  /** Looks at each day for good; answers the lines that were wrong, then or on the way, with their day. */
  judge(): Promise<string[]>;
  /** How many lines were looked at on the way, by kind. */
  readonly seen: string[];
}

/** Judges the completeness line of every day of `papers`. */
export function createDayLines(
  database: Database,
  clock: Clock,
  papers: readonly SimulatedPaper[],
): DayLines {
  const first = papers[0]?.listedOn ?? '';
  const last = papers.at(-1)?.listedOn ?? '';
  const seen: string[] = [];
  const wrong = new Set<string>();
  /** Days whose own list was told once: from then on nothing may say that it is not there. */
  const given = new Set<string>();
  const lineOf = (day: string) => describeDay(database, clock, day, [arxivSource]);
  const listed = new Map<string, number>();
  for (const { listedOn } of papers) listed.set(listedOn, (listed.get(listedOn) ?? 0) + 1);

  async function problemOnTheWay(day: string, lastRun: string): Promise<string | undefined> {
    const line = (await lineOf(day)) ?? 'nothing';
    const kind = line
      .replace(/[\d,]+/g, 'N')
      .replace(/(?<=missing: ).*/, '…')
      .replace(/(?<=on )\w+days/, 'a weekend');
    seen.push(kind);
    const expected = listed.get(day) ?? 0;
    const here = await countHere(database, day);
    const told = /^(?:All )?([\d,]+)(?: of the ([\d,]+))? papers? of/.exec(line);
    if (told) {
      given.add(day);
      const [arrived, all] = [told[1], told[2] ?? told[1]].map((text) => Number(text?.replaceAll(',', '')));
      return arrived === here && all === expected ? undefined : `${line} (in truth ${here} of ${expected})`;
    }
    if (/could not be asked/.test(line)) return lastRun === 'failed' ? undefined : `${line} (it was)`;
    if (/is still empty/.test(line)) return given.has(day) ? line : undefined;
    if (/has not come yet|was never read/.test(line))
      return (await isListHere(database, day)) ? line : undefined;
    if (/empty list/.test(line)) return expected === 0 ? undefined : line;
    const allTheSame = /; ([\d,]+) papers? of this day (?:is|are) here all the same/.exec(line);
    if (allTheSame)
      return !given.has(day) && Number(allTheSame[1]?.replaceAll(',', '')) === here ? undefined : line;
    if (/gave the list of an earlier day/.test(line))
      return here < expected || expected === 0 ? undefined : line;
    if (/does not announce/.test(line)) return expected === 0 ? undefined : line;
    return day < clock.now().toISOString().slice(0, 10) && expected > 0 ? `${line} was said` : undefined;
  }

  return {
    seen,
    async look(lastRun) {
      const today = clock.now().toISOString().slice(0, 10);
      for (let ago = 0; ago < 5; ago++) {
        const day = dayAfter(today, -ago);
        // Before the first look the instance did not exist, and after the last list the simulator has none.
        if (day <= first || day > last) continue;
        const problem = await problemOnTheWay(day, lastRun);
        if (problem !== undefined)
          wrong.add(`${clock.now().toISOString().slice(0, 16)} of ${day}: ${problem}`);
      }
    },
    async judge() {
      for (let day = first; day <= last; day = dayAfter(day, 1)) {
        const line = await lineOf(day);
        const expected = listed.get(day);
        const right =
          expected === undefined
            ? `0 new papers: ${reasonForNoArxivList(day) ?? 'arXiv gave an empty list'}.`
            : `All ${expected.toLocaleString('en-GB')} papers of arXiv’s list are here.`;
        if (line !== right) wrong.add(`in the end of ${day}: ${line} (in truth: ${right})`);
      }
      return [...wrong];
    },
  };
}

async function countHere(database: Database, day: string): Promise<number> {
  const { count } = await database
    .selectFrom('papers')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('announced_on', '=', day)
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function isListHere(database: Database, day: string): Promise<boolean> {
  const row = await database
    .selectFrom('source_days')
    .select('day')
    .where('source', '=', arxivSource.name)
    .where('day', '=', day)
    .executeTakeFirst();
  return row !== undefined;
}
