import { mathToText } from '../../lib/math-to-text.ts';
import type { CitedPaper } from './cited-paper.ts';

/**
 * Gives the papers of one export their keys: `lovelace2026sketch`, family name, year and the title's first word that
 * says something. A key that is taken gets a letter: `lovelace2026sketcha`, `lovelace2026sketchb`.
 */
export function createCitationKeys(): (paper: CitedPaper) => string {
  const taken = new Set<string>();
  const triedLetters = new Map<string, number>();
  return (paper) => {
    const base = baseKey(paper);
    let key = base;
    for (let tried = triedLetters.get(base) ?? 0; taken.has(key); tried++) {
      key = base + letters(tried);
      triedLetters.set(base, tried + 1);
    }
    taken.add(key);
    return key;
  };
}

function baseKey({ names: [first], date, title }: CitedPaper): string {
  const family = first === undefined ? '' : 'literal' in first ? firstWord(first.literal) : first.family;
  const name = foldToAscii(family) || 'anonymous';
  return `${name}${date?.year ?? ''}${firstWord(mathToText(title))}`;
}

/** Only so much of a word that never ends. */
const MAX_WORD_LENGTH = 30;

function firstWord(text: string): string {
  const words = text.split(/[^\p{L}\p{M}\p{N}]+/u).map(foldToAscii);
  return words.find((word) => word !== '' && !EMPTY_WORDS.has(word)) ?? '';
}

const EMPTY_WORDS = new Set(
  'a about an and are as at be by can do does for from how in into is it its of on or the their this to towards toward under using via we what when where which why with'.split(
    ' ',
  ),
);

/** Keys are of the signs that every BibTeX takes: `[a-z0-9]`. */
function foldToAscii(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter] ?? '')
    .replace(/[^a-z0-9]/g, '')
    .slice(0, MAX_WORD_LENGTH);
}

const LETTERS: { [letter: string]: string } = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' },
};

/** 0 is a, 25 is z, 26 is aa. */
function letters(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
