import type { Database } from '../../storage/database.ts';
import { mergedVectors } from '../vectors/merge-vectors.ts';
import { saveVectorPart } from '../vectors/vector-store.ts';
import { growRevision } from '../writer-lease.ts';
import { emptyBitmap, hasBit, setBit, type Bitmap } from './bitmap.ts';
import { compareTerms } from './compare-terms.ts';
import { mergeTerm, planMerge, type MergeInput, type MergePlan } from './merge-segments.ts';
import { encodeColumns } from './segment-columns.ts';
import { addPostings, listPostings, type PostingRow } from './posting-store.ts';
import {
  addSegment,
  findDeletions,
  findSegmentColumns,
  removeSegments,
  saveDeletions,
  saveTermFilter,
  type LiveSegment,
} from './segment-store.ts';
import { TermFilterBuilder } from './term-filter.ts';

/** Runs a part of the merge in a transaction of its own. */
export type WriteStep = <T>(step: (transaction: Database) => Promise<T>) => Promise<T>;

/** So many segments of one size become one of the next. */
const MERGE_WIDTH = 4;

/** Postings written in one transaction: it lasts some ten milliseconds, and others can write in between. */
const BYTES_PER_STEP = 2_000_000;
const ROWS_PER_STEP = 4_000;
const ROWS_PER_PAGE = 400;

/**
 * Which segments to merge next: the first four of one size class (1-3 papers, 4-15, 16-63, ...), or one of which
 * more than half is deleted. Each paper is so written again once per class, at most ten times in a million; a term has a
 * row per segment, so few segments make a small index.
 */
export function chooseMerge(segments: LiveSegment[], width = MERGE_WIDTH): LiveSegment[] | undefined {
  const wasted = segments.find(({ paperCount, deletedCount }) => deletedCount * 2 > paperCount);
  if (wasted) return [wasted];
  const classes = new Map<number, LiveSegment[]>();
  for (const segment of segments) {
    const sizeClass = Math.floor(Math.log2(Math.max(1, segment.paperCount)) / 2);
    const members = classes.get(sizeClass) ?? [];
    classes.set(sizeClass, members);
    members.push(segment);
    if (members.length === width) return members;
  }
  return undefined;
}

/**
 * Writes segments anew as one, without their deleted papers, in many short transactions. Readers see the old segments
 * until the last of them; what is deleted from those meanwhile is deleted from the new one too.
 */
export async function mergeSegments(
  database: Database,
  write: WriteStep,
  segments: LiveSegment[],
): Promise<void> {
  const read = await Promise.all(
    segments.map(async ({ id }) => ({ id, ...(await readInput(database, id)) })),
  );
  // A segment merged lately is new and has old papers. In the papers' order most lists need only be joined, not sorted.
  const inputs = read.toSorted((a, b) => firstPaper(a) - firstPaper(b));
  const ids = inputs.map(({ id }) => id);
  const plan = planMerge(inputs);
  const { paperCount } = plan.columns;
  const mergedId = await write((transaction) =>
    addSegment(transaction, { paperCount, columns: encodeColumns(plan.columns) }, { isLive: false }),
  );
  const terms = new TermFilterBuilder();
  terms.addTitles(plan.columns.titleHashes);
  for await (const rows of mergedRows(database, ids, plan)) {
    for (const { term, lists } of rows) terms.add(term, lists);
    await write((transaction) => addPostings(transaction, mergedId, rows));
  }
  await write((transaction) => saveTermFilter(transaction, mergedId, terms.encode()));
  const sources = ids.map((id, input) => ({ id, newOrdinals: plan.newOrdinals[input]! }));
  for await (const { model, part } of mergedVectors(database, sources, paperCount)) {
    await write((transaction) => saveVectorPart(transaction, mergedId, model, part));
  }
  await write(async (transaction) => {
    await deleteLate(transaction, ids, inputs, plan, mergedId);
    await removeSegments(transaction, paperCount > 0 ? ids : [...ids, mergedId]);
    await transaction.updateTable('search_segments').set({ is_live: 1 }).where('id', '=', mergedId).execute();
    await growRevision(transaction);
  });
}

const firstPaper = ({ columns }: MergeInput): number => columns.paperIds[0] ?? 0;

async function readInput(database: Database, id: number): Promise<MergeInput> {
  const columns = await findSegmentColumns(database, id);
  if (!columns) throw new Error(`search: segment ${id} vanished while it was to be merged`);
  return { columns, deletions: await findDeletions(database, id) };
}

async function* mergedRows(database: Database, ids: number[], plan: MergePlan): AsyncGenerator<PostingRow[]> {
  let rows: PostingRow[] = [];
  let bytes = 0;
  for await (const { term, sources } of termsInOrder(database, ids)) {
    const merged = mergeTerm(term, sources, plan);
    if (!merged) continue;
    rows.push({ term, ...merged });
    bytes += merged.lists.length;
    if (bytes < BYTES_PER_STEP && rows.length < ROWS_PER_STEP) continue;
    yield rows;
    rows = [];
    bytes = 0;
  }
  if (rows.length > 0) yield rows;
}

interface TermSources {
  term: string;
  sources: { input: number; lists: Uint8Array }[];
}

/** Each term once, with its lists from all segments that have it. */
async function* termsInOrder(database: Database, ids: number[]): AsyncGenerator<TermSources> {
  const cursors = ids.map((id) => new TermCursor(database, id));
  for (const cursor of cursors) await cursor.fill();
  for (;;) {
    let term: string | undefined;
    for (const { head } of cursors) {
      if (head && (term === undefined || compareTerms(head.term, term) < 0)) term = head.term;
    }
    if (term === undefined) return;
    const sources: TermSources['sources'] = [];
    for (const [input, cursor] of cursors.entries()) {
      if (cursor.head?.term !== term) continue;
      sources.push({ input, lists: cursor.head.lists });
      if (cursor.advance()) await cursor.fill();
    }
    yield { term, sources };
  }
}

/** Reads the rows of a segment a page at a time. */
class TermCursor {
  readonly #database: Database;
  readonly #segmentId: number;
  #page: PostingRow[] = [];
  #at = 0;
  #lastTerm = '';

  constructor(database: Database, segmentId: number) {
    this.#database = database;
    this.#segmentId = segmentId;
  }

  get head(): PostingRow | undefined {
    return this.#page[this.#at];
  }

  /** Answers whether the page is used up and {@link fill} must read the next. */
  advance(): boolean {
    return ++this.#at === this.#page.length;
  }

  async fill(): Promise<void> {
    this.#page = await listPostings(this.#database, this.#segmentId, this.#lastTerm, ROWS_PER_PAGE);
    this.#at = 0;
    this.#lastTerm = this.#page.at(-1)?.term ?? this.#lastTerm;
  }
}

async function deleteLate(
  transaction: Database,
  ids: number[],
  inputs: MergeInput[],
  plan: MergePlan,
  mergedId: number,
): Promise<void> {
  let late: Bitmap | undefined;
  let lateCount = 0;
  for (const [input, id] of ids.entries()) {
    const now = await findDeletions(transaction, id);
    if (!now) continue;
    const before = inputs[input]!.deletions;
    plan.newOrdinals[input]!.forEach((newOrdinal, ordinal) => {
      if (!hasBit(now, ordinal) || (before && hasBit(before, ordinal))) return;
      late ??= emptyBitmap(plan.columns.paperCount);
      setBit(late, newOrdinal);
      lateCount++;
    });
  }
  if (late) await saveDeletions(transaction, mergedId, late, lateCount);
}
