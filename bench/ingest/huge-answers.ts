/**
 * How each source's parser bears answers of 50 MB (JSON: 12 MB): `npx tsx bench/ingest/huge-answers.ts`. Prints, for each, the time
 * and how it ended; a stretch without turn is one in which nothing else in the process could run.
 */
import { monotonicMs } from '../../src/lib/clock.ts';
import { MAX_JSON_BYTES } from '../../src/sources/json-answer.ts';
import { sourceAnswers } from '../../test/contracts/source-answers.ts';

/** XML is read in pieces; of JSON the client refuses more than it can read in one stretch. */
const XML_SIZE = 50 * 1024 * 1024;
const PIECE_LENGTH = 64 * 1024;

process.stdout.write('answer                     case                 seconds  longest stretch ms  end\n');
for (const { name, read, write } of sourceAnswers) {
  const one = write([{ number: 1, title: 'One' }]);
  const size = one.startsWith('<') ? XML_SIZE : MAX_JSON_BYTES;
  const title = (text: string): string => one.replace('One', () => text);
  const paper =
    write([
      { number: 1, title: 'One' },
      { number: 2, title: 'Two' },
    ]).length - one.length;
  const cases: { [label: string]: () => string } = {
    'many papers': () =>
      write(
        Array.from({ length: Math.floor(size / paper) }, (_, number) => ({ number, title: `No. ${number}` })),
      ),
    'one endless title': () => title('word '.repeat(size / 5)),
    'nested without end': () => title((one.startsWith('<') ? '<a>' : '[').repeat(size / 3)),
    'character references': () => title('&#97;'.repeat(size / 5)),
    'LaTeX without end': () =>
      title(one.startsWith('<') ? '\\"{'.repeat(size / 3) : '\\\\{'.repeat(size / 3)),
  };
  for (const [label, make] of Object.entries(cases)) {
    const text = make();
    const startedMs = monotonicMs();
    let longestMs = 0;
    let lastTurnMs = startedMs;
    const noteTurn = (): void => {
      longestMs = Math.max(longestMs, monotonicMs() - lastTurnMs);
      lastTurnMs = monotonicMs();
    };
    const timer = setInterval(noteTurn, 5);
    const end = await read(text, PIECE_LENGTH).then(
      ({ records, problems }) => `${records.length} papers, ${problems.length} problems`,
      (error: unknown) => (error instanceof Error ? error.message.slice(0, 60) : String(error)),
    );
    clearInterval(timer);
    noteTurn();
    const seconds = ((monotonicMs() - startedMs) / 1000).toFixed(2);
    process.stdout.write(
      `${name.padEnd(26)} ${label.padEnd(20)} ${seconds.padStart(7)} ${String(Math.round(longestMs)).padStart(19)}  ${end}\n`,
    );
  }
}
