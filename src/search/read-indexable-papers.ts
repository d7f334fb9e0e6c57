import type { Database } from '../storage/database.ts';
import type { IndexablePaper } from './segments/indexable-paper.ts';

const IDS_PER_STATEMENT = 256;

/** What the index needs of these papers; those that no longer exist are missing in the answer. */
export async function readIndexablePapers(database: Database, ids: number[]): Promise<IndexablePaper[]> {
  const papers: IndexablePaper[] = [];
  for (let start = 0; start < ids.length; start += IDS_PER_STATEMENT) {
    const rows = await database
      .selectFrom('papers')
      .select([
        'id',
        'title',
        'abstract',
        'authors',
        'categories',
        'venue',
        'published_on',
        'listed_on',
        'links',
      ])
      .where('id', 'in', ids.slice(start, start + IDS_PER_STATEMENT))
      .execute();
    for (const row of rows) {
      papers.push({
        id: row.id,
        title: row.title,
        abstract: row.abstract,
        authors: JSON.parse(row.authors) as string[],
        categories: JSON.parse(row.categories) as string[],
        venue: row.venue,
        publishedOn: row.published_on ?? row.listed_on,
        hasCode: (JSON.parse(row.links) as { code?: string }).code !== undefined,
      });
    }
  }
  return papers;
}
