import { lookupChunksOf } from '../../papers/chunks.ts';
import type { Database } from '../../storage/database.ts';
import type { LoadedSegment, QueriedIndex } from '../index-reader.ts';
import { phraseTest } from '../query/has-phrase.ts';
import type { QueryFilters, Requirement } from '../query/query-filters.ts';
import { applyFilters, mayMeet, type PhrasePapers } from './apply-filters.ts';
import type { FilterCache } from './filter-cache.ts';
import { intersectMarks, type PaperMarks } from './paper-marks.ts';

/** Of more papers that have all its words, only the best are looked at for a phrase: their text has to be read. */
export const MAX_PHRASE_CANDIDATES = 2_000;

/** Which papers have a query's phrases. */
export interface FoundPhrases {
  papers: PhrasePapers;
  /** Phrases that more papers may have than were looked at. */
  incomplete: Requirement[];
}

/** The ids of the best papers by the query's own words, of those that `allowedOf` answers. */
export type ChooseBest = (limit: number, allowedOf: (segment: LoadedSegment) => PaperMarks) => number[];

/**
 * Finds the papers that have each phrase. Postings say who has all its words; whether they stand next to each other,
 * only the stored text knows.
 */
export async function findPhrases(
  database: Database,
  filters: QueryFilters,
  index: QueriedIndex,
  { cache, chooseBest }: { cache: FilterCache; chooseBest: ChooseBest },
): Promise<FoundPhrases> {
  const papers = new Map<Requirement, ReadonlySet<number>>();
  const incomplete: Requirement[] = [];
  const others = { ...filters, requirements: filters.requirements.filter((one) => !isPhrase(one)) };
  // A paper without the one phrase need not be looked at for the next: each further one costs little.
  let withAll: ReadonlySet<number> | undefined;
  for (const requirement of filters.requirements.filter(isPhrase)) {
    const candidates = withAll
      ? [...withAll]
      : chooseBest(MAX_PHRASE_CANDIDATES + 1, (segment) => {
          const meeting = mayMeet(requirement, segment, index);
          const allowed = applyFilters(others, segment, index, { cache });
          if (allowed) intersectMarks(meeting, allowed);
          return meeting;
        });
    if (candidates.length > MAX_PHRASE_CANDIDATES) incomplete.push(requirement);
    const found = await withPhrase(database, requirement, candidates);
    papers.set(requirement, found);
    if (!requirement.isExcluded) withAll = found;
  }
  return { papers, incomplete };
}

export const hasPhrases = ({ requirements }: QueryFilters): boolean => requirements.some(isPhrase);

const isPhrase = ({ match }: Requirement): boolean => match === 'phrase';

async function withPhrase(
  database: Database,
  { place, text }: Requirement,
  candidates: number[],
): Promise<Set<number>> {
  const isIn = phraseTest(text);
  const found = new Set<number>();
  for (const ids of lookupChunksOf(candidates.slice(0, MAX_PHRASE_CANDIDATES))) {
    const rows = await database
      .selectFrom('papers')
      .select(['id', 'title', 'abstract', 'authors', 'venue'])
      .where('id', 'in', ids)
      .execute();
    for (const { id, title, abstract, authors, venue } of rows) {
      const isFound =
        (place !== 'abstract' && isIn(title)) ||
        (place !== 'title' && isIn(abstract)) ||
        (place === 'anywhere' && [...(JSON.parse(authors) as string[]), venue ?? ''].some(isIn));
      if (isFound) found.add(id);
    }
  }
  return found;
}
