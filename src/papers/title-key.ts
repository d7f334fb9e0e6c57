import { hash } from 'node:crypto';

/**
 * By which two records without a common identifier can be recognised as one paper: a digest of the title without
 * case, accents, punctuation, spaces and LaTeX markup, and of the first author's family name. The year is compared
 * apart. Undefined for a record without authors and for a title that many papers bear (`Introduction`).
 */
export function titleKey(title: string, authors: readonly string[]): string | undefined {
  const family = foldFamilyName(authors[0] ?? '');
  if (!family) return undefined;
  const words = foldWords(title);
  const letters = words.join('');
  if (words.length < 3 && letters.length < 20) return undefined;
  if (GENERIC_TITLES.has(letters)) return undefined;
  return hash('sha1', `${letters}\n${family}`, 'hex').slice(0, 24);
}

/** `Müller, Jürgen` and `Jürgen Müller` are `muller`; of several family names the last counts. */
export function foldFamilyName(name: string): string {
  const beforeComma = name.split(',', 1)[0] ?? '';
  const words = foldWords(beforeComma.replace(/[-‐’']/g, ''));
  while (words.length > 1 && isSuffix(words.at(-1) ?? '')) words.pop();
  return words.at(-1) ?? '';
}

/** Long enough for a key, and yet no paper's own. */
const GENERIC_TITLES = new Set(
  [
    'Book Reviews and Announcements',
    'Call for Papers for a Special Issue',
    'Editorial Introduction to the Special Issue',
    'From the Editor in Chief',
    'Guest Editors Introduction',
    'Introduction to the Issue',
    'Introduction to the Special Issue',
    'Introduction to This Special Issue',
    'Letter from the Editor',
    'Letter to the Editor',
    'Message from the Chairs',
    'Message from the Editor',
    'Message from the General Chairs',
    'Message from the Program Chairs',
    'Note from the Editor',
    'Table of Contents',
  ].map((title) => foldWords(title).join('')),
);

function isSuffix(word: string): boolean {
  return /^(?:jr|sr|ii|iii|iv)$/.test(word);
}

function foldWords(text: string): string[] {
  const plain = text.includes('\\') ? dropLatex(text) : text;
  const folded = /^[\x00-\x7f]*$/.test(plain) ? plain.toLowerCase() : foldUnicode(plain);
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** `\textbf{x}` is x, `\"{o}` is o, `\alpha` is alpha. */
function dropLatex(text: string): string {
  return text
    .replace(
      /\\(?:text|math)[a-z]+|\\(?:emph|rm|bf|it|sc|tt|cal|em|ensuremath|operatorname|left|right)\b/g,
      ' ',
    )
    .replace(/\\[cvuHkbdrt](?:\s*\{\s*|\s+)(\p{L})/gu, '$1')
    .replace(/\\["'`^~=.]\s*\{?\\?(\p{L})\}?/gu, '$1')
    .replace(/\\var(?=[a-z])/g, '')
    .replace(/[\\{}]/g, '');
}

const LETTERS: { [letter: string]: string } = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i',
  α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', ε: 'epsilon', ϵ: 'epsilon', ζ: 'zeta', η: 'eta', θ: 'theta',
  κ: 'kappa', λ: 'lambda', μ: 'mu', ν: 'nu', ξ: 'xi', π: 'pi', ρ: 'rho', σ: 'sigma', τ: 'tau', φ: 'phi', ϕ: 'phi',
  χ: 'chi', ψ: 'psi', ω: 'omega',
}; // prettier-ignore

function foldUnicode(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþħıα-ωϕϵ]/g, (letter) => LETTERS[letter] ?? letter);
}
