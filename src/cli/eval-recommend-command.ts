import { readJudgedReaders } from '../digests/ranking/read-judged-readers.ts';
import {
  evaluateRecommendations,
  type JudgedReader,
  type RankingFigures,
} from '../digests/ranking/evaluate-recommendations.ts';
import { openInterestRanker } from '../digests/ranking/open-interest-ranker.ts';
import { UnreadableFileError } from '../ingest/open-text-file.ts';
import { cpuMs } from '../lib/clock.ts';
import { findPaperByPublicId } from '../papers/paper-store.ts';
import { WrongUseError, type Command } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** Judges the personal ranking on readers of whom it is known what they want. */
export const evalRecommendCommand: Command = {
  name: 'eval-recommend',
  summary: 'judge the personal ranking on readers with known wishes',
  usage: `Usage: bin/offprint eval-recommend FILE [--json]

Ranks each reader's pool by the papers of her profile and compares with what she wanted: recall@20, the mean
reciprocal rank, nDCG@10 and the processor time a reader; for Offprint's ranking, for a tf-idf centroid and for a linear
SVM against all papers of the file. FILE holds JSON lines: {"user": "...", "profile": [ids], "pool": [ids],
"relevant": [ids]}; the papers must be in the database (bin/offprint import). Readers of whose profile or relevant
papers none is there are passed over.

  --json   print the figures as JSON

Exit codes: 0 done, 1 nothing could be judged, 2 wrong use.
`,
  async run({ stdout, stderr, database, embedding }, args) {
    const { values, positionals } = parseOptions(args, { json: { type: 'boolean' } });
    const [path, ...rest] = positionals;
    if (path === undefined || rest.length > 0) throw new WrongUseError('eval-recommend needs one FILE');
    const readers = await readReaders(path, stderr);
    if (!readers) return 1;
    const opened = await database();
    const ranker = await openInterestRanker(opened, await embedding());
    const features = new Map<string, ReturnType<typeof ranker.featuresOf>>();
    let missing = 0;
    let readingMs = 0;
    for (const id of new Set(
      readers.flatMap(({ profile, pool, relevant }) => [...profile, ...pool, ...relevant]),
    )) {
      const paper = await findPaperByPublicId(opened, id);
      if (!paper) {
        missing += 1;
        continue;
      }
      const startMs = cpuMs();
      features.set(id, ranker.featuresOf(paper));
      readingMs += cpuMs() - startMs;
    }
    const has = (ids: string[]): boolean => ids.some((id) => features.has(id));
    const judged = readers.filter(
      ({ profile, pool, relevant }) => has(profile) && has(pool) && has(relevant),
    );
    if (missing > 0) stderr.write(`${missing} papers are not in the database.\n`);
    if (judged.length === 0) {
      stderr.write('No reader could be judged.\n');
      return 1;
    }
    const figures = evaluateRecommendations(judged, features, ranker);
    const totals = {
      readers: judged.length,
      papers: features.size,
      featuresMsPerPaper: readingMs / features.size,
    };
    stdout.write(
      values.json ? `${JSON.stringify({ ...totals, rankings: figures })}\n` : formatFigures(totals, figures),
    );
    return 0;
  },
};

/** Undefined where the file can't be read, which is said. */
async function readReaders(
  path: string,
  stderr: { write(text: string): unknown },
): Promise<JudgedReader[] | undefined> {
  try {
    return await readJudgedReaders(path, (problem) => stderr.write(`${path}, ${problem}\n`));
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    stderr.write(`${path}: ${error.message}\n`);
    return undefined;
  }
}

function formatFigures(
  { readers, papers, featuresMsPerPaper }: { readers: number; papers: number; featuresMsPerPaper: number },
  figures: RankingFigures[],
): string {
  const lines = figures.map(
    ({ ranking, recallAt20, meanReciprocalRank, ndcgAt10, cpuMsPerUser }) =>
      `${ranking.padEnd(24)}${recallAt20.toFixed(3).padStart(9)}${meanReciprocalRank.toFixed(3).padStart(8)}` +
      `${ndcgAt10.toFixed(3).padStart(9)}${cpuMsPerUser.toFixed(2).padStart(13)}`,
  );
  return `${readers} readers, ${papers} papers; reading a paper, once for all readers, takes ${featuresMsPerPaper.toFixed(2)} ms

ranking                 recall@20     MRR  nDCG@10  CPU ms/user
${lines.join('\n')}
`;
}
