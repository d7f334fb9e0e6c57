import { textOf } from '../../lib/json-object.ts';
import { MAX_JSON_BYTES, textOfAnswer } from '../json-answer.ts';
import { parseCursor } from '../parse-cursor.ts';
import { observedNow } from '../records-page.ts';
import { beginningDay, daysBefore, daysFrom, todayInUtc } from '../source-days.ts';
import type { FetchContext, Source, SourcePage } from '../source.ts';
import { parseDailyPapersPage } from './daily-papers-page.ts';

/** Upvotes come for about a week. */
const COUNTED_DAYS = 7;
const MAX_DAYS = 2_000;
const MAX_PAGES_A_DAY = 20;

/** The daily papers of Hugging Face: what its readers picked from arXiv, with upvotes, code and project pages. */
export const huggingFacePapersSource: Source = {
  name: 'huggingface',
  title: 'Hugging Face daily papers',
  // 500 requests in five minutes are allowed without a token.
  politeness: { bucket: 'huggingface', hosts: ['huggingface.co'], intervalMs: 1_000 },
  schedule: { pattern: '50 * * * *', zone: 'UTC' },
  async *fetch(context) {
    const today = todayInUtc(context.clock);
    const seen = textOf(parseCursor(context.cursor).day);
    const own = beginningDay(seen, daysBefore(today, COUNTED_DAYS));
    for (const day of daysFrom(beginningDay(context.since, own), today, MAX_DAYS)) {
      context.report(day);
      yield* fetchDay(day, context);
    }
  },
};

async function* fetchDay(day: string, { http, clock }: FetchContext): AsyncGenerator<SourcePage> {
  let expectedCount = 0;
  for (let page = 0; page < MAX_PAGES_A_DAY; page++) {
    const answer = await http.get(`https://huggingface.co/api/daily_papers?date=${day}&limit=100&p=${page}`, {
      maxBytes: MAX_JSON_BYTES,
    });
    // Its day ends in the evening of New York: that of UTC may not have begun.
    if (answer.status === 400) return;
    const { records, problems, signals } = parseDailyPapersPage(textOfAnswer(answer));
    const isLast = records.length + problems.length < 100;
    expectedCount += records.length + problems.length;
    yield {
      records: records.map((record) => ({ ...record, announcedOn: day })),
      problems,
      signals: observedNow(signals, clock),
      cursor: JSON.stringify({ day }),
      ...(isLast && { announced: [{ day, expectedCount }] }),
    };
    if (isLast) return;
  }
}
