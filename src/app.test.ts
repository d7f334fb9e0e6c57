import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openContext } from './app.ts';
import { loadConfig } from './config.ts';
import { systemClock } from './lib/clock.ts';
import { silentLog } from './lib/log.ts';

test('a process with a durable connection has no other, which its transactions could lock out', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-app-'));
  const output = { write() {} };
  const context = openContext({
    ...{
      config: loadConfig({ OFFPRINT_DATA_DIR: folder }),
      clock: systemClock,
      log: silentLog,
      version: 'test',
    },
    ...{ stdout: output, stderr: output, signal: new AbortController().signal },
  });
  onTestFinished(async () => {
    await context.close();
    rmSync(folder, { recursive: true });
  });
  const durable = await context.database();
  expect(await context.database({ durability: 'normal' })).toBe(durable);
  expect((await context.ingest()).ingest.database).toBe(durable);
});
