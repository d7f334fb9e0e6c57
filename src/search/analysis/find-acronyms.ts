import { tokenize } from './tokenize.ts';

/** A short form and what a text says that it stands for. */
export interface AcronymDefinition {
  /** Folded, without the s of its plural: `plm`. */
  short: string;
  /** Folded: `pre trained language models`. */
  long: string;
}

const MAX_DEFINITIONS = 20;
const MAX_SHORT_LENGTH = 10;
const MIN_LONG_WORDS = 2;
const MAX_LONG_WORDS = 8;
/** Where the long form can begin at the earliest. */
const MAX_LONG_LENGTH = 120;

const IN_BRACKETS = /\((\p{L}[\p{L}\p{N}-]{1,11})(?:[,;][^()]*)?\)/gu;

/**
 * The acronyms that a text defines, as in "pre-trained language models (PLMs)": read backwards, the letters of the short
 * form stand in the long one in their order, the first at the beginning of a word (Schwartz, Hearst: "A simple algorithm
 * for identifying abbreviation definitions in biomedical text", 2003).
 */
export function findAcronyms(text: string): AcronymDefinition[] {
  const found = new Map<string, AcronymDefinition>();
  if (!text.includes('(')) return [];
  for (const { 1: written = '', index } of text.matchAll(IN_BRACKETS)) {
    const short = written.replace(/s$/, '');
    if (short.length > MAX_SHORT_LENGTH || (short.match(/\p{Lu}/gu)?.length ?? 0) < 2) continue;
    // A sentence, a comma or another bracket ends what can belong to it.
    const before =
      text
        .slice(Math.max(0, index - MAX_LONG_LENGTH), index)
        .split(/[.;:,()]\s/)
        .at(-1) ?? '';
    const long = tokenize(longFormOf(short, before) ?? '').words;
    if (long.length < MIN_LONG_WORDS || long.length > MAX_LONG_WORDS) continue;
    const folded = tokenize(short).words.join('');
    if (folded.length > 1 && !long.includes(folded))
      found.set(folded, { short: folded, long: long.join(' ') });
    if (found.size === MAX_DEFINITIONS) break;
  }
  return [...found.values()];
}

function longFormOf(short: string, before: string): string | undefined {
  const [letters, text] = [short.toLowerCase(), before.toLowerCase()];
  let at = text.length;
  for (let letter = letters.length - 1; letter >= 0; letter--) {
    const wanted = letters.charAt(letter);
    if (wanted === '-') continue;
    do at--;
    while (at >= 0 && (text.charAt(at) !== wanted || (letter === 0 && !startsWord(text, at))));
    if (at < 0) return undefined;
  }
  return text.length === before.length ? before.slice(at) : undefined;
}

const startsWord = (text: string, at: number): boolean =>
  at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1));
