import { parseArgs } from 'node:util';
import { systemClock } from '../../../src/lib/clock.ts';
import { readSimulatedPapers } from './simulated-papers.ts';
import { startSimulator } from './start-simulator.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { from: { type: 'string' }, to: { type: 'string' }, port: { type: 'string', default: '0' } },
});

const papers = (await Promise.all(positionals.map((path) => readSimulatedPapers(path, values)))).flat();
const simulator = await startSimulator({ papers, clock: systemClock, port: Number(values.port) });
process.stdout.write(`${simulator.address} ${papers.length} papers\n`);
