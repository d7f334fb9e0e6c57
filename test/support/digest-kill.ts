import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { systemClock } from '../../src/lib/clock.ts';
import type { Database } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { addPapersOf, addSubscribers } from './digest-fixtures.ts';
import { startSmtpSink, type SmtpSink } from './smtp-sink.ts';

export interface KillTrial {
  kills: number;
  subscribers: number;
  /** Processes that send at the same time; a kill ends all of them. */
  senders: number;
  /** 0 to 1; decides where kills strike. */
  random: () => number;
  onKill?: (count: number, point: string) => void;
}

export interface KillResult {
  kills: number;
  days: number;
  accepted: number;
  submitted: number;
  unknown: number;
  /** Mails that were accepted more than once for a reader and day. */
  doubled: number;
  /** Papers that a reader was never sent, over all readers. */
  lost: number;
  /** Readers and days for which the ledger and what the server took disagree. */
  disagreeing: number;
}

const PAPERS_A_DAY = 2;
const ROOT = resolve(import.meta.dirname, '../..');

/**
 * Runs `digest run` as a process of its own against a real SMTP server and ends it with SIGKILL again and again: at
 * the points of the dialogue and at moments in between. Then lets it finish, and compares the ledger with what the
 * server took.
 */
export async function runKillTrial(trial: KillTrial): Promise<KillResult> {
  execFileSync(join(ROOT, 'bin/build'));
  const folder = mkdtempSync(join(tmpdir(), 'offprint-kill-'));
  const database = openDatabase({ address: join(folder, 'offprint.db') });
  let strike: (point: string) => void = () => {};
  const sink = await startSmtpSink({
    faultAt(point) {
      strike(point);
      return undefined;
    },
    onMail: () => strike('accepted'),
  });
  const startSenders = (day: string): ChildProcess[] =>
    Array.from({ length: trial.senders }, () =>
      spawn(process.execPath, [join(ROOT, 'dist/main.js'), 'digest', 'run', '--day', day], {
        env: { PATH: process.env['PATH'], OFFPRINT_DATA_DIR: folder, OFFPRINT_SMTP_URL: sink.url },
        stdio: 'ignore',
      }),
    );
  try {
    await migrate(database, systemClock);
    const addresses = Array.from({ length: trial.subscribers }, (_, index) => `reader${index}@example.org`);
    await addSubscribers(database, addresses);
    const days: string[] = [];
    let kills = 0;
    while (kills < trial.kills) {
      const day = dayNumber(days.length);
      days.push(day);
      await addPapersOf(database, day, PAPERS_A_DAY);
      let isDone = false;
      while (!isDone && kills < trial.kills) {
        const senders = startSenders(day);
        let left = 1 + Math.floor(trial.random() * 80);
        let struckAt: string | undefined;
        strike = (point) => {
          left -= 1;
          if (left > 0 || struckAt !== undefined) return;
          struckAt = point;
          // Half of them between two points rather than at one.
          if (trial.random() < 0.5) setTimeout(() => kill(senders), trial.random() * 5);
          else kill(senders);
        };
        await Promise.all(senders.map((sender) => once(sender, 'close')));
        strike = () => {};
        isDone = struckAt === undefined;
        if (isDone) expectSuccess(senders);
        if (struckAt !== undefined) {
          kills += 1;
          trial.onKill?.(kills, struckAt);
        }
        await loseLeases(database);
      }
    }
    await finish(database, startSenders, days);
    return await judge(database, sink, { kills, days, subscribers: trial.subscribers });
  } finally {
    await database.destroy();
    await sink.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function dayNumber(index: number): string {
  return new Date(Date.parse('2026-08-01') + index * 86_400_000).toISOString().slice(0, 10);
}

function kill(senders: ChildProcess[]): void {
  for (const sender of senders) sender.kill('SIGKILL');
}

function expectSuccess(senders: ChildProcess[]): void {
  const codes = senders.map(({ exitCode }) => exitCode);
  if (codes.some((code) => code !== 0)) throw new Error(`digest run ended with ${codes.join(', ')}`);
}

/** Nobody is sending now; instead of waiting for the leases' end, it is brought forward. */
async function loseLeases(database: Database): Promise<void> {
  await database
    .updateTable('issues')
    .set({ lease_until: '2000-01-01T00:00:00.000Z' })
    .where('state', '=', 'sending')
    .execute();
}

/** A last day in peace brings home what the others left behind. */
async function finish(
  database: Database,
  startSenders: (day: string) => ChildProcess[],
  days: string[],
): Promise<void> {
  const last = dayNumber(days.length);
  await addPapersOf(database, last, PAPERS_A_DAY);
  for (const day of [...days, last]) {
    const senders = startSenders(day);
    await Promise.all(senders.map((sender) => once(sender, 'close')));
    expectSuccess(senders);
  }
  days.push(last);
}

async function judge(
  database: Database,
  sink: SmtpSink,
  { kills, days, subscribers }: { kills: number; days: string[]; subscribers: number },
): Promise<KillResult> {
  const taken = new Map<string, number>();
  for (const { to, messageId } of sink.mails) {
    const key = `${to} ${messageId.split('.')[1]}`;
    taken.set(key, (taken.get(key) ?? 0) + 1);
  }
  const issues = await database
    .selectFrom('issues')
    .innerJoin('subscriptions', 'subscriptions.id', 'issues.subscription_id')
    .select(['address', 'issue_on', 'state'])
    .execute();
  const disagreeing = issues.filter(({ address, issue_on, state }) => {
    const isTaken = taken.has(`${address} ${issue_on}`);
    return state === 'submitted' ? !isTaken : isTaken && state !== 'unknown';
  });
  const { sent } = await database
    .selectFrom('sent_papers')
    .select((select) => select.fn.countAll<number>().as('sent'))
    .executeTakeFirstOrThrow();
  return {
    kills,
    days: days.length,
    accepted: sink.mails.length,
    submitted: issues.filter(({ state }) => state === 'submitted').length,
    unknown: issues.filter(({ state }) => state === 'unknown').length,
    doubled: [...taken.values()].filter((count) => count > 1).length,
    lost: subscribers * days.length * PAPERS_A_DAY - sent,
    disagreeing: disagreeing.length,
  };
}
