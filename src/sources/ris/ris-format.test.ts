import { expect, test } from 'vitest';
import { readItems } from '../../../test/support/read-items.ts';
import { risFormat } from './ris-format.ts';

const library = `TY  - JOUR
ID  - key1
AU  - Example, Ann
AU  - Muster, Bob, Jr.
TI  - Counting apples &amp; pears
AB  - We count apples
and pears.
PY  - 2007
DA  - 2007/04/02/
T2  - Journal of Orchards
DO  - 10.1000/Orchard.12
UR  - https://example.org/12
UR  - https://arxiv.org/abs/0704.0001v2
ER  -${' '}

TY  - CPAPER
T1  - Another one
Y1  - 2010///
TY  - BOOK
AU  - Example, Ann
ER  - `;

test('reads records, with values that go on over lines', async () => {
  for (const text of [library, library.replaceAll('\n', '\r\n')]) {
    const { records, problems } = await readItems(risFormat, text);
    expect(records).toEqual([
      {
        source: 'ris',
        sourceId: 'key1#arxiv:0704.0001',
        title: 'Counting apples & pears',
        abstract: 'We count apples and pears.',
        abstractKind: 'abstract',
        authors: ['Ann Example', 'Bob Muster Jr.'],
        publishedOn: '2007-04-02',
        venue: 'Journal of Orchards',
        doi: '10.1000/orchard.12',
        arxivId: '0704.0001',
        version: 2,
        links: { page: 'https://example.org/12' },
      },
      expect.objectContaining({ title: 'Another one', publishedOn: '2010' }) as object,
    ]);
    expect(problems).toEqual([{ line: 19, reason: 'it has no title' }]);
  }
});

test('an endless record is reported and the next one read', async () => {
  const text = `TY  - JOUR\nTI  - x\nAB  - y\n${'more words\n'.repeat(300_000)}TY  - JOUR\nTI  - Two\nER  - \n`;
  const { records, problems } = await readItems(risFormat, text, 65_536);
  expect(records.map(({ title }) => title)).toEqual(['Two']);
  expect(problems).toEqual([{ line: 1, reason: 'the record is far too long' }]);
});

test('is recognised by its first tag', () => {
  expect(risFormat.recognises(library)).toBe(true);
  expect(risFormat.recognises('\r\n\r\nTY  - JOUR\r\n')).toBe(true);
  expect(risFormat.recognises('The type: TY  - JOUR')).toBe(false);
});
