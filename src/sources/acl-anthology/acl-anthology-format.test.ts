import { expect, test } from 'vitest';
import { readItems } from '../../../test/support/read-items.ts';
import { aclAnthologyFormat } from './acl-anthology-format.ts';

const collection = `<?xml version='1.0' encoding='UTF-8'?>
<collection id="2023.acl">
  <volume id="long" ingest-date="2023-07-09">
    <meta>
      <booktitle>Proceedings of the <fixed-case>E</fixed-case>xample Meeting</booktitle>
      <editor><first>Ed</first><last>Itor</last></editor>
      <month>July</month><year>2023</year>
      <url hash="1">2023.acl-long</url>
    </meta>
    <frontmatter><url>2023.acl-long.0</url><title>Front</title></frontmatter>
    <paper id="1">
      <title><fixed-case>BERT</fixed-case> &amp; <i>friends</i>: <tex-math>O(n^2) &lt; x</tex-math></title>
      <author><first>Ann</first><last>Example</last><variant script="hani"><first>安</first><last>例</last></variant><affiliation>Example U.</affiliation></author>
      <author><last>Mononym</last></author>
      <editor><first>Not</first><last>Author</last></editor>
      <abstract>We <b>count</b> apples.</abstract>
      <doi>10.18653/v1/2023.acl-long.1</doi>
      <pwccode url="https://example.org/code" additional="false">example/code</pwccode>
    </paper>
    <paper id="2"><title/></paper>
    <paper id="3"><title>Third</title></paper>
  </volume>
</collection>`;

test('reads papers with what their volume says', async () => {
  for (const pieceLength of [1, 100, 10_000]) {
    const { records, problems } = await readItems(aclAnthologyFormat, collection, pieceLength);
    expect(records).toEqual([
      {
        source: 'acl',
        sourceId: '2023.acl-long.1',
        aclId: '2023.acl-long.1',
        doi: '10.18653/v1/2023.acl-long.1',
        title: 'BERT & friends: $O(n^2) < x$',
        abstract: 'We count apples.',
        abstractKind: 'abstract',
        authors: ['Ann Example', 'Mononym'],
        publishedOn: '2023-07',
        venue: 'Proceedings of the Example Meeting',
        links: {
          page: 'https://aclanthology.org/2023.acl-long.1/',
          pdf: 'https://aclanthology.org/2023.acl-long.1.pdf',
          code: 'https://example.org/code',
        },
      },
      expect.objectContaining({ sourceId: '2023.acl-long.3', title: 'Third' }) as object,
    ]);
    expect(problems).toEqual([{ line: 20, entry: '2023.acl-long.2', reason: 'it has no title' }]);
  }
});

test.each([
  ['P18', '1', '1', 'P18-1001'],
  ['W18', '3', '1', 'W18-0301'],
  ['D19', '5', '12', 'D19-0512'],
  ['D19', '1', '12', 'D19-1012'],
])('in collection %s, volume %s, paper %s is %s', async (id, volume, paper, expected) => {
  const text = `<collection id="${id}"><volume id="${volume}"><paper id="${paper}"><title>x</title></paper></volume></collection>`;
  const { records } = await readItems(aclAnthologyFormat, text);
  expect(records[0]).toMatchObject({ sourceId: expected });
});

test('broken XML is reported with its line, what can be read is read', async () => {
  const text = collection.replace('<paper id="3">', '<paper id="3">&nope;<nobody>');
  const { records, problems } = await readItems(aclAnthologyFormat, text);
  expect(records[0]).toMatchObject({ sourceId: '2023.acl-long.1' });
  expect(problems.length).toBeGreaterThan(1);
  expect(problems.find(({ line }) => line === 21)?.reason).toContain('the XML is broken: undefined entity');
});

test('entities are not expanded', async () => {
  const bomb = `<!DOCTYPE collection [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>${collection.replace('BERT', '&b;')}`;
  const { records, problems } = await readItems(aclAnthologyFormat, bomb);
  expect(records[0]?.title.length).toBeLessThan(60);
  expect(problems[0]?.reason).toContain('the XML is broken');
});

test.each([
  [
    'nested without end',
    '<a>'.repeat(200_000),
    'elements are nested more than 64 deep; the rest of the file is not read',
  ],
  [
    'text without end',
    `<collection id="x">${'words '.repeat(4_000_000)}`,
    'a stretch without tags is far too long; the rest of the file is not read',
  ],
])('%s, it gives up in time', async (_, text, reason) => {
  const { problems } = await readItems(aclAnthologyFormat, text, 65_536);
  expect(problems.at(-1)?.reason).toBe(reason);
});

test('a million character references are read in time', async () => {
  const text = collection.replace('apples', '&#97;'.repeat(1_000_000));
  const { records } = await readItems(aclAnthologyFormat, text, 65_536);
  expect(records).toHaveLength(2);
});

test('is recognised by its root', () => {
  expect(aclAnthologyFormat.recognises(collection)).toBe(true);
  expect(aclAnthologyFormat.recognises('<html><body>collection id="x"</body></html>')).toBe(false);
});
