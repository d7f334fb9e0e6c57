import { cleanText } from '../lib/clean-text.ts';
import { decodeEntities } from '../lib/html-text.ts';

/** A name in parts, as bibliographies keep it. */
export interface NameParts {
  family?: string | undefined;
  given?: string | undefined;
  /** "Jr.", "III". */
  suffix?: string | undefined;
}

/** The name as one reads it: `Martin Luther King Jr.`; a collaboration is a family name alone. */
export function displayName({ family = '', given = '', suffix = '' }: NameParts): string {
  if (EAST_ASIAN.test(family) && EAST_ASIAN.test(given))
    return cleanName(`${family}${given}`.replace(/\s/g, ''));
  return cleanName([given, family, suffix].filter((part) => part.trim() !== '').join(' '));
}

/** A name that is already in reading order, or `King, Martin Luther` or `King, Martin Luther, Jr.`. */
export function cleanName(name: string): string {
  const clean = cleanText(name)
    .replace(/[_~]/g, ' ')
    .replaceAll('–', '-')
    .replace(NO_PART_OF_NAME, '')
    .replace(/\s{2,}/g, ' ')
    .replace(/^[\s,;:*†‡§¶]+|[\s,;:*†‡§¶]+$/g, '');
  if (!/\p{L}/u.test(clean) || /^(?:etc|et al|others)\.?$/i.test(clean)) return '';
  if (!clean.includes(',')) return clean;
  const [family = '', second = '', third = ''] = clean.split(',').map((part) => part.trim());
  if (isSuffix(second)) return third ? `${third} ${family} ${second}` : `${family} ${second}`;
  if (isSuffix(third)) return `${second} ${family} ${third}`;
  if (third) return clean;
  return EAST_ASIAN.test(family) && EAST_ASIAN.test(second)
    ? `${family}${second}`
    : `${second} ${family}`.trim();
}

/** What stands around names in a line of them, and is left there where it was cut: "and", "for the". */
const NO_PART_OF_NAME =
  /^\s*(?:and\s+)?(?:(?:on behalf of|for)\s+(?=the\s|\S+\s+[Cc]ollab))?|\s+et al\b\.?\s*$/gi;

/** Written with the family name first and without a space. */
const EAST_ASIAN = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー\s]+$/u;

/** arXiv's author line: names parted by commas and "and", affiliations in parentheses, collaborations with a colon. */
export function parseAuthorLine(line: string): string[] {
  return withoutParentheses(decodeEntities(line))
    .split(/,(?!\s*(?:Jr|Sr|II|III|IV)\b\.?)|[;；，、]|\s+(?:and|&|\\&)\s+|(?<=[Cc]ollaboration):/)
    .map(cleanName)
    .filter((name) => name !== '');
}

function isSuffix(text: string): boolean {
  return /^(?:jr|sr|ii|iii|iv)\.?$/i.test(text);
}

/** Parentheses nest in affiliations, so a regular expression would not do. An unclosed one reaches to the end. */
function withoutParentheses(text: string): string {
  if (!text.includes('(')) return text;
  let depth = 0;
  let kept = '';
  for (const character of text) {
    if (character === '(') depth += 1;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) kept += character;
  }
  return kept;
}
