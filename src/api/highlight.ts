import type { TextRange } from '../search/results/mark-words.ts';

/** A text in parts, those that match named so. Their texts joined are the whole. */
export function highlight(
  text: string,
  ranges: readonly TextRange[],
): { type: 'text' | 'highlight'; text: string }[] {
  const parts: { type: 'text' | 'highlight'; text: string }[] = [];
  const add = (type: 'text' | 'highlight', start: number, end: number): void => {
    if (end > start) parts.push({ type, text: text.slice(start, end) });
  };
  let at = 0;
  for (const { start, end } of ranges) {
    add('text', at, start);
    add('highlight', start, end);
    at = end;
  }
  add('text', at, text.length);
  return parts;
}
