import { toSubscript, toSuperscript } from './html-text.ts';
import { ACCENTS, BLACKBOARD, FONTS, OPERATORS, RELATIONS, SIGNS, SPACES } from './math-symbols.ts';
import { splitMathematics } from './split-mathematics.ts';

/**
 * A title or an abstract as plain Unicode text: words stay, each formula becomes the nearest that characters can say,
 * `$\mathcal{O}(n^{2})$` as "O(n²)", `$\frac{a+b}{2}$` as "(a+b)/2". Never throws; what nobody knows stays readable.
 */
export function mathToText(text: string): string {
  return splitMathematics(text)
    .map(({ kind, value }) => (kind === 'text' ? value : formulaToText(value)))
    .join('');
}

/** One formula, without its delimiters. */
export function formulaToText(source: string): string {
  const tokens = source.match(TOKEN) ?? [];
  return readUntil({ tokens, at: 0 }, undefined).replace(/\s+/g, ' ').trim();
}

/** A command with the spaces that end its name, an escaped sign, spaces, or one character. */
const TOKEN = /\\[a-zA-Z]+\*?\s*|\\[\s\S]|\s+|[\s\S]/gu;

interface Reader {
  tokens: string[];
  at: number;
}

function readUntil(reader: Reader, closer: '}' | ']' | undefined): string {
  let text = '';
  while (reader.at < reader.tokens.length) {
    if (reader.tokens[reader.at] === closer) {
      reader.at += 1;
      break;
    }
    text = join(text, readNext(reader));
  }
  return text;
}

/** "2\log n" needs a space that its source does not have. */
function join(left: string, right: string): string {
  const isWord = (part: string): boolean => /^\p{L}{2,}\s?$/u.test(part) && OPERATORS.has(part.trim());
  return isWord(right) && /[\p{L}\p{N})]$/u.test(left) ? `${left} ${right}` : left + right;
}

function readNext(reader: Reader): string {
  const token = reader.tokens[reader.at] ?? '';
  reader.at += 1;
  if (token === '{') return readUntil(reader, '}');
  if (token === '}') return '';
  if (token === '^') return raise(readArgument(reader));
  if (token === '_') return lower(readArgument(reader));
  if (token === '~' || token === '&') return ' ';
  if (token === "'") return '′';
  return token.startsWith('\\') ? readCommand(reader, token) : token;
}

function readArgument(reader: Reader): string {
  while (/^\s+$/.test(reader.tokens[reader.at] ?? '')) reader.at += 1;
  return readNext(reader);
}

function readCommand(reader: Reader, token: string): string {
  const name = token.slice(1).replace(/\*?\s*$/, '');
  if (name === '') return ' ';
  if (FONTS.has(name)) return readFont(reader, name);
  const accent = ACCENTS[name];
  if (accent) return addAccent(readArgument(reader), accent);
  if (/^[dtc]?frac$/.test(name))
    return `${inParentheses(readArgument(reader))}/${inParentheses(readArgument(reader))}`;
  if (name === 'sqrt') return readRoot(reader);
  if (name === 'binom') return `C(${readArgument(reader)}, ${readArgument(reader)})`;
  if (name === 'left' || name === 'right' || /^[bB]igg?[lrm]?$/.test(name)) return readDelimiter(reader);
  if (name === 'begin' || name === 'end') return readArgument(reader) && ' ';
  if (name in SPACES) return SPACES[name] ?? ' ';
  if (name in RELATIONS) return ` ${RELATIONS[name]} `;
  if (OPERATORS.has(name))
    return /^[\s({[_^\\]?$/.test(reader.tokens[reader.at]?.[0] ?? '') ? name : `${name} `;
  const sign = SIGNS[name];
  if (sign !== undefined) return sign;
  return /^[a-zA-Z]/.test(name) ? `${name} ` : name;
}

function readFont(reader: Reader, name: string): string {
  const text = readArgument(reader);
  if (name !== 'mathbb' && name !== 'mathds' && name !== 'mathbbm') return text;
  return BLACKBOARD[text] ?? text;
}

function readRoot(reader: Reader): string {
  let degree = '';
  if (reader.tokens[reader.at] === '[') {
    reader.at += 1;
    degree = readUntil(reader, ']');
  }
  return `${toSuperscript(degree) ?? ''}√${inParentheses(readArgument(reader))}`;
}

/** `\left.` and `\right.` show nothing. */
function readDelimiter(reader: Reader): string {
  const delimiter = readArgument(reader);
  return delimiter === '.' ? '' : delimiter;
}

function addAccent(text: string, accent: string): string {
  return /^\p{L}$/u.test(text) ? (text + accent).normalize('NFC') : text;
}

function raise(text: string): string {
  const trimmed = text.trim();
  if (/^[′∗*∘†‡°]+$/.test(trimmed)) return trimmed === '∘' ? '°' : trimmed;
  if (/^(?:st|nd|rd|th)$/.test(trimmed)) return trimmed;
  return toSuperscript(trimmed) ?? (/^.$/u.test(trimmed) ? `^${trimmed}` : `^(${trimmed})`);
}

function lower(text: string): string {
  const trimmed = text.trim();
  return toSubscript(trimmed) ?? `_${inParentheses(trimmed)}`;
}

/** Parentheses around all but a single name or number. */
function inParentheses(text: string): string {
  const trimmed = text.trim();
  return /^(?:[\p{L}\p{M}]+|[\d.]+|.)$/u.test(trimmed) || /^\([^()]*\)$/.test(trimmed)
    ? trimmed
    : `(${trimmed})`;
}
