import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { saveRecords } from '../../src/papers/save-records.ts';
import type { Database } from '../../src/storage/database.ts';
import { addSubscribers } from '../../test/support/digest-fixtures.ts';
import { makePaperRecord } from '../../test/support/make-paper-record.ts';

export const DAY = '2026-08-20';
const DOMAINS = 400;

/** The starter collection as the papers of one day and the days before. */
export async function addRealPapers(database: Database): Promise<void> {
  const lines = readFileSync(resolve(import.meta.dirname, '../../starter/papers.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const records = lines.map((line, index) => {
    const { title, summary } = JSON.parse(line) as { title: string; summary: string };
    const sourceId = `2608.${String(index + 1).padStart(5, '0')}`;
    return makePaperRecord({
      sourceId,
      title,
      abstract: summary,
      announcedOn: index < 120 ? DAY : '2026-07-01',
    });
  });
  await saveRecords(database, records, { savedAt: `${DAY}T01:00:00.000Z` });
}

/** Readers, each with five papers as her interests where `interests` says so. */
export async function addReaders(
  database: Database,
  { count, from = 0, interests }: { count: number; from?: number; interests: boolean },
): Promise<void> {
  for (let start = from; start < from + count; start += 5_000) {
    const size = Math.min(5_000, from + count - start);
    const addresses = Array.from({ length: size }, (_, index) => {
      const number = start + index;
      return `reader${number}@domain${number % DOMAINS}.example`;
    });
    await addSubscribers(database, addresses);
  }
  if (!interests) return;
  const records = await database
    .selectFrom('records')
    .innerJoin('papers', 'papers.id', 'records.paper_id')
    .select('records.id')
    .where('listed_on', '<', DAY)
    .execute();
  for (let start = 1; start <= count; start += 1_000) {
    const rows = Array.from(
      { length: Math.min(1_000, count - start + 1) },
      (_, index) => start + index,
    ).flatMap((id) =>
      Array.from({ length: 5 }, (__, n) => ({
        subscription_id: id,
        record_id: records[(id * 7 + n * 13) % records.length]?.id ?? 0,
        liking: 1,
        noted_at: `${DAY}T00:00:00.000Z`,
      })),
    );
    await database
      .insertInto('interest_papers')
      .values(rows)
      .onConflict((c) => c.doNothing())
      .execute();
  }
}
