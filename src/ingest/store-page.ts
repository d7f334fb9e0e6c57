import type { Clock } from '../lib/clock.ts';
import { saveRecords } from '../papers/save-records.ts';
import type { SourcePage } from '../sources/source.ts';
import type { Database } from '../storage/database.ts';
import { noteAnnouncedDays } from './announced-days.ts';
import type { SourceRun } from './source-run.ts';
import { storeSignals } from './store-signals.ts';

const MAX_KEPT_PROBLEMS = 100;
const MAX_REASON_LENGTH = 500;

/**
 * Stores all of a page in one transaction: papers, what the source said of its days, signals, the cursor behind it and
 * the run's counts, and what `alsoStore` writes. Either all of it is there or nothing.
 */
export async function storePage(
  { database, clock }: { database: Database; clock: Clock },
  run: SourceRun,
  page: SourcePage,
  alsoStore: (transaction: Database) => Promise<void>,
): Promise<void> {
  const before = { ...run.counts };
  const keptProblems = run.problems.length;
  try {
    await database.transaction().execute(async (transaction) => {
      const savedAt = clock.now().toISOString();
      const saved = await saveRecords(transaction, page.records, { savedAt });
      await noteAnnouncedDays(transaction, clock, run.source.name, page);
      const signalCount = await storeSignals(transaction, page.signals ?? []);
      countIn(run, page, { ...saved, signalCount });
      await alsoStore(transaction);
      await run.save(transaction, page.cursor);
    });
  } catch (error) {
    Object.assign(run.counts, before);
    run.problems.length = keptProblems;
    throw error;
  }
}

function countIn(
  { counts, problems }: SourceRun,
  page: SourcePage,
  stored: { new: number; changed: number; same: number; signalCount: number },
): void {
  counts.pages += 1;
  counts.new += stored.new;
  counts.changed += stored.changed;
  counts.same += stored.same;
  counts.signals += stored.signalCount;
  counts.broken += page.problems.length;
  for (const problem of page.problems.slice(0, MAX_KEPT_PROBLEMS - problems.length)) {
    problems.push({ ...problem, reason: problem.reason.slice(0, MAX_REASON_LENGTH) });
  }
}
