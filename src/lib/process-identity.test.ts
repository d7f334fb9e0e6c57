import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { isProcessGone, newHolderName } from './process-identity.ts';

test('a process that ended here is gone, this one is not, and of others nothing is known', () => {
  const own = newHolderName();
  const { pid } = spawnSync(process.execPath, ['--version']);
  expect(isProcessGone(own)).toBe(false);
  expect(isProcessGone(own.replace(` ${process.pid} `, ` ${pid} `))).toBe(true);
  expect(isProcessGone(`elsewhere ${own.replace(` ${process.pid} `, ` ${pid} `)}`)).toBe(false);
  expect(isProcessGone('killed')).toBe(false);
  expect(newHolderName()).not.toBe(own);
});
