import type { Database } from '../../storage/database.ts';
import { openPaperEncoder, type PaperEncoder } from '../embedding/paper-encoder.ts';
import type { RankingMode } from '../fusion/rank-by-words.ts';
import { createRanker, type Ranker } from '../rank-papers.ts';
import { buildSegment } from '../segments/build-segment.ts';
import { addEncodedSegment } from '../segments/segment-store.ts';
import { growRevision } from '../writer-lease.ts';
import type { JudgedSet } from './judged-set.ts';
import { meanMetrics, measureRanking, type RetrievalMetrics } from './retrieval-metrics.ts';

const PAPERS_PER_SEGMENT = 32_000;
const DEPTH = 100;

/** A set's figures by mode. */
export interface EvaluatedSet {
  name: string;
  metrics: { [mode: string]: RetrievalMetrics };
}

const MODES: RankingMode[] = ['bm25', 'dense', 'hybrid'];

/** Indexes a set in an empty, migrated database and asks all its queries in every mode. */
export async function evaluateSet(
  database: Database,
  set: JudgedSet,
  { modelPath }: { modelPath?: string | undefined } = {},
): Promise<EvaluatedSet> {
  await indexJudgedSet(database, set, modelPath === undefined ? undefined : openPaperEncoder(modelPath));
  const modelPaths = modelPath === undefined ? [] : [modelPath];
  const metrics: EvaluatedSet['metrics'] = {};
  for (const mode of modelPath === undefined ? (['bm25'] as const) : MODES)
    metrics[mode] = await measureRanker(createRanker(database, { mode, modelPaths }), set);
  return { name: set.name, metrics };
}

async function measureRanker(ranker: Ranker, set: JudgedSet): Promise<RetrievalMetrics> {
  const all: RetrievalMetrics[] = [];
  for (const { id, text } of set.queries) {
    const { hits } = await ranker.rank({ text: plainWords(text), limit: DEPTH });
    const ranked = hits.map(({ paperId }) => set.texts[paperId - 1]?.id ?? '');
    all.push(measureRanking(ranked, set.grades.get(id) ?? new Map<string, number>()));
  }
  return meanMetrics(all);
}

/** Judged queries are sentences, none written in the language of queries: a quote or colon in them means nothing. */
function plainWords(text: string): string {
  return text.replace(/["“”„:]|(?<!\S)-+/g, ' ');
}

/** The ids of its papers are positions in `texts`, from 1. */
async function indexJudgedSet(
  database: Database,
  { texts }: JudgedSet,
  encoder: PaperEncoder | undefined,
): Promise<void> {
  for (let start = 0; start < texts.length; start += PAPERS_PER_SEGMENT) {
    const papers = texts.slice(start, start + PAPERS_PER_SEGMENT).map(({ title, text }, i) => ({
      id: start + i + 1,
      title,
      abstract: text,
      authors: [],
      categories: [],
      venue: null,
      publishedOn: null,
      hasCode: false,
    }));
    await database.transaction().execute(async (transaction) => {
      await addEncodedSegment(transaction, buildSegment(papers, encoder));
      await growRevision(transaction);
    });
  }
}
