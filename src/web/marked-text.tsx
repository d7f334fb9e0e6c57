import type { VNode } from 'preact';
import { splitMathematics } from '../lib/split-mathematics.ts';
import type { TextRange } from '../search/results/mark-words.ts';
import { mathToMathml } from '../lib/math-to-mathml.ts';

/** Text of a paper: words escaped, mathematics as MathML (its source where it can't be shown), some of it marked. */
export function MarkedText({ text, marks = [] }: { text: string; marks?: TextRange[] | undefined }): VNode {
  let at = 0;
  return (
    <>
      {splitMathematics(text).map(({ kind, value }) => {
        const start = text.indexOf(value, at);
        at = start + value.length;
        return kind === 'math' ? <Formula source={value} /> : markRanges(value, shiftRanges(marks, start));
      })}
    </>
  );
}

/** Ranges of a text as ranges of its part that begins at `start`. */
export function shiftRanges(ranges: TextRange[], start: number): TextRange[] {
  return ranges.map((range) => ({ start: range.start - start, end: range.end - start }));
}

function Formula({ source }: { source: string }): VNode {
  const markup = mathToMathml(source);
  // The markup holds nothing but presentation tags from a fixed list; see math-to-mathml.ts.
  if (markup) return <span class="math" dangerouslySetInnerHTML={{ __html: markup }} />;
  return <code class="tex">{source}</code>;
}

/** Ranges in order; what of them lies outside the words is left out. */
function markRanges(words: string, ranges: TextRange[]): (string | VNode)[] {
  const parts: (string | VNode)[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    if (start < at || end > words.length) continue;
    parts.push(words.slice(at, start), <mark>{words.slice(start, end)}</mark>);
    at = end;
  }
  parts.push(words.slice(at));
  return parts;
}
