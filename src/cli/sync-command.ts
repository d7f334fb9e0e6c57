import { networkSources } from '../ingest/network-sources.ts';
import { runSource, type RunCounts, type RunResult } from '../ingest/run-source.ts';
import { isDay } from '../digests/issue-day.ts';
import { formatCount } from '../lib/format-count.ts';
import { forManyPapers } from '../search/indexer.ts';
import type { Source } from '../sources/source.ts';
import { WrongUseError, type Command, type TextOutput } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** Asks sources now, in place of waiting for the schedule. */
export const syncCommand: Command = {
  name: 'sync',
  summary: 'ask the sources for new papers now',
  usage: `Usage: bin/offprint sync [SOURCE...] [--since YYYY-MM-DD]

Asks each SOURCE for what is new since it was last asked (default: every source that OFFPRINT_SOURCES names), stores
it and makes it searchable. Serving does the same on its own, on each source's schedule. May be ended at any moment;
the same command goes on from there. bin/offprint sources says what there is and how it stands.

  --since YYYY-MM-DD   asks again for everything from this day on

Exit codes: 0 done, 1 a source failed, was busy or was told to stop, 2 wrong use.
`,
  async run(context, args) {
    const { values, positionals } = parseOptions(args, { since: { type: 'string' } });
    if (values.since !== undefined && !isDay(values.since)) {
      throw new WrongUseError(`--since must be a day like 2026-08-20, not "${values.since}"`);
    }
    const today = context.clock.now().toISOString().slice(0, 10);
    if (values.since !== undefined && values.since > today) {
      throw new WrongUseError(`--since ${values.since} has not come yet; today is ${today} (UTC)`);
    }
    const { ingest, sources: sourcesOn } = await context.ingest();
    const sources = positionals.length > 0 ? positionals.map(sourceNamed) : sourcesOn;
    if (sources.length === 0)
      context.stdout.write('No source is on; OFFPRINT_SOURCES names those that are.\n');
    const indexer = await context.indexer(forManyPapers);
    let isWell = true;
    for (const source of sources) {
      if (context.signal.aborted) return 1;
      const progress = createStatusLine(context.stderr, source.title);
      const result = await runSource({ ...ingest, indexer }, source, {
        ...{ signal: context.signal, since: values.since },
        onProgress: ({ step, ...counts }) => progress.update(`${step}; ${countWords(counts)}`),
      });
      progress.end();
      context.stdout.write(`${source.title}: ${resultWords(result)}.\n`);
      if (result.outcome !== 'complete') isWell = false;
    }
    await indexer.finish();
    return isWell ? 0 : 1;
  },
};

function sourceNamed(name: string): Source {
  const source = networkSources.find((candidate) => candidate.name === name);
  if (source) return source;
  const names = networkSources.map((candidate) => candidate.name).join(', ');
  throw new WrongUseError(`there is no source "${name}"; there are ${names}`);
}

function resultWords({ outcome, detail, ...counts }: RunResult): string {
  switch (outcome) {
    case 'complete':
      return countWords(counts);
    case 'busy':
      return 'another process is asking it, or one died within the last two minutes; nothing was done';
    case 'stopped':
      return `stopped; what came is stored (${countWords(counts)}), and the same command goes on from there`;
    case 'failed':
      return `failed: ${(detail ?? '').replace(/\.$/, '')} (until then ${countWords(counts)})`;
  }
}

/** "12 new, 3 changed, 400 as before, 1 broken; 50 counts" */
export function countWords(counts: RunCounts): string {
  const words = [
    `${formatCount(counts.new)} new`,
    `${formatCount(counts.changed)} changed`,
    `${formatCount(counts.same)} as before`,
    `${formatCount(counts.broken)} broken`,
  ].join(', ');
  return counts.signals > 0 ? `${words}; ${formatCount(counts.signals)} counts` : words;
}

/** One line that is redrawn on a terminal; elsewhere nothing, for the result comes as a line anyway. */
function createStatusLine(output: TextOutput, title: string): { update(words: string): void; end(): void } {
  if (!output.isTTY) return { update() {}, end() {} };
  return {
    update(words) {
      output.write(`\r\x1b[K${`${title}: ${words}`.slice(0, (output.columns ?? 80) - 1)}`);
    },
    end() {
      output.write('\r\x1b[K');
    },
  };
}
