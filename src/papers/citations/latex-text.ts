import { formulaToText } from '../../lib/math-to-text.ts';
import { splitMathematics } from '../../lib/split-mathematics.ts';

/** A stored text as LaTeX inside of braces: Unicode letters stay, signs that mean something are escaped, `$...$` stays. */
export function toLatex(text: string): string {
  return splitMathematics(oneLine(text))
    .map(({ kind, value }) => (kind === 'text' ? escapeLatex(value) : formula(value)))
    .join('');
}

/**
 * The same for a title: braces keep what bibliography styles must not turn into lower case, formulas and words such
 * as BERT, iPhone and, where a title is written like a sentence, names.
 */
export function toLatexTitle(title: string): string {
  const isSentence = isWrittenLikeSentence(title);
  let isStart = true;
  return splitMathematics(oneLine(title))
    .map(({ kind, value }) => {
      if (kind === 'math') {
        isStart = false;
        return `{${formula(value)}}`;
      }
      return value.replace(/\S+/g, (word) => {
        const isProtected = HAS_FIXED_CAPITAL.test(word) || (isSentence && !isStart && /^\p{Lu}/u.test(word));
        isStart = false;
        return isProtected ? `{${escapeLatex(word)}}` : escapeLatex(word);
      });
    })
    .join('');
}

/** Escapes everything; for text that has no mathematics, such as names. What TeX would join stays apart. */
export function escapeLatex(text: string): string {
  return text.replace(/[\\{}#$%&_~^]/g, (sign) => ESCAPED[sign] ?? sign).replace(/([-'`])(?=\1)/g, '$1{}');
}

/** BibTeX counts braces even behind a backslash, so those of the text are spelled out. */
const ESCAPED: { [sign: string]: string } = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '#': '\\#',
  $: '\\$',
  '%': '\\%',
  '&': '\\&',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** A capital after another sign of its word, before a digit, or all alone: BERT, iPhone, 3D, L2, U-Net, C++. */
const HAS_FIXED_CAPITAL =
  /[\p{L}\p{N}]\p{Lu}|\p{Lu}\p{N}|(?<![\p{L}\p{N}])(?![AI])\p{Lu}(?![\p{L}\p{N}\p{M}])/u;

/** Most long words after the first are in lower case, so a capital marks a name. */
function isWrittenLikeSentence(title: string): boolean {
  const words = title.match(/(?<=\s)\p{L}{4,}/gu) ?? [];
  return words.filter((word) => /^\p{Lu}/u.test(word)).length * 2 < words.length;
}

/** A formula whose braces nothing can balance would break the file; it is said in characters instead. */
function formula(source: string): string {
  const safe = source.replace(
    /(?<!\\)(?:\\\\)*[%#]/g,
    (found) => `${found.slice(0, -1)}\\${found.slice(-1)}`,
  );
  const candidates = [safe, safe.replace(/\\\{/g, '\\lbrace ').replace(/\\\}/g, '\\rbrace ')];
  const balanced = candidates.find(
    (candidate) => areBracesBalanced(candidate) && !/(?<!\\)\$/.test(candidate),
  );
  return balanced === undefined ? escapeLatex(formulaToText(source)) : `$${balanced}$`;
}

function areBracesBalanced(text: string): boolean {
  let depth = 0;
  for (const sign of text) {
    if (sign === '{') depth += 1;
    if (sign === '}') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

function oneLine(text: string): string {
  return text.replace(/[\s\x00-\x1f\x7f]+/g, ' ').trim();
}
