import { parseArgs } from 'node:util';
import { startPostgresServer } from '../test/support/postgres-server.ts';
import { runKillTrial } from '../test/support/digest-kill.ts';

/**
 * Kills senders of the digest at random moments and counts what was doubled or lost; the figures are the last line.
 * --restart-database: PostgreSQL is killed, and comes back, in place of the senders.
 *
 *     npx tsx bench/digest-kill.ts [--kills 200] [--subscribers 1000] [--senders 1] [--restart-database]
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    subscribers: { type: 'string', default: '1000' },
    senders: { type: 'string', default: '1' },
    'restart-database': { type: 'boolean', default: false },
  },
});

const server = values['restart-database'] ? await startPostgresServer() : undefined;
const points = new Map<string, number>();
const result = await runKillTrial({
  kills: Number(values.kills),
  subscribers: Number(values.subscribers),
  senders: Number(values.senders),
  victim: server ? { databaseServer: server.address } : 'senders',
  random: Math.random,
  onKill(count, point) {
    points.set(point, (points.get(point) ?? 0) + 1);
    if (count % 10 === 0) console.log(`${count} kills`);
  },
});

await server?.stop();

console.log(`struck at: ${[...points].map(([point, count]) => `${point} ${count}`).join(', ')}`);
console.log(
  Object.entries(result)
    .map(([name, value]) => `${name} ${value}`)
    .join(', '),
);
process.exitCode = result.doubled + result.lost + result.disagreeing === 0 ? 0 : 1;
