import type { Database } from '../storage/database.ts';
import { checkVectors } from './vectors/check-vectors.ts';
import { hasBit } from './segments/bitmap.ts';
import { decodeList } from './segments/posting-kernel.ts';
import { readPostingLists, type PostingList } from './segments/posting-lists.ts';
import { listPostings } from './segments/posting-store.ts';
import {
  findDeletions,
  findSegmentColumns,
  findTermFilter,
  listLiveSegments,
} from './segments/segment-store.ts';
import { filteredTerms, mayHaveTerm, probesOf, probesOfHash } from './segments/term-filter.ts';

const ROWS_PER_PAGE = 1_000;
const MAX_PROBLEMS = 20;

/**
 * Compares the index with the papers and answers what is wrong, in sentences; nothing: they agree. A paper that is
 * pending need not agree yet. Meant for an index that nobody writes to meanwhile.
 */
export async function checkIndex(database: Database): Promise<string[]> {
  const problems: string[] = [];
  const indexed = new Map<number, number>();
  for (const { id } of await listLiveSegments(database)) {
    for await (const problem of checkSegment(database, id, indexed)) {
      problems.push(problem);
      if (problems.length === MAX_PROBLEMS) return problems;
    }
  }
  for await (const problem of comparePapers(database, indexed)) {
    problems.push(problem);
    if (problems.length === MAX_PROBLEMS) break;
  }
  return problems;
}

async function* checkSegment(
  database: Database,
  id: number,
  indexed: Map<number, number>,
): AsyncGenerator<string> {
  const columns = await findSegmentColumns(database, id);
  if (!columns) return;
  const deletions = await findDeletions(database, id);
  const termFilter = await findTermFilter(database, id);
  for (const [ordinal, paperId] of columns.paperIds.entries()) {
    if (deletions && hasBit(deletions, ordinal)) continue;
    if (indexed.has(paperId))
      yield `Paper ${paperId} is in segments ${indexed.get(paperId)} and ${id}, and deleted in neither.`;
    indexed.set(paperId, id);
  }
  if (termFilter && !columns.titleHashes.every((hash) => mayHaveTerm(termFilter, probesOfHash(hash))))
    yield `Segment ${id}: its filter does not know all titles.`;
  for await (const problem of checkVectors(database, id, columns.paperCount))
    yield `Segment ${id}: ${problem}`;
  let after = '';
  for (;;) {
    const rows = await listPostings(database, id, after, ROWS_PER_PAGE);
    for (const { term, lists } of rows) {
      const problem = checkLists(term, lists, columns.paperCount);
      if (problem) yield `Segment ${id}: ${problem}`;
      const missing = problem === undefined && termFilter ? findMissing(termFilter, term, lists) : undefined;
      if (missing !== undefined) yield `Segment ${id}: its filter says that no paper has "${missing}".`;
    }
    const last = rows.at(-1);
    if (!last) return;
    after = last.term;
  }
}

/** What of a term the filter does not know. */
function findMissing(termFilter: Uint8Array, term: string, lists: Uint8Array): string | undefined {
  return filteredTerms(term, lists).find((known) => !mayHaveTerm(termFilter, probesOf(known)));
}

function checkLists(term: string, bytes: Uint8Array, paperCount: number): string | undefined {
  let lists: PostingList[];
  try {
    lists = readPostingLists(term, bytes);
  } catch (error) {
    return String(error);
  }
  for (const list of lists) {
    const { ordinals } = decodeList(list);
    const isInOrder = ordinals.every(
      (ordinal, i) => ordinal < paperCount && ordinal >= (ordinals[i - 1] ?? 0),
    );
    if (!isInOrder) return `the postings of "${list.form}" are out of order.`;
  }
  return undefined;
}

async function* comparePapers(database: Database, indexed: Map<number, number>): AsyncGenerator<string> {
  const pending = await findPending(database);
  let after = -1;
  for (;;) {
    const rows = await database
      .selectFrom('papers')
      .select('id')
      .where('id', '>', after)
      .orderBy('id')
      .limit(ROWS_PER_PAGE)
      .execute();
    for (const { id } of rows) {
      if (!indexed.delete(id) && !pending.has(id)) yield `Paper ${id} is neither in the index nor pending.`;
    }
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
  }
  for (const [id, segment] of indexed) {
    if (!pending.has(id)) yield `Paper ${id} is in segment ${segment}, but no longer exists.`;
  }
}

/** Papers that wait to be indexed, or are being. */
async function findPending(database: Database): Promise<Set<number>> {
  const rows = await database.selectFrom('search_pending').select('paper_id').execute();
  const state = await database.selectFrom('search_state').select('claimed_papers').executeTakeFirst();
  const claimed = new Int32Array(Uint8Array.from(state?.claimed_papers ?? []).buffer);
  return new Set([...rows.map((row) => row.paper_id), ...claimed]);
}
