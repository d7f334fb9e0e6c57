import type { TextRange } from './mark-words.ts';

/** Words as search has them: letters and digits, and the signs of C++ and C#. */
export const WORD = /[\p{L}\p{N}\p{M}]+(?:\.\d+)*(?:\+\+|#)?/gu;

/**
 * The first word from a place on. Most are letters of ASCII and nothing else: these are found without the expression,
 * which takes ten times as long.
 */
export function nextWord(text: string, from: number): TextRange | undefined {
  let start = from;
  while (start < text.length && isOther(text.charCodeAt(start))) start++;
  let end = start;
  while (isPlain(text.charCodeAt(end))) end++;
  if (end > start && !mayGoOn(text, end)) return { start, end };
  if (start === text.length) return undefined;
  WORD.lastIndex = start;
  const found = WORD.exec(text);
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}

/** Whether what stands behind letters and digits of ASCII may belong to their word. */
function mayGoOn(text: string, end: number): boolean {
  const next = text.charAt(end);
  if (next === '.') return isPlain(text.charCodeAt(end + 1));
  return next === '+' || next === '#' || next >= '\x80';
}

const plain = Uint8Array.from({ length: 0x80 }, (_, code) =>
  /[A-Za-z0-9]/.test(String.fromCharCode(code)) ? 1 : 0,
);
/** A letter or digit of ASCII; not the NaN behind a text's end. */
const isPlain = (code: number): boolean => plain[code] === 1;
/** A character of ASCII that begins no word. */
const isOther = (code: number): boolean => plain[code] === 0;
