import { monthNumber } from '../../lib/partial-date.ts';
import { readLines } from '../../lib/read-lines.ts';
import type { RecordProblem } from '../file-format.ts';
import { parseBibtexBlock, type BibtexEntry, type Macros } from './parse-bibtex-block.ts';

/** An author list of a great collaboration has some 200 thousand characters. */
const MAX_ENTRY_LENGTH = 2 * 1024 * 1024;

/**
 * The entries of a BibTeX file. A line that begins with `@name{` always begins an entry, so that one whose braces
 * don't match spoils itself alone. `@string` definitions are applied, comments and preambles passed over.
 */
export async function* readBibtexEntries(
  text: AsyncIterable<string>,
): AsyncGenerator<{ entry: BibtexEntry } | { problem: RecordProblem }> {
  const macros: Macros = new Map(MONTHS.map((name) => [name, String(monthNumber(name))]));
  let block: string[] = [];
  let length = 0;
  let firstLine = 0;
  const finish = (): ReturnType<typeof parseBibtexBlock> => {
    const lines = block;
    block = [];
    if (length > MAX_ENTRY_LENGTH)
      return [{ problem: { line: firstLine, reason: 'the entry is far too long' } }];
    return lines.length === 0 ? [] : parseBibtexBlock(lines.join('\n'), firstLine, macros);
  };
  for await (const line of readLines(text, { maxLength: MAX_ENTRY_LENGTH })) {
    if (BEGINS_ENTRY.test(line.text)) {
      yield* finish();
      length = 0;
      firstLine = line.number;
      block.push(line.text);
    } else if (firstLine > 0 && length <= MAX_ENTRY_LENGTH) {
      block.push(line.text);
    }
    // What so long a line begins with is not known, but where it stands is.
    if (line.isTooLong && firstLine === 0) firstLine = line.number;
    length += line.isTooLong ? MAX_ENTRY_LENGTH + 1 : line.text.length + 1;
  }
  yield* finish();
}

const BEGINS_ENTRY = /^\s*@\s*[a-zA-Z]+\s*[{(]/;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
