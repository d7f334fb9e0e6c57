/** A stretch of a text: words, or mathematics without its delimiters. */
export interface TextPart {
  kind: 'text' | 'math';
  value: string;
}

/**
 * Takes raw LaTeX text apart at its mathematics: `$...$`, `$$...$$`, `\(...\)` and `\[...\]`, spaces inside allowed.
 * A dollar sign that delimits nothing (a price, a lone one) stays text.
 */
export function splitMathematics(text: string): TextPart[] {
  if (!MAY_HOLD_MATHEMATICS.test(text)) return [{ kind: 'text', value: text }];
  const parts: TextPart[] = [];
  const closers = createCloserFinder(text);
  const opener = /\\[([\\$]|\$\$?/g;
  let textStart = 0;
  for (let found = opener.exec(text); found; found = opener.exec(text)) {
    const math = findMathematics(text, found.index, found[0], closers);
    if (!math) {
      // Of `$$` that opens nothing, the second sign may still open something.
      if (found[0] === '$$') opener.lastIndex = found.index + 1;
      continue;
    }
    if (found.index > textStart) parts.push({ kind: 'text', value: text.slice(textStart, found.index) });
    parts.push({ kind: 'math', value: math.value });
    textStart = math.end;
    opener.lastIndex = math.end;
  }
  if (textStart < text.length) parts.push({ kind: 'text', value: text.slice(textStart) });
  return parts;
}

const MAY_HOLD_MATHEMATICS = /\$|\\[([]/;

/** Longer than this it is a stray delimiter and its far-off partner. */
const MAX_MATHEMATICS_LENGTH = 4000;

const CLOSERS: { [opener: string]: string } = { '\\(': '\\)', '\\[': '\\]', $: '$', $$: '$$' };

type FindCloser = (closer: string, from: number) => number;

function findMathematics(
  text: string,
  start: number,
  opener: string,
  findCloser: FindCloser,
): { value: string; end: number } | undefined {
  const closer = CLOSERS[opener];
  if (closer === undefined) return undefined; // an escaped dollar or a line break
  const from = start + opener.length;
  const at = findCloser(closer, from);
  if (at < 0 || at - from > MAX_MATHEMATICS_LENGTH) return undefined;
  const inside = text.slice(from, at);
  // Trimming must not leave a backslash that would escape the closing sign.
  const value = inside.trim().replace(/(?<!\\)\\$/, '');
  const end = at + closer.length;
  if (value === '' || (opener === '$' && isProse(inside, text.charAt(end)))) return undefined;
  return { value, end };
}

/** Remembers where each closer was found last, so that many openers before one closer cost one search. */
function createCloserFinder(text: string): FindCloser {
  const known = new Map<string, number>();
  return (closer, from) => {
    const last = known.get(closer);
    if (last !== undefined && (last < 0 || last >= from)) return last;
    const at = indexOfUnescaped(text, closer, from);
    known.set(closer, at);
    return at;
  };
}

function indexOfUnescaped(text: string, closer: string, from: number): number {
  let at = text.indexOf(closer, from);
  if (closer.startsWith('$')) {
    while (at > 0 && text[at - 1] === '\\') at = text.indexOf(closer, at + 1);
  }
  return at;
}

/** What stands between two dollar signs may be words and prices: "$5 and $10", "in US$ for the first time in US$". */
function isProse(inside: string, next: string): boolean {
  if (/[\\^_{}=]/.test(inside)) return false;
  if (/[a-z]{3,}\s+[a-z]{2,}\s/i.test(inside)) return true;
  return /^\d/.test(inside) && (/\s$/.test(inside) || /\d/.test(next) || /\b[a-z]{3,}\b/.test(inside));
}
