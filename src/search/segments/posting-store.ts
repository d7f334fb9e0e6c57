import type { CompiledQuery } from 'kysely';
import type { Database } from '../../storage/database.ts';

/** The posting lists of one term in one segment, see posting-lists.ts. */
export interface PostingRow {
  term: string;
  paperCount: number;
  lists: Uint8Array;
}

/**
 * Longer lists go on in `search_posting_parts`: SQLite keeps four rows of this size to a page. What is longer lies on
 * pages of its own behind the row's first bytes; so a part is this long, or longer by whole such pages, none of which is
 * half empty. A row of just this size may have parts, another has none.
 */
const PART_BYTES = 960;
/** What a page of its own holds: all but the address of the next. */
const OWN_PAGE_BYTES = 4_092;
const MAX_OWN_PAGES = 64;

const ROWS_PER_STATEMENT = 64;

export async function addPostings(
  transaction: Database,
  segmentId: number,
  rows: Iterable<PostingRow>,
): Promise<void> {
  const firsts = createInserter(transaction, (count) =>
    transaction
      .insertInto('search_postings')
      .values(repeat(count, { segment_id: 0, term: '', paper_count: 0, lists: EMPTY }))
      .compile(),
  );
  const parts = createInserter(transaction, (count) =>
    transaction
      .insertInto('search_posting_parts')
      .values(repeat(count, { segment_id: 0, term: '', part: 0, lists: EMPTY }))
      .compile(),
  );
  for (const { term, paperCount, lists } of rows) {
    await firsts.add([segmentId, term, paperCount, lists.subarray(0, PART_BYTES)]);
    let start = PART_BYTES;
    for (let part = 1; start < lists.length; part++) {
      const end = start + partBytes(lists.length - start);
      await parts.add([segmentId, term, part, lists.subarray(start, end)]);
      start = end;
    }
  }
  await firsts.end();
  await parts.end();
}

/** How much of what is left of a list goes into its next part. */
function partBytes(leftBytes: number): number {
  const ownPages = Math.floor((leftBytes - PART_BYTES) / OWN_PAGE_BYTES);
  return PART_BYTES + Math.max(0, Math.min(ownPages, MAX_OWN_PAGES)) * OWN_PAGE_BYTES;
}

const EMPTY = new Uint8Array(0);

const repeat = <Row>(count: number, row: Row): Row[] => Array.from({ length: count }, () => row);

/** Inserts many rows at a time, by a statement that is compiled once: a segment has a hundred thousand rows. */
function createInserter(
  transaction: Database,
  compile: (rowCount: number) => CompiledQuery,
): { add(row: unknown[]): Promise<void>; end(): Promise<void> } {
  const full = compile(ROWS_PER_STATEMENT);
  let parameters: unknown[] = [];
  let rowCount = 0;
  return {
    async add(row) {
      parameters.push(...row);
      if (++rowCount < ROWS_PER_STATEMENT) return;
      await transaction.executeQuery({ ...full, parameters });
      parameters = [];
      rowCount = 0;
    },
    async end() {
      if (rowCount > 0) await transaction.executeQuery({ ...compile(rowCount), parameters });
    },
  };
}

/** The next rows of a segment after a term, in the order of terms. */
export async function listPostings(
  database: Database,
  segmentId: number,
  afterTerm: string,
  limit: number,
): Promise<PostingRow[]> {
  const rows = await database
    .selectFrom('search_postings')
    .select(['segment_id', 'term', 'paper_count', 'lists'])
    .where('segment_id', '=', segmentId)
    .where('term', '>', afterTerm)
    .orderBy('term')
    .limit(limit)
    .execute();
  return joinParts(database, rows);
}

/** How many papers of a segment have a term. */
export interface PostingCount {
  segmentId: number;
  term: string;
  paperCount: number;
}

