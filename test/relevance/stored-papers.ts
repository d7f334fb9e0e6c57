import type { Database } from '../../src/storage/database.ts';
import type { IndexablePaper } from '../../src/search/segments/indexable-paper.ts';

/** A paper for a test: what isn't given is empty. */
export function makeIndexablePaper(paper: Partial<IndexablePaper> & { id: number }): IndexablePaper {
  return {
    title: '',
    abstract: '',
    authors: [],
    categories: [],
    venue: null,
    publishedOn: null,
    hasCode: false,
    ...paper,
  };
}

/** Stores a paper, or another text for it, as `papers` does: with its mark for the index, in one transaction. */
export async function storeForTest(
  database: Database,
  papers: (Partial<IndexablePaper> & { id: number })[],
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    for (const paper of papers.map(makeIndexablePaper)) {
      await transaction.deleteFrom('papers').where('id', '=', paper.id).execute();
      await transaction.insertInto('papers').values(toRow(paper)).execute();
      await markForTest(transaction, paper.id);
    }
  });
}

export async function removeForTest(database: Database, id: number): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('papers').where('id', '=', id).execute();
    await markForTest(transaction, id);
  });
}

async function markForTest(transaction: Database, id: number): Promise<void> {
  await transaction
    .insertInto('search_pending')
    .values({ paper_id: id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function toRow(paper: IndexablePaper) {
  return {
    id: paper.id,
    public_id: `offprint:test${paper.id}`,
    title: paper.title,
    abstract: paper.abstract,
    abstract_kind: 'abstract',
    authors: JSON.stringify(paper.authors),
    published_on: paper.publishedOn,
    updated_on: null,
    announced_on: null,
    listed_on: paper.publishedOn,
    categories: JSON.stringify(paper.categories),
    venue: paper.venue,
    comment: null,
    license: null,
    identifiers: '{}',
    links: JSON.stringify(paper.hasCode ? { code: 'https://example.org/code' } : {}),
    versions: '[]',
    changed_at: '2026-08-20T10:00:00.000Z',
  };
}
