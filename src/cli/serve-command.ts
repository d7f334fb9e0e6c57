import type { Command } from './command.ts';

/** Runs the site, the index and the recurring work until it is told to stop. */
export const serveCommand: Command = {
  name: 'serve',
  summary: 'run the site',
  usage: `Usage: bin/offprint serve

Creates the database where there is none, loads the starter collection into an empty one, serves the site, keeps
the search index up to date and sends the daily mail. Stops in order at Ctrl-C or SIGTERM.
Where it listens and what it uses is set by environment variables; bin/offprint config lists them.
`,
  async run({ serve, stdout }) {
    await serve({
      onStep: (sentence) => stdout.write(`${sentence}\n`),
      onListening: (address) => stdout.write(`Offprint is at ${address} (stop it with Ctrl-C)\n`),
    });
    return 0;
  },
};
