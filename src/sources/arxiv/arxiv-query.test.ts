import { expect, test } from 'vitest';
import { readArxivQueryPage } from './arxiv-query.ts';

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

test('an entry is a paper with its versions told by its address', async () => {
  const { records, totalCount } = await readArxivQueryPage(
    once(`<feed xmlns="http://www.w3.org/2005/Atom"><opensearch:totalResults>40201</opensearch:totalResults>
<entry><id>http://arxiv.org/abs/hep-th/9901001v2</id><updated>2026-08-22T01:00:00Z</updated>
<published>2026-08-19T17:00:00Z</published><title>On
 things</title><summary>Short.</summary><author><name>A. Einstein</name><arxiv:affiliation>IAS</arxiv:affiliation></author>
<author><name>N. Rosen</name></author><arxiv:comment>5 pages</arxiv:comment><arxiv:journal_ref>PR 47</arxiv:journal_ref>
<arxiv:doi>10.1103/x</arxiv:doi><arxiv:primary_category term="hep-th"/><category term="gr-qc"/><category term="hep-th"/>
</entry></feed>`),
  );
  expect(totalCount).toBe(40_201);
  expect(records[0]).toMatchObject({
    sourceId: 'hep-th/9901001',
    version: 2,
    title: 'On things',
    authors: ['A. Einstein', 'N. Rosen'],
    publishedOn: '2026-08-19',
    updatedOn: '2026-08-22',
    categories: ['hep-th', 'gr-qc'],
    comment: '5 pages',
    venue: 'PR 47',
    doi: '10.1103/x',
  });
});

test('an error that comes with status 200 is an error', async () => {
  const answer = once(`<feed><entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_1234</id>
<title>Error</title><summary>incorrect id format for 1234</summary></entry></feed>`);
  await expect(readArxivQueryPage(answer)).rejects.toThrow(
    "arXiv's query API says: incorrect id format for 1234.",
  );
});
