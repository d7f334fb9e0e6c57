import type { Paper } from '../../papers/paper.ts';
import { findPaperByPublicId } from '../../papers/paper-store.ts';
import type { Database } from '../../storage/database.ts';
import type { Search, SimilarHit } from '../search.ts';

/** At most so many papers are taken for a set; see `Search.similar`. */
export const MAX_SIMILAR_TO = 50;

/** Papers like a set of papers. */
export interface SimilarToSet {
  /** Those of the set that are here, each once. */
  papers: Paper[];
  /** Identifiers that lead to no paper here. */
  missing: string[];
  hits: SimilarHit[];
}

/** Papers like all of these together, named by any of their identifiers (arXiv id, DOI, address); best first. */
export async function findSimilarTo(
  { database, search }: { database: Database; search: Search },
  ids: string[],
  limit: number,
): Promise<SimilarToSet> {
  const found = new Map<number, Paper>();
  const missing: string[] = [];
  for (const id of ids.slice(0, MAX_SIMILAR_TO)) {
    const paper = await findPaperByPublicId(database, id);
    if (paper) found.set(paper.id, paper);
    else missing.push(id);
  }
  const hits = found.size === 0 ? [] : await search.similar({ paperIds: [...found.keys()], limit });
  return { papers: [...found.values()], missing, hits };
}
