import type { Database } from '../../storage/database.ts';
import { createRanker, type Ranker } from '../rank-papers.ts';
import { relevanceParameters, type RelevanceParameters } from '../scoring/relevance.ts';
import { buildSegment } from '../segments/build-segment.ts';
import { addEncodedSegment } from '../segments/segment-store.ts';
import { growRevision } from '../writer-lease.ts';
import type { JudgedSet } from './judged-set.ts';
import { meanMetrics, measureRanking, type RetrievalMetrics } from './retrieval-metrics.ts';

const PAPERS_PER_SEGMENT = 32_000;
const DEPTH = 100;

/** Indexes the set's texts in an empty, migrated database; the ids of its papers are positions in `texts`, from 1. */
export async function indexJudgedSet(database: Database, { texts }: JudgedSet): Promise<void> {
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
      await addEncodedSegment(transaction, buildSegment(papers));
      await growRevision(transaction);
    });
  }
}

/** How well keyword search alone ranks an indexed set. */
export async function evaluateLexical(
  database: Database,
  set: JudgedSet,
  parameters: RelevanceParameters = relevanceParameters,
): Promise<RetrievalMetrics> {
  const ranker = createRanker(database, { parameters });
  const all: RetrievalMetrics[] = [];
  for (const query of set.queries) {
    const ranked = await rankTexts(ranker, set, query.text);
    all.push(measureRanking(ranked, set.grades.get(query.id) ?? new Map<string, number>()));
  }
  return meanMetrics(all);
}

async function rankTexts(ranker: Ranker, { texts }: JudgedSet, text: string): Promise<string[]> {
  const { hits } = await ranker.rank({ text, limit: DEPTH });
  return hits.map(({ paperId }) => texts[paperId - 1]?.id ?? '');
}
