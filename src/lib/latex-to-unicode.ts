import { toSubscript, toSuperscript } from './html-text.ts';
import { ACCENTS, LETTERS, SILENT, SYMBOLS } from './latex-symbols.ts';
import { splitMathematics } from './split-mathematics.ts';

/**
 * LaTeX text as Unicode: accents, letters, symbols and dashes become characters, markup goes and what it marks stays,
 * mathematics stays verbatim as `$...$`. A command that nobody defined leaves its argument, or its name where it has
 * none ("we introduce \benchmark, a ..."): the sentence must not lose its noun.
 */
export function latexToUnicode(text: string): string {
  if (!HAS_LATEX.test(text)) return text;
  return splitMathematics(text)
    .map(({ kind, value }, index) =>
      kind === 'math' ? `$${value}$` : convertText(index === 0 ? value : value.replace(/^~+/, ' ')),
    )
    .join('');
}

const HAS_LATEX = /[\\{}$~`^]|--|''/;

/** Steps in order: each leaves nothing that a later one could take for something else. */
function convertText(text: string): string {
  let result = convertTypography(text);
  if (result.includes('\\')) result = convertCommands(result);
  if (/[\^_]\{/.test(result)) result = convertScripts(result);
  return result.replace(/(?<!\\)[{}]/g, '').replace(/\\([%&_#$ {}])/g, '$1');
}

function convertTypography(text: string): string {
  return (
    text
      .replace(/(?<!-)---(?!-)/g, '—')
      // Not the two hyphens of a command-line option.
      .replace(/(?<!-)--(?!-)(?!(?<=\s--)[a-z])/g, '–')
      // A tie between words is a space; between or before numbers or in an address (5~7, ~5 GB, /~name) it stays.
      .replace(/(?<=[\p{L}\p{N}.,;:)\]}])(?!(?<=\d)~\d)~+|(?<=-)~+(?=\p{L}|$)/gu, ' ')
      .replace(/(?<!\\)``([^`"]{0,2000}?)(?:''|"(?!\w))/g, '“$1”')
      // Opened by a key that has no opening form, closed as in LaTeX: "quoted'' and ''quoted''.
      .replace(
        /(?<![\p{L}\p{N}\p{P}\\])(?:"|'')(?=[\p{L}\p{N}])([^"`]{1,300}?)(?<!\s)''(?![\p{L}'])/gu,
        '“$1”',
      )
      .replace(/(?<![\\`\p{L}\p{N}])`([^`']{1,200})'(?!\p{L})/gu, '‘$1’')
  );
}

function convertCommands(text: string): string {
  return (
    text
      .replace(/\\\\(?=[%&_#$])/g, '\\')
      .replace(/\\\\(?:\[[^\]]{0,20}\])?/g, ' ')
      .replace(
        SPLIT_LETTER_NAME,
        (whole: string, first: string, rest: string) => SYMBOLS[first + rest] ?? whole,
      )
      .replace(ACCENT, (whole: string, sign: string, a?: string, b?: string, c?: string, d?: string) =>
        composeAccent(whole, sign, a ?? b ?? c ?? d ?? ''),
      )
      .replace(WITHOUT_OUTPUT, '')
      .replace(FIRST_ARGUMENT_IS_HIDDEN, '')
      .replace(/\\[dt]?frac\s*\{([^{}]{1,100})\}\s*\{([^{}]{1,100})\}/g, '$1/$2')
      .replace(/\s*\\footnote\s*\{([^{}]{0,500})\}/g, ' ($1)')
      .replace(/\\textsuperscript\s?\{([^{}]{1,40})\}/g, (_, inner: string) => toSuperscript(inner) ?? inner)
      .replace(/\\textsubscript\s?\{([^{}]{1,40})\}/g, (_, inner: string) => toSubscript(inner) ?? inner)
      .replace(/\\verb\*?([|!+])([^|!+]{0,200})\1/g, '$2')
      .replace(/\\([a-zA-Z]+)(\*?)(\s*)(\{?)/g, convertCommand)
      .replace(/\\[,;:> ]/g, ' ')
      .replace(/\\[!/@-]/g, '')
      // A backslash before anything but what `convertText` still needs escaped.
      .replace(/\\(?![%&_#${} ])/g, '')
  );
}

/** `\'e`, `\'{e}`, `\'\i`, `\'{\i}`, `\v{c}`, `\v c`; a letter command takes a bare letter only after a space. */
const ACCENT =
  /\\(['`^"~=.]|[vcHukrbdt](?![a-zA-Z]))\s?(?:\{\s?\\?([ij])\s?\}|\\([ij])(?![a-zA-Z])\s?|\{\s?(\p{L}{1,2})\s?\}|(\p{L}))/gu;

/** `\b{eta}`, `\r{ho}`: what arXiv's own conversion made of `\beta` and `\rho`. */
const SPLIT_LETTER_NAME = /\\([bcdkrtuv])\{([a-z]{2,9})\}/g;

/** Citations, labels and the like: nothing of them can be read. */
const WITHOUT_OUTPUT =
  /~?\s?\\(?:cite[a-zA-Z]*|label|ref|eqref|cref|Cref|autoref|begin|end|color|vspace|hspace|bibitem|thanks|index)\*?(?:\[[^\]]{0,200}\])?\s?\{[^{}]{0,1000}\}/g;

/** `\href{address}{words}`: the words are what a reader sees. */
const FIRST_ARGUMENT_IS_HIDDEN =
  /\\(?:href|hyperlink|hyperref|textcolor|colorbox|fontsize|scalebox|raisebox)\*?(?:\[[^\]]{0,200}\])?\s?\{[^{}]{0,1000}\}(?=\s?\{)/g;

function composeAccent(whole: string, sign: string, letters: string): string {
  const [first = '', ...rest] = letters;
  const combining = ACCENTS[sign] ?? '';
  const composed = (first + combining).normalize('NFC');
  // `"t` or `~5`: not every backslash before a sign is an accent. What no script has stays as it stands.
  if (composed.length > 1 && !/[a-z]/i.test(sign)) return whole.slice(1);
  return composed + rest.join('');
}

function convertCommand(_: string, name: string, star: string, spaces: string, brace: string): string {
  if (SILENT.has(name)) return brace;
  const letter = LETTERS[name];
  if (letter !== undefined) return letter + star + brace;
  if (name === 'quad' || name === 'qquad' || name === 'n') return ` ${brace}`;
  const symbol = SYMBOLS[name];
  // Only what takes an argument has a starred form: \pi* is a pi with a star.
  if (symbol !== undefined) return symbol + star + (brace ? brace : spaces);
  return brace ? brace : name + star + spaces;
}

function convertScripts(text: string): string {
  return text
    .replace(/\^\{([^{}]{1,40})\}/g, (_, inner: string) => toSuperscript(inner) ?? `^${inParentheses(inner)}`)
    .replace(
      /(?<!\\)_\{([^{}]{1,40})\}/g,
      (_, inner: string) => toSubscript(inner) ?? `_${inParentheses(inner)}`,
    );
}

/** Where the braces end must still be seen: n^{2+o(1)} is not n^2+o(1). */
function inParentheses(text: string): string {
  return /^(?:[\p{L}\p{N}\p{M}]+|.|\(.*\))$/u.test(text) ? text : `(${text})`;
}
