import { monotonicMs } from '../lib/clock.ts';
import { formatCount } from '../lib/format-count.ts';
import { createProgress } from '../lib/progress.ts';
import { countPapers } from '../papers/paper-store.ts';
import { checkIndex } from '../search/check-index.ts';
import { forManyPapers } from '../search/indexer.ts';
import { rebuildIndex } from '../search/rebuild-index.ts';
import { WrongUseError, type Command, type CommandContext } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** Checks the search index against the papers, or builds it anew. */
export const indexCommand: Command = {
  name: 'index',
  summary: 'check the search index, or build it anew',
  usage: `Usage: bin/offprint index check [--repair]
       bin/offprint index rebuild

The search index is made from the stored papers and can be made again at any time.

  check     compares the index with the papers and says what does not agree; what is stored but waits to be indexed is
            no disagreement
  --repair  builds the index anew where it does not agree
  rebuild   builds the index anew; until that is done, searching finds what is done already

Exit codes: 0 the index agrees with the papers (now), 1 it does not or the work was ended, 2 wrong use.
`,
  async run(context, args) {
    const { values, positionals } = parseOptions(args, { repair: { type: 'boolean' } });
    const [verb, ...more] = positionals;
    if (more.length === 0 && verb === 'check') return check(context, { isRepairing: values.repair ?? false });
    if (more.length === 0 && verb === 'rebuild' && !values.repair) return rebuild(context);
    throw new WrongUseError('index needs to know what to do: check or rebuild');
  },
};

async function check(context: CommandContext, { isRepairing }: { isRepairing: boolean }): Promise<0 | 1> {
  const { stdout, stderr } = context;
  const problems = await checkIndex(await context.database({ durability: 'normal' }));
  if (problems.length === 0) {
    stdout.write('The index agrees with the papers.\n');
    return 0;
  }
  for (const problem of problems) stderr.write(`${problem}\n`);
  if (isRepairing) return rebuild(context);
  stderr.write(
    'The index does not agree with the papers. bin/offprint index check --repair builds it anew.\n',
  );
  return 1;
}

async function rebuild(context: CommandContext): Promise<0 | 1> {
  const { signal, stdout, stderr } = context;
  const database = await context.database({ durability: 'normal' });
  const indexer = await context.indexer(forManyPapers);
  const total = await countPapers(database);
  const startedMs = monotonicMs();
  await rebuildIndex(database);
  const progress = createProgress({ output: stderr, unit: 'papers', monotonicMs });
  try {
    await indexer.finish((count) => {
      progress.update({ done: count, total, count });
      signal.throwIfAborted();
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Error('ended early; the site goes on with it, or the same command begins again', {
      cause: error,
    });
  } finally {
    progress.end();
  }
  const seconds = (monotonicMs() - startedMs) / 1000;
  stdout.write(`Indexed ${formatCount(total)} papers in ${seconds.toFixed(1)} s.\n`);
  return 0;
}
