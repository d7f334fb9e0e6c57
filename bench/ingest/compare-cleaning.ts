/**
 * How titles are cleaned here, beside `pandoc` and `LaTeX::ToUnicode`, on real ones that hold LaTeX:
 * `npx tsx bench/ingest/compare-cleaning.ts FILE.jsonl.gz ... [--titles 5000] [--examples 0]` (paper lines). Prints how
 * many differ by class; exits with 1 where a difference belongs to no class. Mathematics is compared elsewhere: here
 * each formula is one word. Installs the judges where they are missing (Debian).
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import { cleanText } from '../../src/lib/clean-text.ts';
import { splitMathematics } from '../../src/lib/split-mathematics.ts';
import { differenceClasses } from './cleaning-differences.ts';
import {
  askLatexToUnicode,
  askPandoc,
  installCleaningJudges,
  type CleaningJudge,
} from './cleaning-judges.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { titles: { type: 'string', default: '5000' }, examples: { type: 'string', default: '0' } },
});
if (positionals.length === 0)
  throw new Error('usage: npx tsx bench/ingest/compare-cleaning.ts FILE.jsonl.gz ...');

const UNEXPLAINED = 'of no known class';

installCleaningJudges();
const titles = await chooseTitles(positionals, Number(values.titles));
const raws = titles.map(withoutFormulas);
const ours = titles.map((title) => withoutFormulas(cleanText(title)));
process.stdout.write(`titles with LaTeX       ${titles.length}\n`);
compare('pandoc', askPandoc);
compare('LaTeX::ToUnicode', askLatexToUnicode);

function compare(name: string, judge: CleaningJudge): void {
  const byClass = new Map<string, string[]>();
  judge(raws).forEach((theirs, index) => {
    const title = { raw: raws[index] ?? '', ours: ours[index] ?? '', theirs };
    if (title.ours === theirs) return;
    const found = differenceClasses.find(({ explains }) => explains(title))?.name ?? UNEXPLAINED;
    byClass.set(found, [...(byClass.get(found) ?? []), `  ${title.raw}\n    ${title.ours}\n    ${theirs}\n`]);
  });
  const count = [...byClass.values()].reduce((sum, { length }) => sum + length, 0);
  process.stdout.write(`\n${name}: ${count} differ (${((100 * count) / titles.length).toFixed(1)} %)\n`);
  for (const [label, differences] of [...byClass].sort((one, other) => other[1].length - one[1].length)) {
    process.stdout.write(`${String(differences.length).padStart(6)}  ${label}\n`);
    const shown = label === UNEXPLAINED ? 50 : Number(values.examples);
    process.stdout.write(differences.slice(0, shown).join(''));
    if (label === UNEXPLAINED) process.exitCode = 1;
  }
}

/** Every so-manyth of those that hold LaTeX. */
async function chooseTitles(files: readonly string[], count: number): Promise<string[]> {
  const found: string[] = [];
  for (const file of files) {
    for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
      const { title } = JSON.parse(line) as { title: string };
      if (/[\\{}$~^`]|--|''/.test(title)) found.push(title.replace(/\s+/g, ' ').trim());
    }
  }
  const step = Math.max(1, Math.floor(found.length / count));
  return found.filter((_, index) => index % step === 0).slice(0, count);
}

function withoutFormulas(text: string): string {
  return splitMathematics(text)
    .map(({ kind, value }) => (kind === 'math' ? 'Formula' : value))
    .join('');
}
