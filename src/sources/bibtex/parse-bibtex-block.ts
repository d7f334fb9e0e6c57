import { BrokenRecordError, type RecordProblem } from '../file-format.ts';

export interface BibtexEntry {
  /** `article`, in lower case. */
  type: string;
  key: string;
  /** Names in lower case; values as written, without their outer delimiters, macros applied. */
  fields: Map<string, string>;
  line: number;
}

/** What `@string` defined, names in lower case. */
export type Macros = Map<string, string>;

/**
 * Parses a piece of a BibTeX file that begins with an entry, and what further entries follow in it. `macros` grows by
 * the definitions that are met.
 */
export function parseBibtexBlock(
  text: string,
  firstLine: number,
  macros: Macros,
): ({ entry: BibtexEntry } | { problem: RecordProblem })[] {
  const found: ({ entry: BibtexEntry } | { problem: RecordProblem })[] = [];
  const reader = createReader(text);
  let counted = { at: 0, line: firstLine };
  const lineOf = (at: number): number => {
    const line = counted.line + text.slice(counted.at, at).split('\n').length - 1;
    counted = { at, line };
    return line;
  };
  for (let start = reader.nextEntry(); start !== undefined; start = reader.nextEntry()) {
    const line = lineOf(start.at);
    let key = '';
    try {
      if (start.type === 'comment' || start.type === 'preamble') continue;
      if (start.type !== 'string') key = reader.readKey();
      const fields = readFields(reader, macros, start.close);
      if (start.type === 'string') fields.forEach((value, name) => macros.set(name, value));
      else found.push({ entry: { type: start.type, key, fields, line } });
    } catch (error) {
      if (!(error instanceof BrokenRecordError)) throw error;
      found.push({ problem: { line, ...(key && { entry: key }), reason: error.message } });
    }
  }
  return found;
}

const MAX_FIELDS = 1_000;

function readFields(reader: Reader, macros: Macros, close: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (let count = 0; count < MAX_FIELDS; count++) {
    if (reader.skip(close)) return fields;
    const name = reader.readName();
    if (name === '')
      throw new BrokenRecordError(reader.isAtEnd() ? 'it is never closed' : "its fields can't be told apart");
    if (!reader.skip('=')) throw new BrokenRecordError(`its field "${name}" has no value`);
    fields.set(name.toLowerCase(), readValue(reader, macros));
    reader.skip(',');
  }
  throw new BrokenRecordError(`it has more than ${MAX_FIELDS} fields`);
}

/** `{...}`, `"..."`, numbers and macros, joined by `#`. An unknown macro stands for its own name, as in `month = Sept`. */
function readValue(reader: Reader, macros: Macros): string {
  let value = '';
  do {
    const quoted = reader.readDelimited();
    if (quoted !== undefined) value += quoted;
    else {
      const word = reader.readName();
      value += macros.get(word.toLowerCase()) ?? word;
    }
  } while (reader.skip('#'));
  return value;
}

interface Reader {
  /** Goes behind the next `@name{`. */
  nextEntry(): { type: string; at: number; close: string } | undefined;
  /** The citation key and the comma behind it. */
  readKey(): string;
  readName(): string;
  /** The inside of `{...}` or `"..."`; undefined where none begins here. */
  readDelimited(): string | undefined;
  /** Passes white space and then this sign, if it is there. */
  skip(sign: string): boolean;
  isAtEnd(): boolean;
}

function createReader(text: string): Reader {
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  return {
    nextEntry() {
      const found = match(/@\s*([a-zA-Z]+)\s*([{(])/g);
      if (!found) return undefined;
      return { type: found[1]?.toLowerCase() ?? '', at: found.index, close: found[2] === '(' ? ')' : '}' };
    },
    readKey: () => match(/\s*([^\s,{}="]*)\s*,?/y)?.[1] ?? '',
    readName: () => match(/\s*([^\s,{}()="#@]*)/y)?.[1] ?? '',
    readDelimited() {
      const open = match(/\s*([{"])/y)?.[1];
      if (open === undefined) return undefined;
      const end = findClosing(text, at, open === '{' ? '}' : '"');
      if (end < 0) throw new BrokenRecordError("its braces or quotation marks don't match");
      const inside = text.slice(at, end);
      at = end + 1;
      return inside;
    },
    skip: (sign) => match(SKIPPED[sign] ?? /$^/y) !== null,
    isAtEnd: () => /^\s*$/.test(text.slice(at, at + 1_000)),
  };
}

const SKIPPED: { [sign: string]: RegExp } = {
  ',': /\s*,/y,
  '=': /\s*=/y,
  '#': /\s*#/y,
  '}': /[\s,]*\}/y,
  ')': /[\s,]*\)/y,
};

/** Braces nest and count even behind a backslash, as in BibTeX; a quotation mark closes outside of braces only. */
function findClosing(text: string, from: number, close: '}' | '"'): number {
  const sign = /[{}"]/g;
  sign.lastIndex = from;
  let depth = 0;
  for (let found = sign.exec(text); found; found = sign.exec(text)) {
    if (found[0] === close && depth === 0) return found.index;
    if (found[0] === '{') depth += 1;
    else if (found[0] === '}') depth -= 1;
    if (depth < 0) return -1;
  }
  return -1;
}
