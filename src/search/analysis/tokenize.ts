import { foldText } from './fold-text.ts';
import { isOpenCompound } from './open-compounds.ts';
import { UnitText } from './unit-text.ts';

/** A text as the index sees it. */
export interface TokenizedText {
  /** In order, stop words included; the parts of a compound one by one. CJK text as pairs of neighbours. */
  words: string[];
  compounds: Compound[];
}

/** Parts written as one: `pre-trained` is also found as pretrained, `R&D` as rd, `cs.CL` as cscl. */
export interface Compound {
  /** The parts joined. */
  text: string;
  /** Its parts are words[start] to words[end - 1]. */
  start: number;
  end: number;
}

/** Longer runs are no words (DNA, base64, tables): only their beginning is kept. */
const MAX_WORD_LENGTH = 48;
const MAX_COMPOUND_PARTS = 6;

/** Splits a text into folded words. Never fails, whatever the text. */
export function tokenize(text: string): TokenizedText {
  source.set(foldText(text));
  const { text: folded, units } = source;
  const { length } = folded;
  const words: string[] = [];
  const compounds: Compound[] = [];
  let at = 0;
  /** Where the compound that may be going on began, in words; -1: none. */
  let compoundStart = -1;
  /** Where the word before ended, and its number; a compound's parts don't count. */
  let beforeEnd = -2;
  let beforeIndex = -1;
  while (at < length) {
    const kind = kindOf(units[at]!);
    if (kind === OTHER) {
      at++;
      continue;
    }
    const end = kind === LETTER ? endOfWord(units, at) : endOfIdeographs(units, at);
    if (kind === IDEOGRAPH) {
      pushPairs(words, folded, at, end);
      compoundStart = -1;
      at = end;
      continue;
    }
    if (compoundStart < 0) compoundStart = words.length;
    words.push(wordAt(source, at, end));
    const isPart = isConnected(units, end);
    const isApart = compoundStart === words.length - 1 && !isPart;
    if (isApart && beforeEnd === at - 1 && beforeIndex === words.length - 2 && units[beforeEnd] === SPACE)
      addOpenCompound(words, compounds);
    if (isPart) {
      at = end + 1;
      continue;
    }
    closeCompound(words, compounds, compoundStart);
    beforeEnd = end;
    beforeIndex = isApart ? words.length - 1 : -1;
    compoundStart = -1;
    at = isPossessive(units, end) ? end + 2 : end;
  }
  return { words, compounds };
}

/** The text at hand. */
const source = new UnitText();

/** `pre trained`, the last two words, is also found as pretrained. */
function addOpenCompound(words: string[], compounds: Compound[]): void {
  const [first, second] = [words.at(-2)!, words.at(-1)!];
  if (isOpenCompound(first, second))
    compounds.push({ text: first + second, start: words.length - 2, end: words.length });
}

function closeCompound(words: string[], compounds: Compound[], start: number): void {
  const partCount = words.length - start;
  if (partCount < 2 || partCount > MAX_COMPOUND_PARTS) return;
  const text = words.slice(start).join('');
  if (text.length <= MAX_WORD_LENGTH) compounds.push({ text, start, end: words.length });
}

function wordAt({ text, units }: UnitText, start: number, end: number): string {
  if (end - start === 1) return greekNames.get(units[start]!) ?? text.charAt(start);
  if (end - start <= MAX_WORD_LENGTH) return text.slice(start, end);
  const isHalf = isHighSurrogate(units[start + MAX_WORD_LENGTH - 1]!);
  return text.slice(start, start + MAX_WORD_LENGTH - (isHalf ? 1 : 0));
}

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;

/** Letters and digits; a point between digits (`3.5`); the signs at the end of C++, C# and F#. */
function endOfWord(units: Uint16Array, start: number): number {
  let at = start + 1;
  for (;;) {
    const unit = units[at]!;
    if (kindOf(unit) === LETTER) at++;
    else if (unit === POINT && isDigit(units[at - 1]!) && isDigit(units[at + 1]!)) at += 2;
    else break;
  }
  if (at - start > 1) return at;
  if (units[at] === PLUS && units[at + 1] === PLUS) return at + 2;
  return units[at] === SHARP && kindOf(units[at + 1]!) === OTHER ? at + 1 : at;
}

function endOfIdeographs(units: Uint16Array, start: number): number {
  let at = start + 1;
  while (kindOf(units[at]!) === IDEOGRAPH) at++;
  return at;
}

function pushPairs(words: string[], text: string, start: number, end: number): void {
  if (end - start === 1) words.push(text.charAt(start));
  for (let at = start; at + 1 < end; at++) words.push(text.slice(at, at + 2));
}

function isConnected(units: Uint16Array, at: number): boolean {
  const unit = units[at];
  if (unit !== HYPHEN && unit !== POINT && unit !== AMPERSAND && unit !== APOSTROPHE) return false;
  return kindOf(units[at + 1]!) === LETTER && !isPossessive(units, at);
}

/** `'s` at the end of a word. */
function isPossessive(units: Uint16Array, at: number): boolean {
  return units[at] === APOSTROPHE && units[at + 1] === SMALL_S && kindOf(units[at + 2]!) === OTHER;
}

const HYPHEN = 0x2d;
const POINT = 0x2e;
const AMPERSAND = 0x26;
const APOSTROPHE = 0x27;
const SHARP = 0x23;
const PLUS = 0x2b;
const SPACE = 0x20;
const SMALL_S = 0x73;

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

const UNKNOWN = 0;
const OTHER = 1;
const LETTER = 2;
/** Scripts written without spaces, searched by pairs of neighbours. */
const IDEOGRAPH = 3;

/** Filled as characters are met: the regular expressions below are too slow for each character of a collection. */
const kinds = new Uint8Array(0x10000);

function kindOf(code: number): number {
  const kind = kinds[code] ?? OTHER;
  return kind === UNKNOWN ? (kinds[code] = classify(code)) : kind;
}

function classify(code: number): number {
  // Half of a character beyond the first 65,536: rare ideographs, ancient scripts, emoji. Kept whole, as letters.
  if (code >= 0xd800 && code <= 0xdfff) return LETTER;
  const character = String.fromCharCode(code);
  if (
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}ー]/u.test(
      character,
    )
  )
    return IDEOGRAPH;
  return /[\p{L}\p{N}\p{M}]/u.test(character) ? LETTER : OTHER;
}

/** A single Greek letter is a symbol and searched by its name: `β-VAE` as `beta-VAE`. */
const greekNames = new Map(
  (
    'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho  sigma tau upsilon phi ' +
    'chi psi omega'
  )
    .split(' ')
    .map((name, index) => [0x3b1 + index, name] as const)
    .filter(([, name]) => name !== ''),
);
