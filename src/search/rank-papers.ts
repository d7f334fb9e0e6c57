import type { Database } from '../storage/database.ts';
import { IndexReader, type LoadedSegment, type QueriedIndex } from './index-reader.ts';
import { formatCursor, parseCursor } from './query/search-cursor.ts';
import { parseQuery, type ParsedQuery } from './query/parse-query.ts';
import { areFiltersEmpty } from './query/query-filters.ts';
import { applyFilters, filterTerms } from './scoring/apply-filters.ts';
import { relevanceParameters, type RelevanceParameters } from './scoring/relevance.ts';
import { SegmentScorer } from './scoring/score-segment.ts';
import { TopHits } from './scoring/top-hits.ts';
import { weighQuery } from './scoring/weigh-query.ts';
import { hasBit } from './segments/bitmap.ts';
import type { SearchQuery } from './search.ts';

/** An answer without the papers' text. */
export interface Ranking {
  /** Papers that have at least one of the words (in any form) and pass the filters. */
  total: number;
  hits: { paperId: number; score: number }[];
  next: string | null;
}

/** Ranks papers for queries; not the papers themselves, only their ids. */
export interface Ranker {
  rank(query: SearchQuery): Promise<Ranking>;
  close(): Promise<void>;
}

export interface RankerOptions {
  /** Encoded postings kept in memory. */
  cacheBytes?: number;
  parameters?: RelevanceParameters;
}

const MAX_LIMIT = 1_000;

/** A ranker over the index in this database, on this thread. Closing it leaves the database open. */
export function createRanker(
  database: Database,
  { cacheBytes = 64 << 20, parameters = relevanceParameters }: RankerOptions = {},
): Ranker {
  const reader = new IndexReader(database, { cacheBytes });
  const scorer = new SegmentScorer(parameters);
  return {
    async rank({ text, limit, cursor }) {
      const query = parseQuery(text);
      const after = cursor === undefined ? undefined : parseCursor(cursor);
      const size = Math.max(1, Math.min(limit, MAX_LIMIT));
      const terms = [...new Set([...query.terms.map(({ term }) => term), ...filterTerms(query.filters)])];
      const index = await reader.query(terms);
      // One more than asked for, to know whether there is a next page.
      const top = new TopHits(size + 1, after);
      const total =
        query.terms.length > 0 ? rankByWords(query, index, top, scorer) : rankByDay(query, index, top);
      const ranked = top.sorted();
      const hits = ranked.slice(0, size);
      const last = hits.at(-1);
      return {
        total,
        hits: hits.map(({ paperId, score }) => ({ paperId, score })),
        next: ranked.length > size && last ? formatCursor(last) : null,
      };
    },
    async close() {},
  };
}

function rankByWords(query: ParsedQuery, index: QueriedIndex, top: TopHits, scorer: SegmentScorer): number {
  const weighted = weighQuery(query, index);
  // No paper's words can be worth more than the sum of all rarities: an equal title stands before everything else.
  const titleBonus = weighted.terms.reduce(
    (sum, term) => sum + Math.max(term.exactRarity, term.stemRarity),
    0,
  );
  scorer.begin(weighted, index.snapshot.statistics);
  let total = 0;
  for (const segment of index.snapshot.segments) {
    const allowed = applyFilters(query.filters, segment, index);
    total += scorer.score(segment, index, weighted, top, {
      titleBonus,
      ...(allowed && { allowed }),
      ...(query.titleHash !== undefined && { titleHash: query.titleHash }),
    });
  }
  return total;
}

/** Filters alone: everything that passes, newest first. Neither words nor filters: nothing. */
function rankByDay(query: ParsedQuery, index: QueriedIndex, top: TopHits): number {
  if (areFiltersEmpty(query.filters)) return 0;
  let total = 0;
  for (const segment of index.snapshot.segments) {
    const allowed = applyFilters(query.filters, segment, index);
    total += offerAllowed(segment, allowed, top);
  }
  return total;
}

function offerAllowed(
  { columns, deletions }: LoadedSegment,
  allowed: Uint8Array | undefined,
  top: TopHits,
): number {
  let count = 0;
  for (let ordinal = 0; ordinal < columns.paperCount; ordinal++) {
    if (allowed?.[ordinal] === 0 || (deletions && hasBit(deletions, ordinal))) continue;
    count++;
    const [paperId, publishedDay] = [columns.paperIds[ordinal]!, columns.publishedDays[ordinal]!];
    top.offer({ paperId, score: 0, publishedDay });
  }
  return count;
}
