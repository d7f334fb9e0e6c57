import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, inject } from 'vitest';
import { fixedClock } from '../../src/lib/clock.ts';
import type { Database } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { openPostgresDatabases, type PostgresDatabases } from './postgres-databases.ts';

export type DatabaseKind = 'SQLite' | 'PostgreSQL';

/**
 * Defines the same suite for SQLite and for PostgreSQL. `open` answers a fresh, migrated, empty database; call it in a
 * test or in `beforeEach`, as often as wanted: all of them are destroyed after the test.
 */
export function forEachDatabase(
  suiteName: string,
  define: (open: () => Promise<Database>, kind: DatabaseKind) => void,
): void {
  describe(`${suiteName} on SQLite`, () => {
    const cleanUp = useCleanUp();
    define(async () => {
      const database = openDatabase({ address: ':memory:' });
      cleanUp.push(() => database.destroy());
      await migrate(database, fixedClock('2026-08-20T10:00:00Z'));
      return database;
    }, 'SQLite');
  });

  describe(`${suiteName} on PostgreSQL`, () => {
    const postgres = usePostgres();
    const cleanUp = useCleanUp();
    define(async () => {
      const clone = await postgres.databases().clone(postgres.template());
      cleanUp.push(() => clone.drop());
      const database = openDatabase({ address: clone.address });
      cleanUp.push(() => database.destroy());
      return database;
    }, 'PostgreSQL');
  });
}

/**
 * As {@link forEachDatabase}, for suites that need several connections or processes on one database: `newAddress`
 * answers the address of an empty database, not migrated (SQLite: a file in a temporary folder). Whoever opens it
 * destroys it.
 */
export function forEachAddress(
  suiteName: string,
  define: (newAddress: () => Promise<string>, kind: DatabaseKind) => void,
): void {
  describe(`${suiteName} on SQLite`, () => {
    const cleanUp = useCleanUp();
    define(async () => {
      const folder = mkdtempSync(join(tmpdir(), 'offprint-test-'));
      cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
      return join(folder, 'offprint.db');
    }, 'SQLite');
  });

  describe(`${suiteName} on PostgreSQL`, () => {
    const postgres = usePostgres();
    const cleanUp = useCleanUp();
    define(async () => {
      const created = await postgres.databases().createEmpty();
      cleanUp.push(() => created.drop());
      return created.address;
    }, 'PostgreSQL');
  });
}

type CleanUp = (() => void | Promise<void>)[];

/** Steps pushed here run after each test, the last first. */
function useCleanUp(): CleanUp {
  const steps: CleanUp = [];
  afterEach(async () => {
    for (const step of steps.splice(0).reverse()) await step();
  });
  return steps;
}

/** The run's server, for the length of a suite. */
function usePostgres(): { databases(): PostgresDatabases; template(): string } {
  let databases: PostgresDatabases | undefined;
  const getServer = (): { server: string; template: string } => {
    const postgres = inject('postgres');
    if ('problem' in postgres) throw new Error(postgres.problem);
    return postgres;
  };
  afterAll(() => databases?.close());
  return {
    databases: () => (databases ??= openPostgresDatabases(getServer().server)),
    template: () => getServer().template,
  };
}
