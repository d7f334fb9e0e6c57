import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newDataDir, runCommand, startProgram } from '../support/program.ts';

const commands = [
  'serve',
  'import',
  'sync',
  'sources',
  'search',
  'paper',
  'similar',
  'links',
  'digest',
  'comments',
  'eval',
  'eval-trending',
  'eval-recommend',
  'mail',
  'subscribers',
  'mcp',
  'config',
  'index',
  'model',
  'migrate',
  'backup',
];

describe('bin/offprint', { timeout: 120_000 }, () => {
  test('--help lists every command', async () => {
    const { code, stdout } = await runCommand(['--help']);
    expect(code).toBe(0);
    const listed = [...stdout.matchAll(/^ {2}([\w-]+) {2,}\S/gm)].map(([, name]) => name);
    expect(listed).toEqual(commands);
  });

  test.each(commands)('%s --help says how to use it, and opens nothing', async (command) => {
    const { code, stdout, stderr } = await runCommand([command, '--help'], {
      env: { OFFPRINT_PORT: 'broken' },
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`bin/offprint ${command}`);
  });

  test.each([
    [['serach']],
    [['search']],
    [['search', 'words', '--limit', 'many']],
    [['search', 'words', '--colour']],
    [['paper']],
    [['similar']],
    [['model', 'improve']],
    [['model', 'train', '--steps', '0']],
    [['import']],
    [['backup']],
    [['digest', 'walk']],
    [['digest', 'run', '--day', 'tomorrow']],
  ])('%j is wrong use: exit code 2, and a way to help', async (args) => {
    const { code, stdout, stderr } = await runCommand(args, { env: { OFFPRINT_DATA_DIR: newDataDir() } });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--help');
    expect(stderr).not.toContain('    at ');
  });

  test('what is not there is exit code 1', async () => {
    const env = { OFFPRINT_DATA_DIR: newDataDir() };
    const paper = await runCommand(['paper', 'arxiv:1234.56789'], { env });
    expect(paper).toMatchObject({ code: 1, stdout: '' });
    expect(paper.stderr).toContain('arxiv:1234.56789');
    expect((await runCommand(['search', 'anything'], { env })).code).toBe(1);
    expect((await runCommand(['import', '/nonexistent.jsonl'], { env })).code).toBe(1);
  });

  test('a database that cannot be used is named, its password is not', async () => {
    const folder = newDataDir();
    writeFileSync(
      join(folder, 'offprint.db'),
      'not a database, but long enough to look like one\n'.repeat(100),
    );
    const broken = await runCommand(['migrate'], { env: { OFFPRINT_DATA_DIR: folder } });
    expect(broken.code).toBe(1);
    expect(broken.stderr).toContain(join(folder, 'offprint.db'));
    expect(broken.stderr).toContain('not a database');
    const absent = await runCommand(['migrate'], {
      env: {
        OFFPRINT_DATA_DIR: folder,
        OFFPRINT_DATABASE_URL: 'postgres://keeper:hunter2@127.0.0.1:1/offprint',
      },
    });
    expect(absent).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('postgres://127.0.0.1:1/offprint') as string,
    });
    expect(absent.stderr).not.toMatch(/hunter2| at /);
  });

  test('every mistake in the configuration is told at once', async () => {
    const { code, stderr } = await runCommand(['migrate'], {
      env: {
        OFFPRINT_DATA_DIR: newDataDir(),
        OFFPRINT_PORT: '99999',
        OFFPRINT_BASE_URL: 'ftp://example.org',
        OFFPRINT_SECRET: 'short',
        OFFPRINT_PROT: '80',
      },
    });
    expect(code).toBe(2);
    for (const name of ['OFFPRINT_PORT', 'OFFPRINT_BASE_URL', 'OFFPRINT_SECRET', 'OFFPRINT_PROT']) {
      expect(stderr).toContain(name);
    }
  });

  test('config shows every value but the secrets', async () => {
    const folder = newDataDir();
    const secretFile = join(folder, 'secret');
    writeFileSync(secretFile, 'a-secret-from-a-file-of-32-characters\n');
    const { code, stdout } = await runCommand(['config'], {
      env: {
        OFFPRINT_DATA_DIR: folder,
        OFFPRINT_PORT: '8123',
        OFFPRINT_SECRET_FILE: secretFile,
        OFFPRINT_SMTP_URL: 'smtp://postman:swordfish@mail.example.org:587',
        OFFPRINT_DATABASE_URL: 'postgres://keeper:hunter2@db.example.org/offprint',
      },
    });
    expect(code).toBe(0);
    expect(stdout).toContain('OFFPRINT_PORT=8123');
    expect(stdout).toContain(folder);
    expect(stdout).not.toMatch(/swordfish|hunter2|a-secret-from/);
  });

  test('an import can be searched, shown and read as JSON, and the second time changes nothing', async () => {
    const folder = newDataDir();
    const env = { OFFPRINT_DATA_DIR: folder };
    const file = join(folder, 'papers.jsonl');
    const line = {
      id: 'arxiv:2608.00001',
      title: 'Zephyr grammars for whale song',
      abstract: 'Whales sing by rules.',
      authors: ['Emmy Noether'],
      published: '2026-08-19',
    };
    writeFileSync(file, `${JSON.stringify(line)}\n`);
    expect((await runCommand(['import', file], { env })).code).toBe(0);
    const first = await runCommand(['paper', '2608.00001', '--json'], { env });
    expect(JSON.parse(first.stdout)).toMatchObject({ id: line.id, title: line.title });
    const search = await runCommand(['search', 'whale', 'grammars', '--json'], { env });
    expect(JSON.parse(search.stdout)).toMatchObject({
      total: 1,
      hits: [{ paper: { id: line.id } }],
      next: null,
    });
    expect((await runCommand(['import', file], { env })).code).toBe(0);
    expect(await runCommand(['paper', '2608.00001', '--json'], { env })).toEqual(first);
  });

  test('serve ends in order at SIGTERM, starts again with what it had, and survives kill -9', async () => {
    const env = { OFFPRINT_DATA_DIR: newDataDir() };
    const countPapers = async (address: string): Promise<number> => {
      const response = await fetch(`${address}/api/v1/search?q=language`);
      return ((await response.json()) as { total: number }).total;
    };
    const first = await startProgram(env);
    const total = await countPapers(first.address);
    expect(total).toBeGreaterThan(50);
    expect(await first.stop()).toBe(0);
    const second = await startProgram(env);
    expect(await countPapers(second.address)).toBe(total);
    await second.kill();
    const third = await startProgram(env);
    expect(await countPapers(third.address)).toBe(total);
    expect((await fetch(`${third.address}/healthz`)).status).toBe(200);
  });
});
