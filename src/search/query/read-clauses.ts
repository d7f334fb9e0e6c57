import { addClause, addExcludedWord, addPhrase, clauseNames } from './add-clause.ts';
import { noFilters, type QueryFilters } from './query-filters.ts';

/** A query taken apart. */
export interface ReadQuery {
  /** What is searched as words, those of phrases and of `title:` and `abstract:` among them, in their order. */
  words: string;
  filters: QueryFilters;
  /** Sentences for the reader: what was not understood, and what was done instead. */
  notes: string[];
}

/**
 * Reads the language of queries: `"exact phrase"`, `-without`, `-"without this phrase"`, `title:`, `abstract:`,
 * `author:`, `venue:`, `category:`, `field:` (each with a word or a quoted phrase, each also with a minus), `from:`,
 * `to:` and `year:` with a year, month or day, and `has:code`. arXiv's own `ti:`, `abs:`, `au:` and `cat:` mean the
 * same. What makes no sense is searched as words.
 */
export function readClauses(text: string): ReadQuery {
  const filters = noFilters();
  const notes = new Set<string>();
  const balanced = balanceQuotes(text, notes);
  const words = balanced.replace(CLAUSE, (clause: string, ...groups: (string | undefined)[]): string => {
    const [minus, name, quoted, plain, phrase, without] = groups;
    const isExcluded = minus === '-';
    if (name !== undefined) {
      const clauseName = clauseNames[name.toLowerCase() as keyof typeof clauseNames];
      return toWords(clause, addClause(filters, clauseName, { quoted, plain, isExcluded }), notes);
    }
    if (without !== undefined) return toWords(clause, addExcludedWord(filters, without), notes);
    return toWords(clause, addPhrase(filters, phrase ?? '', { isExcluded }), notes);
  });
  if (/\S\s+(?:AND|OR|NOT|ANDNOT)\s+\S/.test(words)) {
    notes.add('AND, OR and NOT are searched as words. To leave a word out, write -word.');
  }
  return { words, filters, notes: [...notes] };
}

/** Typographic quotation marks are quotation marks. */
export const straightenQuotes = (text: string): string => text.replace(/[“”„‟«»＂]/g, '"');

const CLAUSE = new RegExp(
  String.raw`(?<![^\s(])(-?)(?:(${Object.keys(clauseNames).join('|')}):(?:"([^"]*)"|([^\s"]+))|"([^"]*)")` +
    String.raw`|(?<!\S)-([\p{L}\p{N}][^\s"]*)`,
  'giu',
);

/** One without a partner is none. */
function balanceQuotes(text: string, notes: Set<string>): string {
  const straight = straightenQuotes(text);
  if ((straight.split('"').length - 1) % 2 === 0) return straight;
  notes.add('A quotation mark has no partner and was left out.');
  const last = straight.lastIndexOf('"');
  return `${straight.slice(0, last)} ${straight.slice(last + 1)}`;
}

function toWords(clause: string, added: { words: string } | { problem: string }, notes: Set<string>): string {
  if ('words' in added) return ` ${added.words} `;
  const isSaid = added.problem !== '';
  if (isSaid) notes.add(`${added.problem} It was searched as words.`);
  return ` ${clause.replace(/[":-]/g, ' ')} `;
}
