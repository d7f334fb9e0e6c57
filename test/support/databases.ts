import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, inject } from 'vitest';
import { fixedClock } from '../../src/lib/clock.ts';
import type { Database } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { cloneDatabase, createEmptyDatabase } from './postgres-databases.ts';

export type DatabaseKind = 'SQLite' | 'PostgreSQL';

const kinds: DatabaseKind[] = ['SQLite', 'PostgreSQL'];

/**
 * Defines the same suite for SQLite and for PostgreSQL. `open` answers a fresh, migrated, empty database; call it in a
 * test or in `beforeEach`, as often as wanted: all of them are destroyed after the test.
 */
export function forEachDatabase(
  suiteName: string,
  define: (open: () => Promise<Database>, kind: DatabaseKind) => void,
): void {
  describe.each(kinds)(`${suiteName} on %s`, (kind) => {
    const cleanUp = useCleanUp();
    const open = async (): Promise<Database> => {
      const address = kind === 'SQLite' ? ':memory:' : await newClone(cleanUp);
      const database = openDatabase({ address });
      cleanUp.push(() => database.destroy());
      if (kind === 'SQLite') await migrate(database, fixedClock('2026-08-20T10:00:00Z'));
      return database;
    };
    define(open, kind);
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
  describe.each(kinds)(`${suiteName} on %s`, (kind) => {
    const cleanUp = useCleanUp();
    define(() => (kind === 'SQLite' ? newFile(cleanUp) : newEmptyDatabase(cleanUp)), kind);
  });
}

/** The server and the template of this run. */
function getPostgres(): { server: string; template: string } {
  const postgres = inject('postgres');
  if ('problem' in postgres) throw new Error(postgres.problem);
  return postgres;
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

async function newClone(cleanUp: CleanUp): Promise<string> {
  const { server, template } = getPostgres();
  const clone = await cloneDatabase(server, template);
  cleanUp.push(() => clone.drop());
  return clone.address;
}

async function newEmptyDatabase(cleanUp: CleanUp): Promise<string> {
  const created = await createEmptyDatabase(getPostgres().server);
  cleanUp.push(() => created.drop());
  return created.address;
}

async function newFile(cleanUp: CleanUp): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-test-'));
  cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'offprint.db');
}
