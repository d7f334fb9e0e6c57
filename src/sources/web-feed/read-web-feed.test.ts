import { expect, test } from 'vitest';
import { readWebFeed } from './read-web-feed.ts';

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

const read = (text: string): ReturnType<typeof readWebFeed> =>
  readWebFeed(once(text), 'https://j.example/feed');

test('Atom', async () => {
  const { records } = await read(`<feed xmlns="http://www.w3.org/2005/Atom"><title>J</title><entry>
<id>tag:j.example,2026:1</id><title type="html">Counting &lt;i&gt;apples&lt;/i&gt;</title>
<link rel="enclosure" href="https://j.example/1.pdf"/><link href="https://doi.org/10.1000/j.1"/>
<author><name>Ann Example</name></author><author><name>Muster, José</name></author>
<published>2026-08-20T23:00:00-05:00</published><summary>We count.</summary></entry></feed>`);
  expect(records[0]).toMatchObject({
    source: 'feed',
    doi: '10.1000/j.1',
    title: 'Counting apples',
    authors: ['Ann Example', 'José Muster'],
    announcedOn: '2026-08-20',
    links: { page: 'https://doi.org/10.1000/j.1' },
  });
});

test('RSS 1.0 with the words of publishers', async () => {
  const { records } =
    await read(`<rdf:RDF xmlns="http://purl.org/rss/1.0/"><channel><title>J</title></channel>
<item rdf:about="https://j.example/2"><title>Two</title><link>https://j.example/2</link>
<dc:creator>Ann Example</dc:creator><dc:creator>Ben Sample</dc:creator><dc:identifier>doi:10.1000/j.2</dc:identifier>
<prism:publicationName>Journal of Counting</prism:publicationName><dc:date>2026-08-20</dc:date></item></rdf:RDF>`);
  expect(records[0]).toMatchObject({
    doi: '10.1000/j.2',
    authors: ['Ann Example', 'Ben Sample'],
    venue: 'Journal of Counting',
  });
});

test('RSS 2.0: a line of names, an address before a name, a guid that is the identity', async () => {
  const item = (guid: string, author: string): string =>
    `<item><title>Three</title><guid>${guid}</guid><author>${author}</author></item>`;
  const { records } = await read(
    `<rss><channel>${item('a', 'ann@j.example (Ann Example)')}${item('b', 'A. Example, B. Sample and C. Muster')}</channel></rss>`,
  );
  expect(records.map(({ authors }) => authors)).toEqual([
    ['Ann Example'],
    ['A. Example', 'B. Sample', 'C. Muster'],
  ]);
  expect(new Set(records.map(({ sourceId }) => sourceId)).size).toBe(2);
});
