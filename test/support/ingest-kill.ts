import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixedClock, monotonicMs } from '../../src/lib/clock.ts';
import type { Database } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { hashOfStored } from './open-ingest.ts';
import { makeSimulatedPapers } from './simulator/simulated-papers.ts';
import { startSimulator } from './simulator/start-simulator.ts';

export interface IngestKillTrial {
  kills: number;
  /** Papers at the simulated arXiv, of ten working days. */
  papers: number;
  /** 0 to 1; decides when kills strike. */
  random: () => number;
  onKill?: (count: number, harvested: number) => void;
}

export interface IngestKillResult {
  kills: number;
  /** Harvests that were brought to their end between the kills. */
  finished: number;
  /** Finished ones that stored something else than an unbroken harvest. */
  different: number;
}

const NOW = '2026-08-20T12:00:00Z';
const HARVEST = join(import.meta.dirname, 'run-harvest.ts');

/**
 * Harvests into fresh databases and ends the harvester with SIGKILL again and again, at random moments; each harvest
 * that comes to its end is compared with one that nobody disturbed.
 */
export async function runIngestKillTrial(trial: IngestKillTrial): Promise<IngestKillResult> {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-ingest-kill-'));
  const papers = makeSimulatedPapers('2026-08-03', 14, Math.ceil(trial.papers / 10));
  const simulator = await startSimulator({ papers, clock: fixedClock(NOW) });
  const result: IngestKillResult = { kills: 0, finished: 0, different: 0 };
  try {
    const unbroken = await openFresh(join(folder, 'unbroken.db'));
    const { durationMs } = await harvest(unbroken.address, simulator.address);
    const expected = await hashOfStored(unbroken.database);
    await unbroken.database.destroy();
    while (result.kills < trial.kills) {
      const broken = await openFresh(join(folder, `broken-${result.finished}.db`));
      let isDone = false;
      while (!isDone) {
        const killAfterMs = result.kills < trial.kills ? trial.random() * durationMs : undefined;
        ({ isDone } = await harvest(broken.address, simulator.address, killAfterMs));
        if (isDone) continue;
        result.kills += 1;
        trial.onKill?.(result.kills, await countRecords(broken.database));
      }
      result.finished += 1;
      if ((await hashOfStored(broken.database)) !== expected) result.different += 1;
      await broken.database.destroy();
    }
    return result;
  } finally {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openFresh(address: string): Promise<{ address: string; database: Database }> {
  const database = openDatabase({ address });
  await migrate(database, fixedClock(NOW));
  return { address, database };
}

/** Counted from its first word, that is without the time it takes to start. */
async function harvest(
  address: string,
  via: string,
  killAfterMs?: number,
): Promise<{ isDone: boolean; durationMs: number }> {
  const child = spawn(process.execPath, ['--import', 'tsx', HARVEST, address, via, NOW], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  const output: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
  await once(child.stdout, 'data');
  const startedMs = monotonicMs();
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  const [code] = await closed;
  clearTimeout(timer);
  if (code !== 0 && code !== null) throw new Error(`the harvest failed: ${output.join('')}`);
  return { isDone: code === 0, durationMs: monotonicMs() - startedMs };
}

async function countRecords(database: Database): Promise<number> {
  const { count } = await database
    .selectFrom('records')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
