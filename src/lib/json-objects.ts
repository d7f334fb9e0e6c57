/** The text of one object out of a longer JSON text. */
export interface JsonText {
  text: string;
  /** Where it begins, counted from 1. */
  line: number;
  /** It was longer than allowed, or the text ended within it; `text` is empty then. */
  fault?: 'too long' | 'not closed';
}

/**
 * Cuts the objects out of `[{...}, {...}]`, or out of objects that simply follow one another, given in pieces. Nothing
 * but braces and strings is looked at, so a broken object spoils the others only where its braces don't match.
 */
export async function* readJsonObjects(
  chunks: AsyncIterable<string>,
  { maxLength }: { maxLength: number },
): AsyncGenerator<JsonText> {
  let line = 1;
  let begunOnLine = 1;
  let begun = '';
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  let isTooLong = false;
  for await (const chunk of chunks) {
    let start = 0;
    const sign = /[{}"\\\n]/g;
    if (isEscaped) sign.lastIndex = 1;
    isEscaped = false;
    for (let found = sign.exec(chunk); found; found = sign.exec(chunk)) {
      const character = found[0];
      if (character === '\n') line += 1;
      else if (isInString) {
        if (character === '"') isInString = false;
        else if (character === '\\' && sign.lastIndex === chunk.length) isEscaped = true;
        else if (character === '\\') sign.lastIndex += 1;
      } else if (character === '"') isInString = depth > 0;
      else if (character === '{') {
        if (depth === 0) [start, begunOnLine] = [found.index, line];
        depth += 1;
      } else if (character === '}' && depth > 0) {
        depth -= 1;
        if (depth > 0) continue;
        const fits = !isTooLong && begun.length + found.index - start < maxLength;
        if (fits) yield { text: begun + chunk.slice(start, found.index + 1), line: begunOnLine };
        else yield { text: '', line: begunOnLine, fault: 'too long' };
        begun = '';
        isTooLong = false;
      }
    }
    if (depth > 0) {
      isTooLong ||= begun.length + chunk.length - start > maxLength;
      begun = isTooLong ? '' : begun + chunk.slice(start);
    }
  }
  if (depth > 0) yield { text: '', line: begunOnLine, fault: 'not closed' };
}
