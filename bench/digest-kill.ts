import { parseArgs } from 'node:util';
import { runKillTrial } from '../test/support/digest-kill.ts';

/**
 * Kills senders of the digest at random moments and counts what was doubled or lost; the figures are the last line.
 *
 *     npx tsx bench/digest-kill.ts [--kills 200] [--subscribers 1000] [--senders 1]
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    subscribers: { type: 'string', default: '1000' },
    senders: { type: 'string', default: '1' },
  },
});

const points = new Map<string, number>();
const result = await runKillTrial({
  kills: Number(values.kills),
  subscribers: Number(values.subscribers),
  senders: Number(values.senders),
  random: Math.random,
  onKill(count, point) {
    points.set(point, (points.get(point) ?? 0) + 1);
    if (count % 10 === 0) console.log(`${count} kills`);
  },
});

console.log(`struck at: ${[...points].map(([point, count]) => `${point} ${count}`).join(', ')}`);
console.log(
  Object.entries(result)
    .map(([name, value]) => `${name} ${value}`)
    .join(', '),
);
process.exitCode = result.doubled + result.lost + result.disagreeing === 0 ? 0 : 1;
