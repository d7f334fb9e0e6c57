import type { VNode } from 'preact';
import { splitMathematics } from '../lib/split-mathematics.ts';
import { mathToMathml } from '../lib/math-to-mathml.ts';

/** Says of a word whether the reader asked for it. */
export type WordTest = (word: string) => boolean;

/** Text of a paper: words escaped, mathematics as MathML (its source where it can't be shown), asked words marked. */
export function MarkedText({ text, isMarked }: { text: string; isMarked?: WordTest | undefined }): VNode {
  return (
    <>
      {splitMathematics(text).map(({ kind, value }) =>
        kind === 'math' ? <Formula source={value} /> : isMarked ? markWords(value, isMarked) : value,
      )}
    </>
  );
}

function Formula({ source }: { source: string }): VNode {
  const markup = mathToMathml(source);
  // The markup holds nothing but presentation tags from a fixed list; see math-to-mathml.ts.
  if (markup) return <span class="math" dangerouslySetInnerHTML={{ __html: markup }} />;
  return <code class="tex">{source}</code>;
}

function markWords(words: string, isMarked: WordTest): (string | VNode)[] {
  return words
    .split(/([\p{L}\p{N}\p{M}]+)/u)
    .map((word, index) => (index % 2 === 1 && isMarked(word) ? <mark>{word}</mark> : word));
}
