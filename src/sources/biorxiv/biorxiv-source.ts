import { textOf } from '../../lib/json-object.ts';
import { getJsonText } from '../json-answer.ts';
import { parseCursor } from '../parse-cursor.ts';
import { beginningDay, daysBefore, daysFrom, todayInUtc } from '../source-days.ts';
import type { FetchContext, Source, SourcePage } from '../source.ts';
import { parseBiorxivPage, type BiorxivServer } from './biorxiv-page.ts';

const FIRST_DAYS = 5;
const MAX_DAYS = 10_000;
const MAX_PAGES_A_DAY = 500;

/** bioRxiv, all of it or by category (`biorxiv.neuroscience`). */
export const biorxivSource = createSource('biorxiv', 'bioRxiv');

/** medRxiv, all of it or by category (`medrxiv.epidemiology`). */
export const medrxivSource = createSource('medrxiv', 'medRxiv');

function createSource(server: BiorxivServer, title: string): Source {
  return {
    name: server,
    title,
    politeness: { bucket: 'biorxiv', hosts: ['api.biorxiv.org'], intervalMs: 1_000 },
    schedule: { pattern: '40 1,7,13 * * *', zone: 'America/New_York' },
    async *fetch(context) {
      // The last day was not over when it was asked for.
      const own =
        textOf(parseCursor(context.cursor).day) ?? daysBefore(todayInUtc(context.clock), FIRST_DAYS);
      for (const day of daysFrom(beginningDay(context.since, own), todayInUtc(context.clock), MAX_DAYS)) {
        context.report(day);
        yield* fetchDay(server, day, context);
      }
    },
  };
}

async function* fetchDay(
  server: BiorxivServer,
  day: string,
  { http, categories }: FetchContext,
): AsyncGenerator<SourcePage> {
  const cursor = JSON.stringify({ day });
  const isWanted = (names: readonly string[] = []): boolean =>
    categories.length === 0 || names.some((name) => categories.includes(name));
  let expectedCount = 0;
  let offset = 0;
  for (let count = 0; count < MAX_PAGES_A_DAY; count++) {
    const text = await getJsonText(http, `https://api.biorxiv.org/details/${server}/${day}/${day}/${offset}`);
    const { records, problems, itemCount, totalCount } = parseBiorxivPage(server, text);
    const wanted = records.filter((record) => isWanted(record.categories));
    expectedCount += wanted.filter(({ announcedOn }) => announcedOn === day).length + problems.length;
    offset += itemCount;
    const isLast = itemCount === 0 || offset >= totalCount;
    yield { records: wanted, problems, cursor, ...(isLast && { announced: [{ day, expectedCount }] }) };
    if (isLast) return;
  }
}
