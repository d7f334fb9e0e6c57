import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { makePaper } from '../../../test/support/make-paper.ts';
import { readItems } from '../../../test/support/read-items.ts';
import { cslJsonFormat } from '../../sources/csl-json/csl-json-format.ts';
import type { Paper } from '../paper.ts';
import { citationsOf, type CitationFormat } from './citation-format.ts';
import { citationFormats } from './citation-formats.ts';

const { bibtex, biblatex, ris, csl } = citationFormats;

const papers: Paper[] = [
  ['R&D at 100%: a_b, #1 and $5', ['Ada Lovelace', 'Jan van der Berg']],
  ['Sorting in $O(n\\log n)$ time', ['Martin Luther King Jr.']],
  ['BERT, GPT-4 and the Zürich corpus', ['The ATLAS Collaboration', 'Łukasz Kaiser']],
  ['A sentence about Markov and nobody else', ['José Núñez', '王小明']],
].map(([title, authors], index) =>
  makePaper({
    title: title as string,
    authors: authors as string[],
    publicId: `arxiv:2608.0000${index + 1}` as Paper['publicId'],
    identifiers: { arxivId: `2608.0000${index + 1}` },
    venue: index === 3 ? 'Journal of Samples 12 (2026) 1-9' : null,
  }),
);

describe.skipIf(!isInstalled('pandoc'))('pandoc (skipped where it is not installed)', () => {
  test('CSL-JSON, read here, written as BibTeX, read by pandoc, keeps title, names, date and identifiers', async () => {
    const { records } = await readItems(cslJsonFormat, citationsOf(csl, papers));
    const reread = records.map((record, index) =>
      makePaper({
        ...{ title: record.title, authors: record.authors, publishedOn: record.publishedOn ?? null },
        ...{ venue: record.venue ?? null, identifiers: { arxivId: record.arxivId ?? '' } },
        publicId: papers[index]!.publicId,
      }),
    );
    const expected = JSON.parse(citationsOf(csl, papers)) as CslItem[];
    const judged = JSON.parse(
      run('pandoc', ['-f', 'bibtex', '-t', 'csljson'], citationsOf(bibtex, reread)),
    ) as CslItem[];
    expect(judged.map(comparable)).toEqual(expected.map(comparable));
  });

  test('BibLaTeX keeps the day', () => {
    const judged = JSON.parse(
      run('pandoc', ['-f', 'biblatex', '-t', 'csljson'], citationsOf(biblatex, papers)),
    ) as CslItem[];
    expect(judged.map(({ issued }) => issued['date-parts'])).toEqual(papers.map(() => [[2026, 8, 19]]));
  });
});

describe.skipIf(!isInstalled('bibtool'))('bibtool (skipped where it is not installed)', () => {
  test('reads BibTeX without a complaint', () => {
    const { stdout, stderr } = spawnSync('bibtool', ['-q'], {
      input: citationsOf(bibtex, papers),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(stdout.match(/^@/gm)).toHaveLength(papers.length);
  });
});

describe.skipIf(!isInstalled('bib2xml', '-v'))('bibutils (skipped where they are not installed)', () => {
  test.each([
    ['bib2xml', bibtex],
    ['ris2xml', ris],
  ] as [string, CitationFormat][])('%s finds every paper', (command, format) => {
    const mods = run(command, ['-i', 'utf8'], citationsOf(format, papers));
    expect(mods.match(/<mods /g)).toHaveLength(papers.length);
    for (const name of ['Lovelace', 'Kaiser', 'Núñez'])
      expect(mods).toContain(`<namePart type="family">${name}<`);
  });
});

interface CslItem {
  title: string;
  author: { [part: string]: string }[];
  issued: { 'date-parts': number[][] };
  DOI?: string;
  URL: string;
}

/** Titles without letter case and spaces, which pandoc changes; names as one reads them; dates to the month. */
function comparable({ title, author, issued, DOI, URL }: CslItem) {
  const plain = (text: string): string => text.replace(/<[^>]+>|[\s\u2000-\u200a]/g, '').toLowerCase();
  const parts = ['given', 'dropping-particle', 'non-dropping-particle', 'family', 'suffix', 'literal'];
  const names = author.map((name) => parts.flatMap((part) => name[part] ?? []).join(' '));
  return { title: plain(title), names, month: issued['date-parts'][0]?.slice(0, 2), DOI, URL };
}

function isInstalled(command: string, flag = '--help'): boolean {
  return spawnSync(command, [flag]).error === undefined;
}

function run(command: string, options: string[], input: string): string {
  return spawnSync(command, options, { input, encoding: 'utf8' }).stdout;
}
