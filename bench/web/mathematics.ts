import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { mathToMathml } from '../../src/lib/math-to-mathml.ts';
import { mathToText } from '../../src/lib/math-to-text.ts';
import { splitMathematics } from '../../src/lib/split-mathematics.ts';

/**
 * Real abstracts through the mathematics: how many formulas could not be set and stand as their source, and which tags
 * came out. `npx tsx bench/web/mathematics.ts FILE.jsonl.gz [COUNT]`, a file with a title and an abstract in each line.
 */
const [file, limit = '20000'] = process.argv.slice(2);
if (!file) throw new Error('usage: npx tsx bench/web/mathematics.ts FILE.jsonl.gz [COUNT]');

const ALLOWED = new Set(
  'math semantics mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd mpadded mphantom mstyle menclose none mprescripts mmultiscripts'.split(
    ' ',
  ),
);
const counts = { abstracts: 0, withFormulas: 0, formulas: 0, unset: 0, crashes: 0 };
const foreignTags = new Map<string, number>();
const unset: string[] = [];
const startedAt = process.cpuUsage();

for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
  if (counts.abstracts >= Number(limit)) break;
  const { title = '', abstract = '' } = JSON.parse(line) as { title?: string; abstract?: string };
  counts.abstracts++;
  try {
    readText(title);
    if (readText(abstract)) counts.withFormulas++;
  } catch (error) {
    counts.crashes++;
    console.error(error, line.slice(0, 200));
  }
}

const { user } = process.cpuUsage(startedAt);
console.log(`abstracts       ${counts.abstracts} (${counts.withFormulas} with formulas)`);
console.log(`formulas        ${counts.formulas}`);
console.log(
  `shown as source ${counts.unset} (${((100 * counts.unset) / Math.max(1, counts.formulas)).toFixed(2)} %)`,
);
console.log(`crashes         ${counts.crashes}`);
console.log(`tags beyond the list of MathML: ${[...foreignTags.keys()].join(' ') || 'none'}`);
console.log(`CPU             ${(user / 1000 / Math.max(1, counts.abstracts)).toFixed(2)} ms an abstract`);
console.log(`some of those shown as source:\n${unset.slice(0, 20).join('\n')}`);

function readText(text: string): boolean {
  mathToText(text);
  const formulas = splitMathematics(text).filter(({ kind }) => kind === 'math');
  for (const { value } of formulas) {
    counts.formulas++;
    const markup = mathToMathml(value);
    if (!markup) {
      counts.unset++;
      unset.push(value.slice(0, 160));
      continue;
    }
    for (const [, tag = ''] of markup.matchAll(/<\/?([a-z][\w-]*)/gi)) {
      if (!ALLOWED.has(tag)) foreignTags.set(tag, (foreignTags.get(tag) ?? 0) + 1);
    }
  }
  return formulas.length > 0;
}
