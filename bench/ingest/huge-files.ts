/**
 * How each file format bears 50 MB: `npx tsx bench/ingest/huge-files.ts`. Prints, for each, the time of the CPU, the
 * longest stretch in which nothing else in the process could run, what was read, and the most memory so far.
 */
import { monotonicMs } from '../../src/lib/clock.ts';
import { aclAnthologyFormat } from '../../src/sources/acl-anthology/acl-anthology-format.ts';
import { arxivSnapshotFormat } from '../../src/sources/arxiv-snapshot/arxiv-snapshot-format.ts';
import { bibtexFormat } from '../../src/sources/bibtex/bibtex-format.ts';
import { cslJsonFormat } from '../../src/sources/csl-json/csl-json-format.ts';
import type { FileFormat } from '../../src/sources/file-format.ts';
import { paperLinesFormat } from '../../src/sources/paper-lines/paper-lines-format.ts';
import { risFormat } from '../../src/sources/ris/ris-format.ts';

const SIZE = 50 * 1024 * 1024;
const PIECE_LENGTH = 64 * 1024;

/** A file of one title, as beginning, record around the title, and end. */
const formats: [format: FileFormat, before: string, record: (title: string) => string, after: string][] = [
  [
    bibtexFormat,
    '',
    (title) => `@article{key, title = {${title}}, author = {Example, Ann}, year = 2026}\n`,
    '',
  ],
  [risFormat, '', (title) => `TY  - JOUR\nTI  - ${title}\nAU  - Example, Ann\nER  - \n`, ''],
  [cslJsonFormat, '[', (title) => `{"title": "${title}", "issued": {"date-parts": [[2026]]}},\n`, '{}]'],
  [
    aclAnthologyFormat,
    '<collection id="2026.acl"><volume id="long">',
    (title) => `<paper id="1"><title>${title}</title></paper>\n`,
    '</volume></collection>',
  ],
  [arxivSnapshotFormat, '', (title) => `{"id": "2608.00001", "title": "${title}", "versions": []}\n`, ''],
  [paperLinesFormat, '', (title) => `{"id": "arxiv:2608.00001", "title": "${title}"}\n`, ''],
];

const titles: { [label: string]: string } = {
  'one endless title': 'word ',
  'nested without end': '<a>{[',
  'character references': '&#97;',
  'braces and quotes': '\\\\{"',
  'LaTeX without end': '\\\\textbf{',
};

process.stdout.write('format               case                 CPU s  longest stretch ms    MB  end\n');
for (const [format, before, record, after] of formats) {
  const one = record('One');
  await measure(format, 'many papers', function* () {
    const many = one.repeat(1_000);
    yield before;
    for (let length = 0; length < SIZE; length += many.length) yield many;
    yield after;
  });
  for (const [label, piece] of Object.entries(titles)) {
    await measure(format, label, function* () {
      const [head = '', tail = ''] = record('\u0000').split('\u0000');
      const many = piece.repeat(10_000);
      yield before + head;
      for (let length = 0; length < SIZE; length += many.length) yield many;
      yield tail + one + after;
    });
  }
}

async function measure(format: FileFormat, label: string, text: () => Iterable<string>): Promise<void> {
  const startedCpu = process.cpuUsage().user;
  let [longestMs, lastTurnMs] = [0, monotonicMs()];
  const noteTurn = (): void => {
    longestMs = Math.max(longestMs, monotonicMs() - lastTurnMs);
    lastTurnMs = monotonicMs();
  };
  const timer = setInterval(noteTurn, 5);
  let [records, problems, first] = [0, 0, ''];
  for await (const item of format.read(inPieces(text()))) {
    if ('record' in item) records += 1;
    else if (problems++ === 0) first = `; line ${item.problem.line}: ${item.problem.reason}`;
  }
  clearInterval(timer);
  noteTurn();
  const cpu = ((process.cpuUsage().user - startedCpu) / 1e6).toFixed(1);
  const mb = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(
    `${format.name.padEnd(20)} ${label.padEnd(20)} ${cpu.padStart(5)} ${String(Math.round(longestMs)).padStart(19)} ${String(mb).padStart(5)}  ${records} papers, ${problems} problems${first.slice(0, 80)}\n`,
  );
}

/** As a file is read: in pieces, with turns for others between them. */
async function* inPieces(texts: Iterable<string>): AsyncGenerator<string> {
  for (const text of texts) {
    for (let start = 0; start < text.length; start += PIECE_LENGTH) {
      await new Promise(setImmediate);
      yield text.slice(start, start + PIECE_LENGTH);
    }
  }
}
