/** A line of a text, without its line break. */
export interface Line {
  /** Counted from 1. */
  number: number;
  text: string;
  /** The line was longer than allowed: `text` is empty and the line was never held in memory. */
  isTooLong?: true;
}

/** Splits text that comes in pieces into lines (LF or CRLF), of at most `maxLength` characters each. */
export async function* readLines(
  chunks: AsyncIterable<string>,
  { maxLength }: { maxLength: number },
): AsyncGenerator<Line> {
  let number = 1;
  let begun = '';
  let isTooLong = false;
  for await (const chunk of chunks) {
    let start = 0;
    for (let newline = chunk.indexOf('\n'); newline >= 0; newline = chunk.indexOf('\n', start)) {
      const fits = !isTooLong && begun.length + newline - start <= maxLength;
      yield fits ? line(number, begun + chunk.slice(start, newline)) : { number, text: '', isTooLong: true };
      number += 1;
      begun = '';
      isTooLong = false;
      start = newline + 1;
    }
    isTooLong ||= begun.length + chunk.length - start > maxLength;
    begun = isTooLong ? '' : begun + chunk.slice(start);
  }
  if (isTooLong) yield { number, text: '', isTooLong: true };
  else if (begun !== '') yield line(number, begun);
}

function line(number: number, text: string): Line {
  return { number, text: text.endsWith('\r') ? text.slice(0, -1) : text };
}
