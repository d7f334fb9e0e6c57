import { formatCount } from '../lib/format-count.ts';
import type { PaperId } from '../papers/identifiers.ts';
import { noteLocalSignals } from '../trending/local-signals.ts';
import type { AccountContext } from './account.ts';
import { getStandInRecord, recordsOf } from './paper-records.ts';

type Tools = Pick<AccountContext, 'database' | 'clock'>;

export const MAX_SAVED_PAPERS = 5_000;
export const MAX_NOTE_LENGTH = 5_000;

/** What a person keeps with a saved paper. */
export interface Saving {
  savedAt: string;
  /** Null: still to be read. */
  readAt: string | null;
  note: string;
}

/** What is to change; left out: as it is. */
export interface SavingChange {
  isRead?: boolean;
  note?: string;
}

/** Saves a paper, or changes what is kept with it; again is harmless. Answers a sentence where the library is full. */
export async function savePaper(
  { database, clock }: Tools,
  personId: number,
  paperId: PaperId,
  change: SavingChange = {},
): Promise<{ problem: string } | undefined> {
  const now = clock.now().toISOString();
  return database.transaction().execute(async (transaction) => {
    const isSaved = (await findSaving(transaction, personId, paperId)) !== undefined;
    if (!isSaved) {
      if ((await countSavedPapers(transaction, personId)) >= MAX_SAVED_PAPERS) {
        return {
          problem: `Your library is full: it holds ${formatCount(MAX_SAVED_PAPERS)} papers.`,
        };
      }
      const recordId = await getStandInRecord(transaction, paperId);
      await transaction
        .insertInto('saved_papers')
        .values({ person_id: personId, record_id: recordId, saved_at: now, read_at: null, note: '' })
        .onConflict((conflict) => conflict.columns(['person_id', 'record_id']).doNothing())
        .execute();
      await noteLocalSignals(transaction, [recordId]);
    }
    const { isRead, note } = change;
    const ofPaper = transaction
      .updateTable('saved_papers')
      .where('person_id', '=', personId)
      .where('record_id', 'in', recordsOf(transaction, paperId));
    if (note !== undefined) await ofPaper.set({ note: note.slice(0, MAX_NOTE_LENGTH) }).execute();
    if (isRead !== undefined) {
      await ofPaper
        .set((saved) => ({ read_at: isRead ? saved.fn.coalesce('read_at', saved.val(now)) : null }))
        .execute();
    }
    return undefined;
  });
}

/** Takes a paper out of the library, with its note; again is harmless. */
export async function unsavePaper(
  { database }: Pick<Tools, 'database'>,
  personId: number,
  paperId: PaperId,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await transaction
      .deleteFrom('saved_papers')
      .where('person_id', '=', personId)
      .where('record_id', 'in', recordsOf(transaction, paperId))
      .execute();
    await noteLocalSignals(transaction, [await getStandInRecord(transaction, paperId)]);
  });
}

export async function findSaving(
  database: Tools['database'],
  personId: number,
  paperId: PaperId,
): Promise<Saving | undefined> {
  const row = await database
    .selectFrom('saved_papers')
    .select(['saved_at', 'read_at', 'note'])
    .where('person_id', '=', personId)
    .where('record_id', 'in', recordsOf(database, paperId))
    .orderBy('saved_at')
    .limit(1)
    .executeTakeFirst();
  return row && { savedAt: row.saved_at, readAt: row.read_at, note: row.note };
}

export async function countSavedPapers(database: Tools['database'], personId: number): Promise<number> {
  const { count } = await database
    .selectFrom('saved_papers')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  return count;
}
