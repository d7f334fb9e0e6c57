import type { TestProject } from 'vitest/node';
import { createTemplate } from './postgres-databases.ts';
import { startPostgresServer, type PostgresServer } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's address and the migrated database to clone; or the sentence saying why there is none. */
    postgres: { server: string; template: string } | { problem: string };
  }
}

/** Runs once around the whole test run: one PostgreSQL server for all files, ended whatever happens. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let server: PostgresServer;
  try {
    server = await startPostgresServer();
  } catch (error) {
    // Tests that need no PostgreSQL still run; the others fail with this sentence.
    project.provide('postgres', { problem: error instanceof Error ? error.message : String(error) });
    return async () => {};
  }
  try {
    const template = await createTemplate(server.address);
    project.provide('postgres', { server: server.address, template: template.name });
    return async () => {
      await template.drop();
      await server.stop();
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
