import { listSourceOverviews, type LoggedRun, type SourceOverview } from '../ingest/source-overview.ts';
import type { Command, TextOutput } from './command.ts';
import { parseCount, parseOptions } from './parse-options.ts';
import { countWords } from './sync-command.ts';

/** Shows how the sources stand and what their runs did. */
export const sourcesCommand: Command = {
  name: 'sources',
  summary: 'show the sources and the log of their runs',
  usage: `Usage: bin/offprint sources [--runs N] [--json]

Shows each source: whether it is on, when it was last heard, what went wrong, and its newest runs with the first
broken records of each.

  --runs N   the newest N runs of each source, 0 to 100 (default 3)
  --json     the same as JSON

Exit codes: 0 done, 2 wrong use.
`,
  async run({ database, stdout, ingest }, args) {
    const { values } = parseOptions(args, {
      runs: { type: 'string', default: '3' },
      json: { type: 'boolean' },
    });
    const runs = parseCount('--runs', values.runs, { min: 0, max: 100 });
    await ingest();
    const overviews = await listSourceOverviews(await database(), { runs });
    if (values.json) stdout.write(`${JSON.stringify(overviews, null, 2)}\n`);
    else for (const overview of overviews) writeOverview(stdout, overview);
    return 0;
  },
};

function writeOverview(output: TextOutput, source: SourceOverview): void {
  const heard = source.heardAt === null ? 'never heard' : `last heard ${minute(source.heardAt)}`;
  output.write(`${source.title} (${source.name}): ${source.isOn ? 'on' : 'off'}, ${heard}\n`);
  if (source.failure)
    output.write(`  failing since ${minute(source.failure.at)}: ${source.failure.sentence}\n`);
  for (const run of source.runs) writeRun(output, run);
}

function writeRun(output: TextOutput, { startedAt, outcome, detail, problems, ...counts }: LoggedRun): void {
  output.write(`  ${minute(startedAt)}  ${outcome}: ${countWords(counts)}${detail ? `. ${detail}` : ''}\n`);
  for (const { line, entry, reason } of problems) {
    const place = [line && `line ${line}`, entry].filter(Boolean).join(', ');
    output.write(`    ${place ? `${place}: ` : ''}${reason}\n`);
  }
}

function minute(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}
