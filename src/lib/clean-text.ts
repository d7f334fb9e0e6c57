import { decodeEntities, stripTags } from './html-text.ts';
import { latexToUnicode } from './latex-to-unicode.ts';
import { splitMathematics } from './split-mathematics.ts';

/**
 * Text from outside as it is stored and shown: one line of Unicode (NFC) without markup, entities or control
 * characters, mathematics as `$...$`. Cleaning what is clean changes nothing that a reader sees.
 */
export function cleanText(text: string): string {
  if (!NEEDS_CLEANING.test(text)) return text.trim();
  let result = cleanCharacters(text);
  if (NEEDS_CONVERSION.test(result)) {
    result = decodeEntities(decodeEntities(result));
    if (result.includes('<')) result = stripTagsOutsideMathematics(result);
    result = latexToUnicode(result).replace(LOST_SIM, '∼');
  }
  return cleanCharacters(result);
}

const NEEDS_CLEANING = /[^\x20-\x7e]|[\\{}$~`<&^]| {2}|--|''|sim\d/;
const NEEDS_CONVERSION = /[\\{}$~`<&^]|--|''|sim\d/;

/** "32 and sim8B tokens": a `\sim` that lost its backslash on the way; but not the words sim2real, sim8Bit. */
const LOST_SIM = /(?<![\w\\-])sim(?=\d[\d.,]*(?:[%BMK](?!\w)|k(?!\w)|\s))/g;

function cleanCharacters(text: string): string {
  let result = text;
  if (/[^\x20-\x7e]/.test(result)) {
    result = result
      // Deleted characters, soft hyphens, zero-width spaces, marks of direction and order, halves of surrogate pairs.
      .replace(
        /[\u007f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udfff]/gu,
        (found) => (found === '\u2028' || found === '\u2029' ? ' ' : ''),
      )
      .replace(/[\x00-\x1f\x7f-\x9f]/g, ' ')
      .normalize('NFC');
  }
  return result.replace(/\s{2,}|[^\S ]/g, ' ').trim();
}

function stripTagsOutsideMathematics(text: string): string {
  if (!text.includes('$')) return stripTags(text);
  return splitMathematics(text)
    .map(({ kind, value }) => (kind === 'math' ? `$${value}$` : stripTags(value)))
    .join('');
}
