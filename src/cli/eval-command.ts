import { evaluateSet, type EvaluatedSet } from '../search/evaluate/evaluate-set.ts';
import { formatEvaluation, reportEvaluation } from '../search/evaluate/evaluation-report.ts';
import { findJudgedFolders, readJudgedSet } from '../search/evaluate/judged-set.ts';
import { WrongUseError, type Command } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** Judges the search on questions whose relevant texts are known. */
export const evalCommand: Command = {
  name: 'eval',
  summary: 'judge the search on questions with known answers',
  usage: `Usage: bin/offprint eval DIR... [--json]

Indexes the texts of each folder in a database of its own, in memory, asks its queries of the same search that the site
has, and compares the answers with the judgements: nDCG@10 (linear gain), Recall@100 and the mean reciprocal rank, for
keywords alone (bm25), meaning alone (dense) and both (hybrid).

A folder holds a judged set as BEIR publishes them: corpus.jsonl {"_id", "title", "text"}, queries.jsonl {"_id",
"text"} and qrels.tsv or qrels/test.tsv (query, text and grade between tabs). A folder of such folders stands for all
of them.

  --json   print {"sets": {NAME: {"bm25": {"ndcg@10", "recall@100", "mrr"}, ...}}, "mean": {...}}

Exit codes: 0 done, 1 a folder could not be read, 2 wrong use.
`,
  async run({ stdout, stderr, signal, scratchDatabase, modelPath }, args) {
    const { values, positionals } = parseOptions(args, { json: { type: 'boolean' } });
    if (positionals.length === 0) throw new WrongUseError('eval needs a DIR');
    const evaluated: EvaluatedSet[] = [];
    let exitCode: 0 | 1 = 0;
    for (const folder of listFolders(positionals)) {
      if (signal.aborted) return 1;
      try {
        const set = await readJudgedSet(folder);
        stderr.write(`${folder}: ${set.texts.length} texts, ${set.queries.length} queries\n`);
        const name = evaluated.some((one) => one.name === set.name) ? folder : set.name;
        evaluated.push(
          await scratchDatabase(async (database) => ({
            ...(await evaluateSet(database, set, { modelPath })),
            name,
          })),
        );
      } catch (error) {
        stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        exitCode = 1;
      }
    }
    const report = reportEvaluation(evaluated);
    if (evaluated.length > 0)
      stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : formatEvaluation(report));
    return exitCode;
  },
};

function listFolders(paths: string[]): string[] {
  return paths.flatMap((path) => {
    try {
      const folders = findJudgedFolders(path);
      if (folders.length > 0) return folders;
    } catch {
      // Said below.
    }
    throw new WrongUseError(`${path} is no folder with a corpus.jsonl, nor a folder of such folders`);
  });
}
