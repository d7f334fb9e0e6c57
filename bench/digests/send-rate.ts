import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';

/**
 * How fast personal mails go out (ranked, rendered, signed, written into the ledger, submitted to a mail server in
 * another process), beside nodemailer's own pool sending bodies made once, unsigned, to the same server in the same run.
 * Exit code 1: less than 40 % of its rate, or more than 300 MB resident.
 *
 *     npx tsx bench/digests/send-rate.ts [--mails 20000] [--plan 0]
 *
 * --plan N also plans the issues of N readers, without sending.
 */
const { values } = parseArgs({
  options: { mails: { type: 'string', default: '20000' }, plan: { type: 'string', default: '0' } },
});

interface Figures {
  mails: number;
  seconds: number;
  cpuSeconds: number;
  peakMb: number;
}

const start = (script: string, args: string[] = []) =>
  spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, script), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });

async function measure(side: string, url: string, count: string): Promise<Figures> {
  const worker = start('send-rate-worker.ts', [side, url, count]);
  return JSON.parse(await text(worker.stdout)) as Figures;
}

const sink = start('counting-sink.ts');
const [port] = (await once(sink.stdout, 'data')) as [Buffer];
const url = `smtp://127.0.0.1:${port.toString().trim()}`;
const half = String(Number(values.mails) / 2);
// Half before and half after, so that other work on the machine hits both.
const before = await measure('peer', url, half);
const ours = await measure('ours', url, values.mails);
const after = await measure('peer', url, half);
const peer = {
  mails: before.mails + after.mails,
  seconds: before.seconds + after.seconds,
  cpuSeconds: before.cpuSeconds + after.cpuSeconds,
  peakMb: Math.max(before.peakMb, after.peakMb),
};
sink.stdin.end();
const taken = Number(await text(sink.stdout));

const rows: [string, Figures][] = [
  ['Offprint, ranked, rendered, signed, in the ledger', ours],
  ['nodemailer pool, one body, unsigned', peer],
];
if (Number(values.plan) > 0) rows.push([`planning alone`, await measure('plan', url, values.plan)]);
console.log(`load ${loadavg()[0]?.toFixed(1)}; the server took ${taken} mails`);
console.log(
  '                                                       mails       s    /s   CPU ms each   peak MB',
);
for (const [name, { mails, seconds, cpuSeconds, peakMb }] of rows) {
  const cells = [
    String(mails).padStart(8),
    seconds.toFixed(1).padStart(8),
    (mails / seconds).toFixed(0).padStart(6),
    ((cpuSeconds / mails) * 1000).toFixed(2).padStart(12),
    peakMb.toFixed(0).padStart(10),
  ];
  console.log(`${name.padEnd(50)} ${cells.join('')}`);
}
const ratio = ours.mails / ours.seconds / (peer.mails / peer.seconds);
const cpuRatio = peer.cpuSeconds / peer.mails / (ours.cpuSeconds / ours.mails);
console.log(
  `rate ${(100 * ratio).toFixed(0)} % of the pool's, by processor time ${(100 * cpuRatio).toFixed(0)} %`,
);
process.exitCode = ratio >= 0.4 && ours.peakMb <= 300 && ours.mails === Number(values.mails) ? 0 : 1;