/** Postings of some terms in some segments. `hearCounts` hears how many papers have them before the lists are read whole. */
export async function findPostings(
  database: Database,
  segmentIds: number[],
  terms: string[],
  hearCounts?: (counts: PostingCount[]) => void,
): Promise<(PostingRow & { segmentId: number })[]> {
  if (segmentIds.length === 0 || terms.length === 0) return [];
  const rows = await database
    .selectFrom('search_postings')
    .select(['segment_id', 'term', 'paper_count', 'lists'])
    .where('segment_id', 'in', segmentIds)
    .where('term', 'in', terms)
    .execute();
  hearCounts?.(
    rows.map(({ segment_id: segmentId, term, paper_count: paperCount }) => ({ segmentId, term, paperCount })),
  );
  return joinParts(database, rows);
}

interface FirstRow {
  segment_id: number;
  term: string;
  paper_count: number;
  lists: Uint8Array;
}

async function joinParts(
  database: Database,
  rows: FirstRow[],
): Promise<(PostingRow & { segmentId: number })[]> {
  const parts = await findParts(
    database,
    rows.filter(({ lists }) => lists.length === PART_BYTES),
  );
  return rows.map(({ segment_id: segmentId, term, paper_count: paperCount, lists }) => {
    const more = parts.get(keyOf(segmentId, term));
    return { segmentId, term, paperCount, lists: more ? Buffer.concat([lists, ...more]) : lists };
  });
}

const TERMS_PER_STATEMENT = 200;

async function findParts(database: Database, rows: FirstRow[]): Promise<Map<string, Uint8Array[]>> {
  const parts = new Map<string, Uint8Array[]>();
  const segmentIds = [...new Set(rows.map((row) => row.segment_id))];
  const terms = [...new Set(rows.map(({ term }) => term))];
  for (let start = 0; start < terms.length; start += TERMS_PER_STATEMENT) {
    const found = await database
      .selectFrom('search_posting_parts')
      .select(['segment_id', 'term', 'lists'])
      .where('segment_id', 'in', segmentIds)
      .where('term', 'in', terms.slice(start, start + TERMS_PER_STATEMENT))
      .orderBy('segment_id')
      .orderBy('term')
      .orderBy('part')
      .execute();
    for (const { segment_id: segmentId, term, lists } of found) {
      const known = parts.get(keyOf(segmentId, term));
      if (known) known.push(lists);
      else parts.set(keyOf(segmentId, term), [lists]);
    }
  }
  return parts;
}

const keyOf = (segmentId: number, term: string): string => `${segmentId} ${term}`;

/** Removes up to `limit` posting rows that belong to no segment any more, and answers whether any are left. */
export async function removeOrphanPostings(transaction: Database, limit: number): Promise<boolean> {
  const orphan = await findOrphanSegmentId(transaction);
  if (orphan === undefined) return false;
  const bound = await transaction
    .selectFrom('search_postings')
    .select('term')
    .where('segment_id', '=', orphan)
    .orderBy('term')
    .offset(limit)
    .limit(1)
    .executeTakeFirst();
  for (const table of ['search_posting_parts', 'search_postings'] as const) {
    await transaction
      .deleteFrom(table)
      .where('segment_id', '=', orphan)
      .$if(bound !== undefined, (query) => query.where('term', '<', bound?.term ?? ''))
      .execute();
  }
  return true;
}

/** Leaps from one segment id to the next through the primary key: there are few, of very many rows each. */
async function findOrphanSegmentId(database: Database): Promise<number | undefined> {
  const known = await database.selectFrom('search_segments').select('id').execute();
  const ids = new Set(known.map(({ id }) => id));
  let after = -1;
  for (;;) {
    const next = await database
      .selectFrom('search_postings')
      .select('segment_id')
      .where('segment_id', '>', after)
      .orderBy('segment_id')
      .limit(1)
      .executeTakeFirst();
    if (!next) return undefined;
    if (!ids.has(next.segment_id)) return next.segment_id;
    after = next.segment_id;
  }
}
