import type { ExpressionBuilder } from 'kysely';
import type { Database } from '../storage/database.ts';
import type { Schema } from '../storage/schema.ts';
import { fromPaperRow } from './paper-row.ts';
import type { Paper } from './paper.ts';

/**
 * A period of listing days. `from` is part of it, `to` is not. With days (`2026-08-20`, `2026-08-21`) only papers
 * whose day is known belong to it; with months (`2026-08`, `2026-09`) also those of which only the month is known.
 * See `periodOf` in `lib/iso-period.ts`.
 */
export interface ListedPeriod {
  from: string;
  to: string;
}

export interface ListedPapersQuery extends ListedPeriod {
  /** At most so many papers; 1 to 500. */
  limit: number;
  /** Opaque; from the previous answer's `next`. */
  cursor?: string;
  /** So many are left out first, for programs that count pages; everyone else goes on by cursor. */
  skip?: number;
  /** Only papers that have this category, primary or not. */
  category?: string;
}

export interface ListedPapers {
  papers: Paper[];
  /** Cursor of the next page, where there is one. */
  next: string | null;
}

const MAX_LIMIT = 500;

/** The papers listed in a period, newest day first, a page at a time; papers that arrive meanwhile shift nothing. */
export async function listPapersListedOn(
  database: Database,
  query: ListedPapersQuery,
): Promise<ListedPapers> {
  const limit = Math.max(1, Math.min(query.limit, MAX_LIMIT));
  const after = query.cursor === undefined ? undefined : parseCursor(query.cursor);
  const rows = await inPeriod(database, query)
    .selectAll()
    .$if(after !== undefined, (select) =>
      select.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('listed_on', 'id'), '<', tuple(after?.listedOn ?? '', after?.id ?? 0)),
      ),
    )
    .orderBy('listed_on', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .offset(query.skip ?? 0)
    .execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    papers: page.map(fromPaperRow),
    next: rows.length > limit && last ? `${last.listed_on}~${last.id}` : null,
  };
}

/** How many papers {@link listPapersListedOn} lists in all. */
export async function countPapersListedOn(
  database: Database,
  query: ListedPeriod & { category?: string },
): Promise<number> {
  const { count } = await inPeriod(database, query)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

function inPeriod(database: Database, { from, to, category }: ListedPeriod & { category?: string }) {
  return database
    .selectFrom('papers')
    .where('listed_on', '>=', from)
    .where('listed_on', '<', to)
    .where((where) => where(where.fn<number>('length', ['listed_on']), '>=', from.length))
    .$if(category !== undefined, (select) => select.where((where) => hasCategory(where, category ?? '')));
}

/** The category as it stands in the JSON, quotes included. Not LIKE: the databases differ in its case and escapes. */
function hasCategory(where: ExpressionBuilder<Schema, 'papers'>, category: string) {
  const without = where.fn<string>('replace', [
    'categories',
    where.val(JSON.stringify(category)),
    where.val(''),
  ]);
  return where(without, '<>', where.ref('categories'));
}

function parseCursor(cursor: string): { listedOn: string; id: number } {
  const match = /^([\d-]{4,10})~(\d{1,15})$/.exec(cursor);
  if (!match?.[1])
    throw new Error(`papers: the cursor ${JSON.stringify(cursor)} is not one that a list gave out`);
  return { listedOn: match[1], id: Number(match[2]) };
}
