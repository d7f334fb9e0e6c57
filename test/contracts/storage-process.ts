import { fixedClock } from '../../src/lib/clock.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { BATCH_ROWS, openSamples } from './storage-samples.ts';

/** What the storage contract has another process do. */
export type StorageTask =
  | { kind: 'migrate'; address: string }
  /** Commits so many batches, each in a transaction, and reports each once it is committed. */
  | { kind: 'write'; address: string; writer: string; batches: number };

async function perform(task: StorageTask): Promise<void> {
  if (task.kind === 'migrate') {
    const database = openDatabase({ address: task.address });
    report(await migrate(database, fixedClock('2026-08-20T10:00:00Z')));
    await database.destroy();
    return;
  }
  const database = openSamples(task.address);
  for (let batch = 0; batch < task.batches; batch += 1) {
    await database.transaction().execute(async (transaction) => {
      for (let row = 0; row < BATCH_ROWS; row += 1) {
        await transaction
          .insertInto('samples')
          .values({ name: `${task.writer}/${batch}/${row}`, count: batch })
          .execute();
      }
    });
    report(batch);
  }
  await database.destroy();
}

function report(message: string[] | number): void {
  process.send?.(message);
}

process.once('message', (task: StorageTask) => {
  process.once('disconnect', () => process.exit());
  void perform(task).then(() => process.disconnect());
});
