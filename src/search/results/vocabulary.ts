import type { Database } from '../../storage/database.ts';
import type { IndexSnapshot } from '../index-reader.ts';

/** The collection's own words, for spelling and for words that are still being typed. */
export interface Vocabulary {
  /** Those of the terms that occur, each with about how many papers have it. */
  countTerms(terms: string[]): Promise<Map<string, number>>;
  /** Terms (stems) that begin with these letters; with fewer than PREFIX_LENGTH letters none. */
  listTerms(prefix: string): Promise<ReadonlyMap<string, number>>;
}

export const PREFIX_LENGTH = 3;

/** The largest segments know nearly all words; the many small ones of a day's papers are left out. */
const MAX_SEGMENTS = 3;
const MAX_TERMS_PER_SEGMENT = 6_000;
const TERMS_PER_STATEMENT = 400;
const MAX_CACHED_PREFIXES = 200;

/** Reads words as they are asked for, and keeps those of the last prefixes until the index changes. */
export function createVocabulary(database: Database): (snapshot: IndexSnapshot) => Vocabulary {
  let revision = -1;
  const cache = new Map<string, ReadonlyMap<string, number>>();
  return (snapshot) => {
    if (snapshot.revision !== revision) cache.clear();
    revision = snapshot.revision;
    const segmentIds = snapshot.segments
      .toSorted((a, b) => b.liveCount - a.liveCount)
      .slice(0, MAX_SEGMENTS)
      .map(({ id }) => id);
    return {
      countTerms: (terms) => countTerms(database, segmentIds, terms),
      async listTerms(prefix) {
        if (prefix.length < PREFIX_LENGTH) return new Map();
        const start = prefix.slice(0, PREFIX_LENGTH);
        const known = cache.get(start) ?? (await listTerms(database, segmentIds, start));
        cache.delete(start);
        cache.set(start, known);
        for (const oldest of cache.keys()) if (cache.size > MAX_CACHED_PREFIXES) cache.delete(oldest);
        return known;
      },
    };
  };
}

async function countTerms(
  database: Database,
  segmentIds: number[],
  terms: string[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  if (segmentIds.length === 0) return counts;
  for (let start = 0; start < terms.length; start += TERMS_PER_STATEMENT) {
    const rows = await database
      .selectFrom('search_postings')
      .select(['term', 'paper_count'])
      .where('segment_id', 'in', segmentIds)
      .where('term', 'in', terms.slice(start, start + TERMS_PER_STATEMENT))
      .execute();
    addCounts(counts, rows);
  }
  return counts;
}

async function listTerms(
  database: Database,
  segmentIds: number[],
  prefix: string,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const segmentId of segmentIds) {
    const rows = await database
      .selectFrom('search_postings')
      .select(['term', 'paper_count'])
      .where('segment_id', '=', segmentId)
      .where('term', '>=', prefix)
      .where('term', '<', `${prefix}\uffff`)
      .orderBy('term')
      .limit(MAX_TERMS_PER_SEGMENT)
      .execute();
    addCounts(counts, rows);
  }
  return counts;
}

function addCounts(counts: Map<string, number>, rows: { term: string; paper_count: number }[]): void {
  for (const { term, paper_count: count } of rows) counts.set(term, (counts.get(term) ?? 0) + count);
}
