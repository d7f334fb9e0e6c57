/**
 * Harvests arXiv's OAI-PMH from a simulator into a database, in a process of its own that can be killed; time stands
 * still in it and nobody waits, so that the same harvest stores the same bytes: `run-harvest.ts DATABASE VIA NOW`.
 */
import { runSource } from '../../src/ingest/run-source.ts';
import { fixedClock } from '../../src/lib/clock.ts';
import { arxivSource } from '../../src/sources/arxiv/arxiv-source.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { openIngest } from './open-ingest.ts';

const [address = '', via = '', now = ''] = process.argv.slice(2);
const database = openDatabase({ address });
const clock = fixedClock(now);
process.stdout.write('begun\n');
const { outcome, detail } = await runSource(
  openIngest(database, { via, clock, wait: async () => {} }),
  { ...arxivSource, politeness: { ...arxivSource.politeness, intervalMs: 0 } },
  { since: '2026-08-03', signal: new AbortController().signal },
);
await database.destroy();
process.stdout.write(`${outcome} ${detail ?? ''}\n`);
process.exitCode = outcome === 'complete' ? 0 : 1;
