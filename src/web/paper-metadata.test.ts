import { expect, test } from 'vitest';
import { makePaperRecord } from '../../test/support/make-paper-record.ts';
import { openSite } from '../../test/support/open-site.ts';

const path = '/papers/arxiv:2608.00001';

function metaOf(html: string): [name: string, content: string][] {
  return [...html.matchAll(/<meta (?:name|property)="([^"]+)" content="([^"]*)"\/>/g)].map(
    ([, name = '', content = '']) => [name, content],
  );
}

test('Zotero and Google Scholar read a preprint as one, with every author in order', async () => {
  const site = await openSite({
    records: [makePaperRecord({ title: 'On $x^2$', links: { pdf: 'https://arxiv.org/pdf/2608.00001' } })],
  });
  const tags = metaOf(await site.html(path));
  expect(tags.filter(([name]) => /^citation_|^z:/.test(name))).toEqual([
    ['citation_title', 'On x²'],
    ['citation_author', 'Ada Lovelace'],
    ['citation_author', 'Emmy Noether'],
    ['citation_publication_date', '2026/08/19'],
    ['citation_doi', '10.48550/arXiv.2608.00001'],
    ['citation_arxiv_id', '2608.00001'],
    ['citation_pdf_url', 'https://arxiv.org/pdf/2608.00001'],
    ['citation_abstract_html_url', `http://papers.test${path}`],
    ['citation_keywords', 'cs.CL'],
    ['z:itemType', 'preprint'],
  ]);
});

test('a published paper names where it was published, and is no preprint', async () => {
  const site = await openSite({
    records: [makePaperRecord({ venue: 'Proceedings of the Conference on Examples 2026' })],
  });
  const tags = Object.fromEntries(metaOf(await site.html(path)));
  expect(tags).toMatchObject({
    citation_conference_title: 'Proceedings of the Conference on Examples 2026',
  });
  expect(tags).not.toHaveProperty('z:itemType');
});

test('the JSON-LD is JSON whatever the title says, and ends no element', async () => {
  const title = 'A "title" with </script><!-- and \u2028 in it';
  const site = await openSite({ records: [makePaperRecord({ title })] });
  const html = await site.html(path);
  const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? [];
  expect(JSON.parse(json)).toMatchObject({
    '@type': 'ScholarlyArticle',
    '@id': `http://papers.test${path}`,
    headline: expect.stringContaining('</script><!--') as string,
    author: [
      { '@type': 'Person', name: 'Ada Lovelace' },
      { '@type': 'Person', name: 'Emmy Noether' },
    ],
  });
});

test('the Link header says what to cite and where the data lie', async () => {
  const site = await openSite({ records: [makePaperRecord()] });
  const link = (await site.get(path)).headers.get('Link') ?? '';
  expect(link).toContain('<https://doi.org/10.48550/arXiv.2608.00001>; rel="cite-as"');
  const [, data = ''] = /<http:\/\/papers\.test([^>]+\.csl\.json)>; rel="describedby"/.exec(link) ?? [];
  expect(await (await site.get(data)).json()).toMatchObject([{ id: 'arxiv:2608.00001' }]);
});

test('the page shows each citation format, and each can be downloaded', async () => {
  const site = await openSite({ records: [makePaperRecord()] });
  const html = await site.html(path);
  expect(html).toContain('@misc{lovelace2026paper');
  expect(html).toContain('TY  - ');
  const downloads = [...html.matchAll(/href="([^"]+)" download/g)].map(([, href = '']) => href);
  expect(downloads.map((href) => href.slice(path.length))).toEqual([
    '.bib',
    '.biblatex',
    '.ris',
    '.csl.json',
  ]);
  for (const href of downloads) expect((await site.get(href)).status).toBe(200);
});
