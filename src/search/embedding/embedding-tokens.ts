import { UnitText } from '../analysis/unit-text.ts';

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

/** A word is `source` from `start` to `end`: cut out only by those who need it, most words are just looked up. */
export type VisitWord = (source: UnitText, start: number, end: number) => void;

/** The words of `text` in reading order, repeated words repeated. */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  eachWord(text, (source, start, end) => words.push(source.text.slice(start, end)));
  return words;
}

/** Visits the words that {@link splitWords} answers. Not to be called by `visit`: it has scratch memory. */
export function eachWord(text: string, visit: VisitWord): void {
  folded.set(NOT_ASCII.test(text) ? foldCharacters(text) : text.toLowerCase());
  const { length } = folded.text;
  let at = 0;
  while (at < length) {
    const start = at;
    at = endOfLetters(start);
    if (at === start) {
      at++;
      continue;
    }
    let isPlain = true;
    while (isConnector(folded.units[at])) {
      const end = endOfLetters(at + 1);
      if (end === at + 1) break;
      at = end;
      isPlain = false;
    }
    if (isPlain) visit(folded, start, Math.min(at, start + MAX_WORD_CHARS));
    else visitConnected(folded.text.slice(start, at), visit);
  }
}

/** The text whose words are being visited, and a word that does not stand in it as one. */
const folded = new UnitText();
const joined = new UnitText();

const NOT_ASCII = /[^\0-\x7f]/;
const COMBINING_MARK = /\p{Mn}+/gu;
const UNICODE_HYPHEN = /[\u2010-\u2012]/g;
const UNICODE_APOSTROPHE = /[\u2018\u2019\u02bc]/g;

function foldCharacters(text: string): string {
  return text
    .normalize('NFKD')
    .replace(COMBINING_MARK, '')
    .replace(UNICODE_HYPHEN, '-')
    .replace(UNICODE_APOSTROPHE, "'")
    .toLowerCase();
}

const HYPHEN = 0x2d;
const APOSTROPHE = 0x27;

const isConnector = (unit: number | undefined): boolean => unit === HYPHEN || unit === APOSTROPHE;

/** Behind the letters and digits of `folded` from `start` on. */
function endOfLetters(start: number): number {
  const { text, units } = folded;
  let at = start;
  for (;;) {
    while (kinds[units[at]!] === LETTER) at++;
    const unit = units[at]!;
    if (unit >= 0xd800 && unit <= 0xdfff) {
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
      if (!LETTER_OR_DIGIT.test(character)) return at;
      at += character.length;
    } else if (kinds[unit] === UNKNOWN) {
      kinds[unit] = LETTER_OR_DIGIT.test(String.fromCharCode(unit)) ? LETTER : OTHER;
    } else return at;
  }
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const UNKNOWN = 0;
const OTHER = 1;
const LETTER = 2;

/** Filled as characters are met: the expression is too slow for each character of a collection. */
const kinds = new Uint8Array(0x10000);

/** A run with hyphens or apostrophes in it. */
function visitConnected(run: string, visit: VisitWord): void {
  const parts = run.split('-');
  for (const part of parts) visitWhole(part, visit);
  if (parts.length > 1 && parts.length <= MAX_JOINED_PARTS) visitWhole(parts.join(''), visit);
}

function visitWhole(run: string, visit: VisitWord): void {
  const word = run.includes("'") ? run.replace(/'s$/, '').replaceAll("'", '') : run;
  joined.set(word);
  visit(joined, 0, Math.min(word.length, MAX_WORD_CHARS));
}
