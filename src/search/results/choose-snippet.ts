import { sentenceEnds } from '../../lib/first-sentences.ts';
import type { MarkedRange, TextRange } from './mark-words.ts';

/** Abstracts up to this length are shown whole. */
const SHORT_LENGTH = 300;
/** Sentences are added until they would be longer. */
const SNIPPET_LENGTH = 320;

/**
 * The neighbouring sentences of a long abstract that say most of what was asked for: the most different words, then the
 * most marks, then the earliest. Undefined where the abstract is short or the beginning is as good.
 */
export function chooseSnippet(abstract: string, marks: readonly MarkedRange[]): TextRange | undefined {
  if (abstract.length <= SHORT_LENGTH || marks.length === 0) return undefined;
  const sentences = splitSentences(abstract);
  let best: { from: number; range: TextRange; words: number; marks: number } | undefined;
  sentences.forEach((first, from) => {
    let end = first.end;
    for (const next of sentences.slice(from + 1)) {
      if (next.end - first.start > SNIPPET_LENGTH) break;
      end = next.end;
    }
    const inside = marks.filter((mark) => mark.start >= first.start && mark.end <= end);
    const words = new Set(inside.map(({ term }) => term)).size;
    const isBetter = !best || words > best.words || (words === best.words && inside.length > best.marks + 1);
    if (isBetter) best = { from, range: { start: first.start, end }, words, marks: inside.length };
  });
  return best && best.from > 0 ? best.range : undefined;
}

function splitSentences(text: string): TextRange[] {
  const ends = sentenceEnds(text);
  return ends.map((end, i) => {
    const after = i === 0 ? 0 : ends[i - 1]!;
    return { start: after + (/^\s*/.exec(text.slice(after, end))?.[0].length ?? 0), end };
  });
}
