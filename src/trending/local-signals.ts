import { sql } from 'kysely';
import type { Clock } from '../lib/clock.ts';
import { chunksOf, lookupChunksOf } from '../papers/chunks.ts';
import type { PaperId } from '../papers/identifiers.ts';
import type { Database, DatabaseTransaction } from '../storage/database.ts';
import { recordSignals, type SignalObservation } from './record-signals.ts';

/** What this site's own readers do, by the names under which trending knows it. */
const kinds = ['local-upvotes', 'saves', 'comments', 'pdf-opens'] as const;
type Counts = { [kind in (typeof kinds)[number]]: number };

/**
 * Notes, in the transaction that changes what is counted, that the counts of the papers of these records are to be
 * recorded. Writing a row even where it is there makes the recorder wait for this transaction, so that no change is
 * lost.
 */
export async function noteLocalSignals(
  transaction: DatabaseTransaction,
  recordIds: Iterable<number>,
): Promise<void> {
  // In one order for all, as two that wait for each other would be an error.
  const rows = [...new Set(recordIds)].sort((a, b) => a - b).map((record_id) => ({ record_id }));
  for (const chunk of chunksOf(rows)) {
    await transaction
      .insertInto('local_signals_pending')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.column('record_id').doUpdateSet((row) => ({ record_id: row.ref('excluded.record_id') })),
      )
      .execute();
  }
}

const BATCH_SIZE = 500;
/** What is left then waits for the next time. */
const MAX_BATCHES = 200;

/**
 * Records the local counts of the papers noted by {@link noteLocalSignals} as signals of this instant, some papers a
 * transaction: what a crash interrupts is simply done again. Answers how many papers were counted.
 */
export async function recordLocalSignals(
  database: Database,
  { clock, signal }: { clock: Clock; signal?: AbortSignal },
): Promise<number> {
  let counted = 0;
  for (let batch = 0; batch < MAX_BATCHES && !signal?.aborted; batch += 1) {
    const done = await database
      .transaction()
      .execute((transaction) => recordBatch(transaction, clock.now().toISOString()));
    counted += done.papers;
    if (done.records < BATCH_SIZE) break;
  }
  return counted;
}

async function recordBatch(
  transaction: DatabaseTransaction,
  observedAt: string,
): Promise<{ records: number; papers: number }> {
  const pending = await transaction
    .deleteFrom('local_signals_pending')
    .where('record_id', 'in', (select) =>
      select.selectFrom('local_signals_pending').select('record_id').orderBy('record_id').limit(BATCH_SIZE),
    )
    .returning('record_id')
    .execute();
  const paperIds = await findPapersOf(
    transaction,
    pending.map(({ record_id }) => record_id),
  );
  const observations: SignalObservation[] = [];
  for (const paperId of paperIds) {
    const counts = await countLocally(transaction, paperId);
    for (const signal of kinds) observations.push({ paperId, signal, observedAt, count: counts[signal] });
  }
  await recordSignals(transaction, await withoutNeverCounted(transaction, observations));
  return { records: pending.length, papers: paperIds.length };
}

async function findPapersOf(database: Database, recordIds: number[]): Promise<PaperId[]> {
  const ids = new Set<PaperId>();
  for (const chunk of lookupChunksOf(recordIds)) {
    const rows = await database.selectFrom('records').select('paper_id').where('id', 'in', chunk).execute();
    for (const { paper_id } of rows) ids.add(paper_id as PaperId);
  }
  return [...ids];
}

/** Each person counts once, whatever records of the paper she met; comments count where they are shown. */
async function countLocally(database: Database, paperId: PaperId): Promise<Counts> {
  const people = sql<number>`count(distinct person_id)`;
  const ofPaper = database.selectFrom('records').select('id').where('paper_id', '=', paperId);
  const count = async (query: { executeTakeFirst(): Promise<{ count: number | null } | undefined> }) =>
    Number((await query.executeTakeFirst())?.count ?? 0);
  return {
    'local-upvotes': await count(
      database.selectFrom('upvotes').select(people.as('count')).where('record_id', 'in', ofPaper),
    ),
    saves: await count(
      database.selectFrom('saved_papers').select(people.as('count')).where('record_id', 'in', ofPaper),
    ),
    comments: await count(
      database
        .selectFrom('comments')
        .select(people.as('count'))
        .where('record_id', 'in', ofPaper)
        .where('hidden_at', 'is', null),
    ),
    'pdf-opens': await count(
      database
        .selectFrom('pdf_opens')
        .select((select) => select.fn.sum<number>('count').as('count'))
        .where('record_id', 'in', ofPaper),
    ),
  };
}

/** A series begins with the first reader, not with noughts of every kind. */
async function withoutNeverCounted(
  database: Database,
  observations: SignalObservation[],
): Promise<SignalObservation[]> {
  const known = new Set<string>();
  for (const chunk of lookupChunksOf(observations.map(({ paperId }) => paperId))) {
    const rows = await database
      .selectFrom('signal_series')
      .select(['paper_id', 'signal'])
      .where('paper_id', 'in', chunk)
      .where('signal', 'in', kinds)
      .execute();
    for (const { paper_id, signal } of rows) known.add(`${paper_id} ${signal}`);
  }
  return observations.filter(
    ({ paperId, signal, count }) => count !== 0 || known.has(`${paperId} ${signal}`),
  );
}
