import { foldText } from '../analysis/fold-text.ts';
import { stemEnglish } from '../analysis/stem-english.ts';
import { nextWord } from './next-word.ts';

/** A stretch of a text, in UTF-16 units, the end not included. */
export interface TextRange {
  start: number;
  end: number;
}

/** Where a query's words stand in a text: any form of them, hyphens and accents aside. In order, without overlaps. */
export type WordMarker = (text: string) => MarkedRange[];

export interface MarkedRange extends TextRange {
  /** The stem that was asked for. */
  term: string;
}

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}]/u;

/** `terms`: the stems that were searched. */
export function createWordMarker(terms: Iterable<string>): WordMarker {
  const asked = new Set(terms);
  const beginnings = [...asked].flatMap(beginningsOf);
  const mayBegin = createBeginnings(beginnings);
  const pairs = [...asked].filter((term) => UNSPACED.test(term));
  const known = new Map<string, string | undefined>();
  const termOf = (written: string): string | undefined => {
    if (!known.has(written)) known.set(written, askedTermOf(written, 0));
    return known.get(written);
  };
  /** Of terms that are longer than `minLength`, all or all but their last letter. */
  const askedTermOf = (written: string, minLength: number): string | undefined => {
    const folded = foldText(written);
    if (!beginnings.some((one) => one.length >= minLength && folded.startsWith(one))) return undefined;
    const term = stemEnglish(folded);
    return asked.has(term) ? term : undefined;
  };
  const longest = Math.max(0, ...beginnings.map(({ length }) => length));
  return (text) => {
    const marks: MarkedRange[] = [];
    let before: TextRange | undefined;
    let mayBeFirst = false;
    for (let word = nextWord(text, 0); word; word = nextWord(text, word.end)) {
      const { start, end } = word;
      const joined = mayBeFirst && before && isJoint(text, before.end, start) ? before : undefined;
      const mayBeOwn = mayBegin(text, start);
      before = word;
      mayBeFirst = end - start <= longest && (end - start === 1 || mayBeOwn);
      if (!mayBeOwn && !joined && pairs.length === 0) continue;
      // "pretrained" asked for, "pre-trained" written; or "GPT-4" both times.
      const own = mayBeOwn ? termOf(text.slice(start, end)) : undefined;
      // Of two words that were both asked for, each is marked.
      const isApart =
        joined && text.charAt(joined.end) === ' ' && own !== undefined && marks.at(-1)?.end === joined.end;
      // A term that ends within the first of two words is not both of them.
      const whole =
        joined && !isApart
          ? askedTermOf(
              text.slice(joined.start, joined.end) + text.slice(start, end),
              joined.end - joined.start,
            )
          : undefined;
      const term = whole ?? own;
      if (joined && whole !== undefined) {
        if (marks.at(-1)?.end === joined.end) marks.pop();
        marks.push({ start: joined.start, end, term: whole });
      } else if (term !== undefined) marks.push({ start, end, term });
      else if (pairs.length > 0) {
        const written = text.slice(start, end);
        if (UNSPACED.test(written)) marks.push(...markPairs(written, start, pairs));
      }
    }
    return marks;
  };
}

/**
 * Whether a word at a place of a text may begin like one of these, by their first two letters: nearly all words don't, and
 * need not be cut out and folded. Always true where it begins otherwise than with two characters of ASCII.
 */
function createBeginnings(beginnings: string[]): (text: string, at: number) => boolean {
  const table = new Uint8Array(0x80 * 0x80);
  const firstTwo = new Set(beginnings.map((text) => text.slice(0, 2)));
  for (const beginning of [...firstTwo].filter((text) => /^[\x00-\x7f]{1,2}$/.test(text))) {
    for (const cased of [beginning, beginning.toUpperCase()]) {
      const row = cased.charCodeAt(0) * 0x80;
      if (cased.length === 1) table.fill(1, row, row + 0x80);
      else for (const second of [beginning, beginning.toUpperCase()]) table[row + second.charCodeAt(1)] = 1;
    }
  }
  return (text, at) => {
    const first = text.charCodeAt(at);
    const second = text.charCodeAt(at + 1);
    return !(first < 0x80 && second < 0x80) || table[first * 0x80 + second] === 1;
  };
}

/** What the words that have this stem begin with: all of it but what an ending may change (study, studi; hoping, hope). */
function beginningsOf(stem: string): string[] {
  const beginning = stem.length > 2 ? stem.slice(0, -1) : stem;
  return /^[dlt]ie$/.test(stem) ? [beginning, `${stem.charAt(0)}y`] : [beginning];
}

const isJoint = (text: string, from: number, to: number): boolean =>
  to === from + 1 && '-‐‑–.& '.includes(text.charAt(from));

/** Where words have no spaces, search knows pairs of neighbours; those that touch are one mark. */
function markPairs(written: string, offset: number, pairs: string[]): MarkedRange[] {
  const marks: MarkedRange[] = [];
  for (let at = 0; at < written.length; at++) {
    const term = pairs.find((pair) => written.startsWith(pair, at));
    if (term === undefined) continue;
    const [start, end] = [offset + at, offset + at + term.length];
    const last = marks.at(-1);
    if (last && last.end >= start) last.end = Math.max(last.end, end);
    else marks.push({ start, end, term });
  }
  return marks;
}
