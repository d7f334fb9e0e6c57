// tsx bench/search/index-kill.ts [--kills 40] [--database postgres://...]: kills processes that index at random moments
// and prints what was wrong afterwards; exit code 1 where anything was.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../src/lib/clock.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { runIndexKillTrial } from '../../test/support/index-kill.ts';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '40' }, database: { type: 'string' } },
});
const folder = mkdtempSync(join(tmpdir(), 'offprint-index-kill-'));
const address = values.database ?? join(folder, 'offprint.db');
const database = openDatabase({ address });
await migrate(database, systemClock);
const result = await runIndexKillTrial({
  database,
  address,
  kills: Number(values.kills),
  random: Math.random,
  onKill: (count) => count % 10 === 0 && console.log(`${count} kills`),
});
await database.destroy();
rmSync(folder, { recursive: true });
console.log(JSON.stringify(result));
process.exitCode = result.problems.length + result.lost === 0 ? 0 : 1;
