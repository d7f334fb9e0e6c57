import { readFileSync } from 'node:fs';
import { openContext } from './app.ts';
import { backupCommand } from './cli/backup-command.ts';
import { commentsCommand } from './cli/comments-command.ts';
import { configCommand } from './cli/config-command.ts';
import { digestCommand } from './cli/digest-command.ts';
import { evalCommand } from './cli/eval-command.ts';
import { evalRecommendCommand } from './cli/eval-recommend-command.ts';
import { evalTrendingCommand } from './cli/eval-trending-command.ts';
import { importCommand } from './cli/import-command.ts';
import { indexCommand } from './cli/index-command.ts';
import { mailCommand } from './cli/mail-command.ts';
import { mcpCommand } from './cli/mcp-command.ts';
import { migrateCommand } from './cli/migrate-command.ts';
import { modelCommand } from './cli/model-command.ts';
import { linksCommand } from './cli/links-command.ts';
import { paperCommand } from './cli/paper-command.ts';
import { runProgram } from './cli/run-program.ts';
import { searchCommand } from './cli/search-command.ts';
import { serveCommand } from './cli/serve-command.ts';
import { similarCommand } from './cli/similar-command.ts';
import { sourcesCommand } from './cli/sources-command.ts';
import { subscribersCommand } from './cli/subscribers-command.ts';
import { syncCommand } from './cli/sync-command.ts';
import { loadConfig } from './config.ts';
import { systemClock } from './lib/clock.ts';
import { keepHeapSmall } from './lib/keep-heap-small.ts';
import { createLog } from './lib/log.ts';

keepHeapSmall();

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // A second signal finds no listener and ends the process at once.
  process.once(signal, () => stop.abort());
}
// `bin/offprint search ... | head` closes the pipe early; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

process.exitCode = await runProgram(
  {
    commands: [
      serveCommand,
      importCommand,
      syncCommand,
      sourcesCommand,
      searchCommand,
      paperCommand,
      similarCommand,
      linksCommand,
      digestCommand,
      commentsCommand,
      evalCommand,
      evalTrendingCommand,
      evalRecommendCommand,
      mailCommand,
      subscribersCommand,
      mcpCommand,
      configCommand,
      indexCommand,
      modelCommand,
      migrateCommand,
      backupCommand,
    ],
    version,
    stdout: process.stdout,
    stderr: process.stderr,
    openContext: async () =>
      openContext({
        config: loadConfig(),
        version,
        clock: systemClock,
        log: createLog(
          (line) => process.stderr.write(line),
          () => systemClock.now(),
        ),
        stdout: process.stdout,
        stderr: process.stderr,
        signal: stop.signal,
      }),
  },
  process.argv.slice(2),
);
