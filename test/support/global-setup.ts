import type { TestProject } from 'vitest/node';
import { createTemplate, openPostgresDatabases } from './postgres-databases.ts';
import { startPostgresServer } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's address and the migrated database to clone; or the sentence saying why there is none. */
    postgres: { server: string; template: string } | { problem: string };
  }
}

/** Runs once around the whole test run: one PostgreSQL server for all files, ended whatever happens. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const ends: (() => Promise<void>)[] = [];
  const tearDown = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const server = await startPostgresServer();
    ends.push(() => server.stop());
    const databases = openPostgresDatabases(server.address);
    ends.push(() => databases.close());
    const template = await createTemplate(databases);
    ends.push(() => template.drop());
    project.provide('postgres', { server: server.address, template: template.name });
  } catch (error) {
    // Tests that need no PostgreSQL still run; the others fail with this sentence.
    await tearDown();
    project.provide('postgres', { problem: error instanceof Error ? error.message : String(error) });
  }
  return tearDown;
}
