import { expect, test } from 'vitest';
import { readArxivFeed } from './arxiv-feed.ts';

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

const feed = (items: string, { title = 'cs.CL updates on arXiv.org' } = {}): AsyncGenerator<string> =>
  once(`<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">
<channel><title>${title}</title><link>http://rss.arxiv.org/rss/cs.CL</link>
<pubDate>Sat, 22 Aug 2026 00:00:00 -0400</pubDate><skipDays><day>Saturday</day><day>Sunday</day></skipDays>
${items}</channel></rss>`);

const item = (id: string, type: string): string => `<item><title>Counting $n^2$ \\'etoiles</title>
<link>https://arxiv.org/abs/${id}</link>
<description>arXiv:${id} Announce Type: ${type}
Abstract: We count
stars.</description><guid isPermaLink="false">oai:arXiv.org:${id}</guid>
<category>hep-th</category><category>cs.CL</category>
<pubDate>Fri, 21 Aug 2026 00:00:00 -0400</pubDate><arxiv:announce_type>${type}</arxiv:announce_type>
<dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
<arxiv:DOI>10.1103/PhysRevD.76.013009</arxiv:DOI><arxiv:journal_reference>Phys.Rev. D 76</arxiv:journal_reference>
<dc:creator>Emmy Noether, Jos\\'e Muster (for the ATLAS Collaboration)</dc:creator></item>`;

test('an announcement is a paper on the day of its list', async () => {
  const { records, announcedCount, announcedOn } = await readArxivFeed(feed(item('2608.01234v1', 'new')));
  expect(records).toEqual([
    {
      source: 'arxiv',
      sourceId: '2608.01234',
      arxivId: '2608.01234',
      version: 1,
      title: 'Counting $n^2$ étoiles',
      abstract: 'We count stars.',
      abstractKind: 'abstract',
      authors: ['Emmy Noether', 'José Muster'],
      announcedOn: '2026-08-21',
      categories: ['hep-th', 'cs.CL'],
      license: 'http://creativecommons.org/licenses/by/4.0/',
      doi: '10.1103/physrevd.76.013009',
      venue: 'Phys.Rev. D 76',
      links: { page: 'https://arxiv.org/abs/2608.01234', pdf: 'https://arxiv.org/pdf/2608.01234' },
    },
  ]);
  expect({ announcedCount, announcedOn }).toEqual({ announcedCount: 1, announcedOn: '2026-08-22' });
});

test('cross-lists are announced, replacements are not', async () => {
  const types = ['new', 'cross', 'replace', 'replace-cross'];
  const items = types.map((type, index) => item(`2608.0000${index + 1}v${index + 1}`, type)).join('\n');
  const { records, announcedCount } = await readArxivFeed(feed(items));
  expect(records.map(({ announcedOn, version }) => [announcedOn, version])).toEqual([
    ['2026-08-21', 1],
    ['2026-08-21', 2],
    [undefined, 3],
    [undefined, 4],
  ]);
  expect(announcedCount).toBe(2);
});

test('identifiers of before 2007 are understood', async () => {
  const { records } = await readArxivFeed(feed(item('hep-th/9901001v3', 'replace')));
  expect(records[0]).toMatchObject({ arxivId: 'hep-th/9901001', version: 3 });
});

test('the feed of a weekend is empty and says its day', async () => {
  expect(await readArxivFeed(feed(''))).toEqual({
    announcedOn: '2026-08-22',
    announcedCount: 0,
    records: [],
    problems: [],
  });
});

test('an unknown category is an error in the words of arXiv', async () => {
  await expect(readArxivFeed(feed('', { title: 'Feed error for query: cs.XX' }))).rejects.toThrow(
    'arXiv says: Feed error for query: cs.XX.',
  );
});

test('a paper without identifier is counted and named by its line', async () => {
  const { problems, announcedCount } = await readArxivFeed(feed(item('nonsense', 'new')));
  expect(problems).toEqual([{ line: 14, entry: 'nonsense', reason: '"nonsense" is no arXiv identifier' }]);
  expect(announcedCount).toBe(1);
});
