import { mathToMathml } from './math-to-mathml.ts';
import { splitMathematics } from './split-mathematics.ts';

/**
 * A title or an abstract for where there is only plain text (a window's title, a description): formulas as the
 * characters they show, `$O(n^2)$` as "O(n²)". What can't be shown stays TeX.
 */
export function mathToPlain(text: string): string {
  return splitMathematics(text)
    .map(({ kind, value }) => (kind === 'text' ? value : plainFormula(value)))
    .join('');
}

function plainFormula(source: string): string {
  const markup = mathToMathml(source);
  if (!markup) return source;
  return markup
    .replace(/<mn>(\d+)<\/mn><\/msup>/g, (_, digits: string) => shift(digits, SUPERSCRIPTS))
    .replace(/<mn>(\d+)<\/mn><\/msub>/g, (_, digits: string) => shift(digits, SUBSCRIPTS))
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|amp);/g, (_, name: string) => ({ lt: '<', gt: '>' })[name] ?? '&')
    .replace(/[\u2061-\u2064\u200b]/g, '');
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

function shift(digits: string, shifted: string): string {
  return digits.replace(/\d/g, (digit) => shifted.charAt(Number(digit)));
}
