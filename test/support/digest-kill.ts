import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { defaultPreferences } from '../../src/digests/preferences/preferences.ts';
import { systemClock } from '../../src/lib/clock.ts';
import type { Database } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { addPapersOf, addSubscribers } from './digest-fixtures.ts';
import { openPostgresDatabases } from './postgres-databases.ts';
import { startSmtpSink, type SmtpSink } from './smtp-sink.ts';

export interface KillTrial {
  kills: number;
  subscribers: number;
  /** Processes that send at the same time; a kill ends all of them. */
  senders: number;
  /**
   * `senders`: SIGKILL, over SQLite. `database`: PostgreSQL is the one that is killed and comes back, at this server's
   * address, while the senders go on as they can.
   */
  victim: 'senders' | { databaseServer: string };
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

/**
 * One, so that all that went wrong fits the last mail. Papers of a day that find no room beside those carried over only come
 * again where they rise: that is choosing, and no loss.
 */
const PAPERS_A_DAY = 1;

/** Every other kill waits for one of these, in turn; the rest strike at any moment. */
const NAMED_POINTS = ['connect', 'mail', 'rcpt', 'data', 'content', 'accepted'];
const ROOT = resolve(import.meta.dirname, '../..');

/**
 * Runs `digest run` as a process of its own against a real SMTP server and ends it, or its database, with SIGKILL again
 * and again: at the points of the dialogue and at moments in between. Then lets it finish, and compares the ledger with what the
 * server took.
 */
export async function runKillTrial(trial: KillTrial): Promise<KillResult> {
  execFileSync(join(ROOT, 'bin/build'));
  const folder = mkdtempSync(join(tmpdir(), 'offprint-kill-'));
  const { address, strikeAtDatabase, drop } = await openTrialDatabase(trial.victim, folder);
  const database = openDatabase({ address });
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
        env: {
          PATH: process.env['PATH'],
          OFFPRINT_DATA_DIR: folder,
          OFFPRINT_SMTP_URL: sink.url,
          OFFPRINT_MAILS_PER_SECOND: '0',
          ...(strikeAtDatabase && { OFFPRINT_DATABASE_URL: address }),
        },
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
        const named = kills % 2 === 0 ? NAMED_POINTS[(kills / 2) % NAMED_POINTS.length] : undefined;
        let left = 1 + Math.floor(trial.random() * (named === undefined ? 80 : 15));
        let struckAt: string | undefined;
        strike = (point) => {
          if (named === undefined || point === named) left -= 1;
          if (left > 0 || struckAt !== undefined) return;
          struckAt = point;
          const hit = (): void => (strikeAtDatabase ? void strikeAtDatabase() : kill(senders));
          // Those that are not at a point are between two of them.
          if (named === undefined) setTimeout(hit, trial.random() * 5);
          else hit();
        };
        await Promise.all(senders.map((sender) => once(sender, 'close')));
        strike = () => {};
        isDone = struckAt === undefined;
        if (isDone) expectSuccess(senders);
        if (struckAt !== undefined) {
          kills += 1;
          trial.onKill?.(kills, struckAt);
        }
        await untilItAnswers(() => loseLeases(database));
      }
    }
    await finish(database, startSenders, days);
    return await judge(database, sink, { kills, days, subscribers: trial.subscribers });
  } finally {
    await database.destroy();
    await sink.close();
    await drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface TrialDatabase {
  address: string;
  /** Kills one of the server's processes, upon which it ends all others and starts anew. */
  strikeAtDatabase?: () => Promise<void>;
  drop(): Promise<void>;
}

async function openTrialDatabase(victim: KillTrial['victim'], folder: string): Promise<TrialDatabase> {
  if (victim === 'senders') return { address: join(folder, 'offprint.db'), drop: async () => {} };
  const databases = openPostgresDatabases(victim.databaseServer);
  const { name, address } = await databases.createEmpty();
  await databases.close();
  const ask = async (query: string): Promise<{ pid: number }[]> => {
    const client = new pg.Client({ connectionString: victim.databaseServer });
    client.on('error', () => {});
    await client.connect();
    const { rows } = await client.query<{ pid: number }>(query);
    await client.end().catch(() => {});
    return rows;
  };
  // The tests' server forgets its last commits when it dies, unless it is told not to.
  await ask(`alter database ${name} set synchronous_commit = on`);
  return {
    address,
    async strikeAtDatabase() {
      const own = `datname = '${name}' and backend_type = 'client backend'`;
      const [backend] = await ask(`select pid from pg_stat_activity where ${own} limit 1`);
      if (backend) process.kill(backend.pid, 'SIGKILL');
    },
    drop: () => untilItAnswers(async () => void (await ask(`drop database if exists ${name} with (force)`))),
  };
}

/** A server that was struck comes back within seconds; nothing tells when but asking. */
async function untilItAnswers(work: () => Promise<void>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      return await work();
    } catch {
      await wait(100);
    }
  }
  return work();
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
  if ((days.length + 1) * PAPERS_A_DAY > defaultPreferences.paperCount)
    throw new Error(`${days.length} days do not fit one mail: take fewer kills or more subscribers`);
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
