import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ConfigError, loadConfig, options, shownValue } from './config.ts';

const problemsOf = (environment: NodeJS.ProcessEnv): string[] => {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

test('an empty environment gives a program that runs', () => {
  const config = loadConfig({});
  expect(config.port).toBe(8080);
  expect(config.baseUrl).toBe('http://127.0.0.1:8080');
  expect(config.databaseAddress).toMatch(/data\/offprint\.db$/);
});

test('every problem is reported, each in a sentence that names the variable', () => {
  const problems = problemsOf({
    OFFPRINT_PORT: '99999',
    OFFPRINT_BASE_URL: 'example.org',
    OFFPRINT_DATABASE_URL: 'mysql://x',
    OFFPRINT_SECRET: 'short',
    OFFPRINT_PROT: '80',
  });
  expect(problems).toEqual([
    'OFFPRINT_PORT must be a whole number from 0 to 65535; it is "99999".',
    'OFFPRINT_BASE_URL must be an http(s) address; it is "example.org".',
    'OFFPRINT_DATABASE_URL must begin with postgres:// or be empty.',
    'OFFPRINT_SECRET must have at least 32 characters.',
    'OFFPRINT_PROT is not an option of Offprint; bin/offprint config lists them.',
  ]);
});

test('a secret can lie in a file', () => {
  const directory = mkdtempSync(join(tmpdir(), 'offprint-config-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'secret');
  writeFileSync(file, `${'s'.repeat(40)}\n`);
  expect(loadConfig({ OFFPRINT_SECRET_FILE: file }).secret).toBe('s'.repeat(40));
});

test('a secret file that is missing, or a value given twice, is a problem', () => {
  expect(problemsOf({ OFFPRINT_SECRET_FILE: '/nowhere/secret' })).toEqual([
    "OFFPRINT_SECRET_FILE names /nowhere/secret, which can't be read.",
  ]);
  expect(problemsOf({ OFFPRINT_HOST: 'a', OFFPRINT_HOST_FILE: 'b' })).toEqual([
    'OFFPRINT_HOST and OFFPRINT_HOST_FILE are both set; keep one of them.',
  ]);
});

test('secrets and passwords are never shown', () => {
  const shown = (variable: string, value: string): string =>
    shownValue(
      options.find((option) => option.variable === variable)!,
      value,
    );
  expect(shown('OFFPRINT_SECRET', 's'.repeat(40))).toBe('(hidden)');
  expect(shown('OFFPRINT_DATABASE_URL', 'postgres://ann:pass@db/offprint')).toBe(
    'postgres://ann:hidden@db/offprint',
  );
  expect(shown('OFFPRINT_SMTP_URL', 'smtps://ann:pass@mail:465')).not.toContain('pass');
  expect(shown('OFFPRINT_SMTP_URL', '')).toBe('(not set)');
});
