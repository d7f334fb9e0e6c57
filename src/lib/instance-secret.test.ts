import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadOrCreateSecret } from './instance-secret.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'offprint-secret-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('is made once, for its owner alone, and stays the same', () => {
  const dataDir = join(folder, 'data');
  const secret = loadOrCreateSecret(dataDir);
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(loadOrCreateSecret(dataDir)).toBe(secret);
  expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600);
  expect(readdirSync(dataDir)).toEqual(['secret']);
});

test('differs between installations', () => {
  expect(loadOrCreateSecret(join(folder, 'a'))).not.toBe(loadOrCreateSecret(join(folder, 'b')));
});

test('a broken file is reported, not replaced', () => {
  writeFileSync(join(folder, 'secret'), 'short');
  expect(() => loadOrCreateSecret(folder)).toThrow(/fewer than 32 characters/);
});
