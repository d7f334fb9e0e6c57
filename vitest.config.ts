import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'training/**/*.test.ts'],
    // Worker threads started by the code under test load TypeScript through the same loader.
    globalSetup: 'test/support/global-setup.ts',
    pool: 'forks',
    execArgv: ['--import', 'tsx'],
    maxWorkers: 2,
    // A process a file took a third of the whole time. So no test may leave anything behind in its process.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
