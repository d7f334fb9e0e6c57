/** A stretch of a title or an abstract: words, or the TeX source that stood between dollars. */
export interface MathTextPart {
  kind: 'text' | 'math';
  source: string;
}

/**
 * Splits text with `$...$` (or `$$...$$`) into words and mathematics. A dollar opens mathematics only before a visible
 * character and closes it only after one and not before a digit, so "from $5 to $10" stays words. `\$` is a dollar.
 */
export function splitMath(text: string): MathTextPart[] {
  const parts: MathTextPart[] = [];
  let at = 0;
  for (const match of text.matchAll(MATHEMATICS)) {
    const source = match[1] ?? match[2] ?? '';
    pushWords(parts, text.slice(at, match.index));
    parts.push({ kind: 'math', source });
    at = match.index + match[0].length;
  }
  pushWords(parts, text.slice(at));
  return parts;
}

/** Longer stretches between two dollars are two stray dollars rather than a formula. */
const MATHEMATICS =
  /(?<!\\)(?:\$\$([^$]{1,2000})\$\$|\$(?=[^\s$])((?:\\[\s\S]|[^$\\]){1,2000}?)(?<!\s)\$(?!\d))/g;

function pushWords(parts: MathTextPart[], words: string): void {
  if (words) parts.push({ kind: 'text', source: words.replaceAll('\\$', '$') });
}
