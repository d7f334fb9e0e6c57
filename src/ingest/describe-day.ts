import type { Selectable } from 'kysely';
import type { Clock } from '../lib/clock.ts';
import { formatCount, formatPapers } from '../lib/format-count.ts';
import type { Source } from '../sources/source.ts';
import type { Database } from '../storage/database.ts';
import type { SourceDayRow, SourceStateRow } from '../storage/tables/ingest-tables.ts';
import { isRepeated } from './announced-days.ts';
import { networkSources } from './network-sources.ts';

type State = Selectable<SourceStateRow>;
type Day = Selectable<SourceDayRow>;

/**
 * How complete a day's list is, in sentences for readers: what each source that lists by day says it has, how much of
 * it is here, and why nothing came. Undefined where no source has anything to say of the day.
 */
export async function describeDay(
  database: Database,
  clock: Clock,
  day: string,
  sources: readonly Source[] = networkSources,
): Promise<string | undefined> {
  const states = await database.selectFrom('source_states').selectAll().execute();
  const days = await database.selectFrom('source_days').selectAll().where('day', '=', day).execute();
  const firstDays = await database
    .selectFrom('source_days')
    .select(['source', (select) => select.fn.min('day').as('first_day')])
    .groupBy('source')
    .execute();
  const today = clock.now().toISOString().slice(0, 10);
  const sentences = sources.flatMap((source) => {
    const list = days.find((row) => row.source === source.name);
    const state = states.find((row) => row.source === source.name);
    if (list && list.expected_count > 0) return [describeList(source, list, day)];
    if (!state || state.is_on === 0) return [];
    const first = firstDays.find((row) => row.source === source.name)?.first_day;
    const isLaterThanFirstList = first !== undefined && first < day;
    return describeAbsence(source, state, { day, today, list, isLaterThanFirstList }) ?? [];
  });
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}

const GAVE_EARLIER = 'gave the list of an earlier day again under this date';

function describeList({ title, reasonForNoList }: Source, list: Day, day: string): string {
  const { expected_count: expected } = list;
  const own = list.arrived_count - list.earlier_count;
  if (isRepeated(list.arrived_count, list.earlier_count)) {
    const reason = reasonForNoList?.(day) ?? `${title} ${GAVE_EARLIER}`;
    return `0 new papers: ${reason}.`;
  }
  // The day's papers came by another way, from the same source's history say; of how many nobody knows.
  if (own < expected && isRepeated(expected, list.earlier_count))
    return `${title} ${GAVE_EARLIER}; ${formatPapers(own)} of this day ${own === 1 ? 'is' : 'are'} here all the same.`;
  // More than the list holds: an earlier one was given in its place before.
  const strays = Math.min(list.earlier_count, Math.max(0, list.arrived_count - expected));
  const arrived = list.arrived_count - strays;
  const earlier = list.earlier_count - strays;
  const missing = expected - arrived;
  const again = earlier > 0 ? ` (${formatCount(earlier)} stood on an earlier day’s list)` : '';
  if (missing <= 0) return `All ${formatPapers(arrived)} of ${title}’s list are here${again}.`;
  return `${formatCount(arrived)} of the ${formatPapers(expected)} of ${title}’s list are here${again}; ${formatCount(missing)} ${
    missing === 1 ? 'has' : 'have'
  } not come or could not be read.`;
}

interface DayContext {
  day: string;
  today: string;
  list: Day | undefined;
  /** The source gave the list of an earlier day, so this instance was there to read this one. */
  isLaterThanFirstList: boolean;
}

function describeAbsence(
  { title, reasonForNoList }: Source,
  { failed_at: failedAt, failure, heard_at: heardAt, asked_at: askedAt }: State,
  { day, today, list, isLaterThanFirstList }: DayContext,
): string | undefined {
  // Only a source with a calendar is known to have a list on every other day.
  const isExpected = list !== undefined || reasonForNoList !== undefined;
  if (!isExpected || day > today) return undefined;
  const reason = reasonForNoList?.(day);
  if (reason) return `0 new papers: ${reason}.`;
  const isOpen = list !== undefined && day === today && reasonForNoList !== undefined;
  if (list && !isOpen) return `0 new papers: ${title} gave an empty list.`;
  if (failedAt !== null && (heardAt === null || heardAt.slice(0, 10) <= day)) {
    return `${title} could not be asked (${minute(failedAt)}), so papers of this day may be missing: ${failure ?? ''}`;
  }
  if (askedAt === null || (day < today && !isLaterThanFirstList)) return undefined;
  if (day < today)
    return `${title}’s own list of this day was never read; what came of it by other ways is here.`;
  // On a day on which it announces, an empty list is one that is not made yet.
  const state = isOpen ? 'is still empty' : 'has not come yet';
  return `${title}’s list of this day ${state}; it was last asked on ${minute(askedAt)}.`;
}

function minute(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}
