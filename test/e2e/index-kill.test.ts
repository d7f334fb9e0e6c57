import { expect, onTestFinished, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runIndexKillTrial } from '../support/index-kill.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';

// bench/search/index-kill.ts does the same forty times.
test('kill -9 at any moment leaves an index that agrees with the papers', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-index-kill-'));
  const address = join(folder, 'offprint.db');
  const database = openDatabase({ address });
  onTestFinished(async () => {
    await database.destroy();
    rmSync(folder, { recursive: true });
  });
  await migrate(database, systemClock);
  const result = await runIndexKillTrial({ database, address, kills: 4, random: Math.random });
  expect(result).toMatchObject({ kills: 4, problems: [], lost: 0 });
  expect(result.papers).toBeGreaterThan(0);
});
