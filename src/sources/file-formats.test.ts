import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readItems } from '../../test/support/read-items.ts';
import { aclAnthologyFormat } from './acl-anthology/acl-anthology-format.ts';
import { arxivSnapshotFormat } from './arxiv-snapshot/arxiv-snapshot-format.ts';
import { bibtexFormat } from './bibtex/bibtex-format.ts';
import { cslJsonFormat } from './csl-json/csl-json-format.ts';
import type { FileFormat } from './file-format.ts';
import { paperLinesFormat } from './paper-lines/paper-lines-format.ts';
import { risFormat } from './ris/ris-format.ts';

/** For a longer search: `FUZZ_RUNS=10000 npx vitest run src/sources/file-formats.test.ts`. */
const FUZZ_RUNS = Number(process.env.FUZZ_RUNS ?? 300);

/** Each format with a good text of two papers and the pieces that matter to its parser. */
const cases: [format: FileFormat, good: string, pieces: string[]][] = [
  [
    arxivSnapshotFormat,
    '{"id":"2401.00001","title":"One","categories":"cs.CL","versions":[{"version":"v1","created":"Mon, 2 Apr 2007 19:18:42 GMT"}],"update_date":"2024-01-01"}\n{"id":"2401.00002","title":"Two","authors_parsed":[["A","B",""]]}\n',
    ['{', '}', '"', ':', '\n', '[', ']', '"title"', '"versions"', 'null', '1e999', '"__proto__"', '\\u0000'],
  ],
  [
    paperLinesFormat,
    '{"id":"arxiv:2401.00001","title":"One"}\n{"doi":"10.1000/x","title":"Two","authors":["A B"]}\n',
    ['{', '}', '"', ':', '\n', '"title"', '"authors"', '[null,{}]', '\\ud800', '\uffff'],
  ],
  [
    bibtexFormat,
    '@article{a, title = {One}, year = 2001}\n@misc{b, title = "Two" # {!}, author = {A and B}}\n',
    [
      '@',
      '@article{',
      '{',
      '}',
      '(',
      ')',
      '"',
      '#',
      '=',
      ',',
      '\n',
      'title',
      ' and ',
      '\\',
      '@string{a = a}',
      '%',
    ],
  ],
  [
    risFormat,
    'TY  - JOUR\nTI  - One\nER  - \nTY  - JOUR\nTI  - Two\nAU  - A, B\nER  - \n',
    ['TY  - ', 'ER  - ', 'TI  - ', 'AU  -', '\n', '\r\n', 'x', ','],
  ],
  [
    cslJsonFormat,
    '[{"title":"One","issued":{"date-parts":[[2001]]}},\n{"title":"Two","author":[{"family":"A"}]}]',
    ['[', ']', '{', '}', '"', '\\', '\\"', ',', ':', '"title"', '"date-parts"', '[[null]]', '\n'],
  ],
  [
    aclAnthologyFormat,
    '<collection id="2023.acl"><volume id="long"><paper id="1"><title>One</title></paper>\n<paper id="2"><title>Two</title></paper></volume></collection>',
    [
      '<',
      '>',
      '</',
      '/>',
      '<paper id="1">',
      '</paper>',
      '<title>',
      '<author>',
      '&amp;',
      '&x;',
      '&#0;',
      '<![CDATA[',
      ']]>',
      '<!--',
      '<?',
      '<!DOCTYPE',
      '\uffff',
    ],
  ],
];

describe.each(cases.map(([format, good, pieces]) => ({ name: format.name, format, good, pieces })))(
  '$name',
  ({ format, good, pieces }) => {
    test('is recognised by itself alone', () => {
      expect(cases.filter(([other]) => other.recognises(good)).map(([other]) => other.name)).toContain(
        format.name,
      );
      expect(format.recognises('')).toBe(false);
      expect(format.recognises('# Words\n\nand more words.\n')).toBe(false);
    });

    test('two papers are read, the same however the text is cut', async () => {
      const whole = await readItems(format, good, good.length);
      expect(whole.records.map(({ title }) => title.replace('!', ''))).toEqual(['One', 'Two']);
      expect(whole.problems).toEqual([]);
      for (const pieceLength of [1, 2, 3, 7])
        expect(await readItems(format, good, pieceLength)).toEqual(whole);
    });

    test('of an empty text nothing is read', async () => {
      expect((await readItems(format, '')).records).toEqual([]);
    });

    test('whatever stands in the text, reading it ends in time, and what is broken has its place', async () => {
      const broken = fc.oneof(
        fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((all) => all.join('')),
        fc
          .tuple(fc.nat(good.length), fc.constantFrom(...pieces))
          .map(([at, piece]) => good.slice(0, at) + piece + good.slice(at)),
        fc
          .tuple(fc.nat(good.length), fc.nat(good.length))
          .map(([one, two]) => good.slice(0, Math.min(one, two)) + good.slice(Math.max(one, two))),
        fc.string({ unit: 'binary' }),
      );
      await fc.assert(
        fc.asyncProperty(broken, fc.constantFrom(1, 5, 1000), async (text, pieceLength) => {
          const { records, problems } = await readItems(format, text, pieceLength);
          for (const record of records) expect(record.title).not.toBe('');
          for (const problem of problems) {
            expect(problem.line).toBeGreaterThan(0);
            expect(problem.reason).not.toBe('');
          }
        }),
        { numRuns: FUZZ_RUNS },
      );
    });

    test.each(pieces)('60,000 times %j is read in time', async (piece) => {
      const before = process.cpuUsage().user;
      await readItems(format, good + piece.repeat(60_000), 65_536);
      expect(process.cpuUsage().user - before).toBeLessThan(3_000_000);
    });
  },
);
