/**
 * Text to words, for the embedding model. Pure, and the same at training and at search: a model is only
 * good for the tokens it was trained on, so a change here means a new model (see `TOKENS_VERSION`).
 *
 * Rules, in order:
 * 1. Compatibility forms and accents are folded (`Poincaré` -> `poincare`, `ﬁeld` -> `field`); lower case.
 * 2. A word is a run of letters and digits of any script. `can't` is `cant`, `paper's` is `paper`.
 * 3. A hyphenated word gives its parts and then the joined word: `self-supervised` -> `self supervised selfsupervised`.
 *    Joins hold up to three parts, so that long dash-chains stay words.
 * 4. Words longer than 40 characters are cut: they are addresses or noise, and their head is what can match.
 */
export const TOKENS_VERSION = 1;

const MAX_WORD_CHARS = 40;
const MAX_JOINED_PARTS = 3;

// Two expressions of the same shape: the Unicode classes are several times slower, and most abstracts are ASCII.
const ASCII_WORD = /[a-z0-9]+(?:['-][a-z0-9]+)*/g;
const ANY_WORD = /[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu;
const NOT_ASCII = /[^\0-\x7f]/;
const COMBINING_MARK = /\p{Mn}+/gu;
const UNICODE_HYPHEN = /[\u2010-\u2012]/g;
const UNICODE_APOSTROPHE = /[\u2018\u2019\u02bc]/g;

/** The words of `text` in reading order, repeated words repeated. */
export function splitWords(text: string): string[] {
  const isAscii = !NOT_ASCII.test(text);
  const folded = isAscii ? text.toLowerCase() : foldCharacters(text);
  const words: string[] = [];
  for (const run of folded.match(isAscii ? ASCII_WORD : ANY_WORD) ?? []) {
    if (run.includes('-')) pushHyphenated(words, run);
    else pushWord(words, run);
  }
  return words;
}

function foldCharacters(text: string): string {
  return text
    .normalize('NFKD')
    .replace(COMBINING_MARK, '')
    .replace(UNICODE_HYPHEN, '-')
    .replace(UNICODE_APOSTROPHE, "'")
    .toLowerCase();
}

function pushHyphenated(words: string[], run: string): void {
  const parts = run.split('-');
  for (const part of parts) pushWord(words, part);
  if (parts.length <= MAX_JOINED_PARTS) pushWord(words, parts.join(''));
}

function pushWord(words: string[], run: string): void {
  let word = run;
  if (word.includes("'")) {
    if (word.endsWith("'s")) word = word.slice(0, -2);
    word = word.replaceAll("'", '');
  }
  words.push(word.length > MAX_WORD_CHARS ? word.slice(0, MAX_WORD_CHARS) : word);
}
