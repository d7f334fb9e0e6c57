import { parseArgs } from 'node:util';
import { runIngestKillTrial } from '../test/support/ingest-kill.ts';

/**
 * Kills a harvest at random moments, lets it go on, and compares what is stored with an unbroken harvest; the figures
 * are the last line.
 *
 *     npx tsx bench/ingest-kill.ts [--kills 50] [--papers 10000]
 */
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '50' }, papers: { type: 'string', default: '10000' } },
});

const result = await runIngestKillTrial({
  kills: Number(values.kills),
  papers: Number(values.papers),
  random: Math.random,
  onKill(count, harvested) {
    console.log(`kill ${count}: ${harvested} records were stored`);
  },
});

console.log(
  Object.entries(result)
    .map(([name, value]) => `${name} ${value}`)
    .join(', '),
);
process.exitCode = result.different === 0 ? 0 : 1;
