import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { crawlSite } from '../support/crawl-site.ts';
import { makePaperRecord, makePaperRecords } from '../support/make-paper-record.ts';
import { openSite } from '../support/open-site.ts';

const records = [
  ...makePaperRecords(55, { abstract: `We study $x^2$ and attention. ${'It is long. '.repeat(30)}` }),
  makePaperRecord({
    sourceId: '2608.20001',
    title: 'R&D <b> in $\\mathcal{O}(n^2)$, “quoted”',
    abstract:
      'Let $x = \\frac{a+b}{\\sqrt{2}}$ and $$\\sum_{i=1}^{n} \\alpha_i \\le \\int_0^1 f(t)\\,dt$$ hold. '.repeat(
        4,
      ),
    authors: ['Ada Lovelace', 'José Núñez', '<script>'],
    venue: 'Proceedings of Sorting',
    versions: [
      { number: 1, submittedOn: '2026-08-19' },
      { number: 2, submittedOn: '2026-08-21' },
    ],
  }),
];

/** Put there by bin/test; the package would, where it finds no Java, fetch one from elsewhere while it installs. */
const checker = process.env['VNU_JAR'] ?? '.cache/judges/node_modules/vnu-jar/build/dist/vnu.jar';
const hasChecker = existsSync(checker) && spawnSync('java', ['-version']).error === undefined;

describe.skipIf(!hasChecker)('the Nu HTML checker (skipped where it or Java is not installed)', () => {
  test('finds no error on any page that a crawl from the front page reaches', async () => {
    const site = await openSite({ records, mode: 'development' });
    const pages = await crawlSite(site, [
      '/',
      '/reading-list',
      '/search?q=zzzz',
      '/nowhere',
      '/days/2026-08-22',
    ]);
    expect(pages.size).toBeGreaterThan(40);
    const folder = mkdtempSync(join(tmpdir(), 'offprint-pages-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const paths = [...pages.keys()];
    paths.forEach((path, index) => writeFileSync(join(folder, `${index}.html`), pages.get(path) ?? ''));
    const { stderr } = spawnSync('java', ['-jar', checker, '--format', 'json', '--errors-only', folder], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    const { messages } = JSON.parse(stderr) as {
      messages: { url: string; message: string; extract?: string }[];
    };
    const found = messages.map(
      ({ url, message, extract }) =>
        `${paths[Number(/(\d+)\.html$/.exec(url)?.[1])]}: ${message} ${extract ?? ''}`,
    );
    expect(found).toEqual([]);
  }, 240_000);
});
