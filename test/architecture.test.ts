import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { architectureRules } from './support/architecture-rules.ts';
import { parseSourceFile, readSourceFiles } from './support/source-files.ts';

const files = readSourceFiles();

describe.each(architectureRules.map((rule) => [rule.name, rule] as const))('%s', (_name, rule) => {
  test('holds', () => {
    const bound = files.filter(({ isTest }) => !isTest || rule.holdsForTests);
    expect(bound.flatMap(rule.findBreaches), rule.advice).toEqual([]);
  });

  test('would be noticed if it did not', () => {
    expect(rule.findBreaches(parseSourceFile(rule.bad.path, rule.bad.text))).not.toEqual([]);
  });
});

test('no two files of src share a name', () => {
  const stems = files.map(({ path }) => basename(path).replace(/\.tsx?$/, ''));
  const shared = stems.filter((stem, index) => stems.indexOf(stem) !== index);
  expect(shared, 'name each for what sets it apart').toEqual([]);
});

test('few files have more than 300 lines', () => {
  const long = files.filter(({ lineCount }) => lineCount > 300);
  for (const { path, lineCount } of long) process.stdout.write(`src/${path} has ${lineCount} lines\n`);
  expect(long.length, 'split the longest').toBeLessThanOrEqual(files.length / 20);
});

describe('packages', () => {
  const manifest = readJson<Manifest>('package.json');
  const lock = readJson<LockFile>('package-lock.json');

  test('the program runs with at most 40 packages', () => {
    const runtime = Object.entries(lock.packages).filter(
      ([path, entry]) => path && !entry.dev && !entry.devOptional,
    );
    expect(runtime.length, 'write the few lines, or find a package that brings fewer').toBeLessThanOrEqual(
      40,
    );
    expect(runtime.length).toBeGreaterThanOrEqual(Object.keys(manifest.dependencies).length);
  });

  test('versions are exact', () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    const loose = versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    expect(loose, 'npm install --save-exact').toEqual([]);
  });

  test('the lock file names no registry', () => {
    const resolved = Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined);
    expect(resolved, 'npm install with omit-lockfile-registry-resolved=true, as .npmrc says').toEqual([]);
  });
});

interface Manifest {
  dependencies: { [name: string]: string };
  devDependencies: { [name: string]: string };
}

interface LockFile {
  packages: { [path: string]: { dev?: true; devOptional?: true; resolved?: string } };
}

function readJson<Shape>(name: string): Shape {
  return JSON.parse(readFileSync(resolve(import.meta.dirname, '..', name), 'utf8')) as Shape;
}
