import { parsePartialDate } from '../../lib/partial-date.ts';
import { tokenize } from '../analysis/tokenize.ts';
import { dayNumber } from '../segments/day-number.ts';
import type { Place, QueryFilters, Requirement } from './query-filters.ts';

/** Every name that may stand before a colon, and what it means. */
export const clauseNames = {
  title: 'title',
  ti: 'title',
  abstract: 'abstract',
  abs: 'abstract',
  author: 'author',
  au: 'author',
  venue: 'venue',
  category: 'category',
  cat: 'category',
  field: 'field',
  from: 'from',
  to: 'to',
  year: 'year',
  has: 'has',
} as const;

export type ClauseName = (typeof clauseNames)[keyof typeof clauseNames];

export interface ClauseValue {
  /** What stood between quotation marks, else `plain`. */
  quoted: string | undefined;
  plain: string | undefined;
  isExcluded: boolean;
}

/** The clause's words, where they are searched as well, or what is wrong with it (empty: not worth saying). */
export type AddedClause = { words: string } | { problem: string };

/** Every clause costs a pass over the papers, and every word of it another. */
const MAX_REQUIREMENTS = 20;
/** A longer phrase is looked for by its first words, and then compared whole. */
const MAX_PHRASE_WORDS = 24;

export function addClause(filters: QueryFilters, name: ClauseName, value: ClauseValue): AddedClause {
  const text = (value.quoted ?? value.plain ?? '').trim();
  const { isExcluded } = value;
  switch (name) {
    case 'from':
    case 'to':
    case 'year':
      return isExcluded
        ? { problem: `-${name}: is not understood.` }
        : addDates(filters, name, text.toLowerCase());
    case 'has':
      if (text.toLowerCase() !== 'code')
        return { problem: `has:${quote(text)} is not understood; there is has:code.` };
      filters.hasCode = !isExcluded;
      return NOTHING;
    case 'category':
    case 'field':
      return addRequirement(filters, {
        place: name,
        match: 'forms',
        words: text ? [text.toLowerCase()] : [],
        text,
        isExcluded,
      });
    case 'author':
    case 'venue':
      return addRequirement(filters, {
        place: name,
        match: 'forms',
        words: tokenize(text).words,
        text,
        isExcluded,
      });
    case 'title':
    case 'abstract':
      return addWords(filters, name, text, { isQuoted: value.quoted !== undefined, isExcluded });
  }
}

/** `"exact phrase"`. */
export function addPhrase(
  filters: QueryFilters,
  text: string,
  { isExcluded }: { isExcluded: boolean },
): AddedClause {
  return addWords(filters, 'anywhere', text, { isQuoted: true, isExcluded });
}

/** `-word`. */
export function addExcludedWord(filters: QueryFilters, text: string): AddedClause {
  return addWords(filters, 'anywhere', text, { isQuoted: false, isExcluded: true });
}

const NOTHING: AddedClause = { words: '' };

function addWords(
  filters: QueryFilters,
  place: Place,
  text: string,
  { isQuoted, isExcluded }: { isQuoted: boolean; isExcluded: boolean },
): AddedClause {
  const words = tokenize(text).words.slice(0, MAX_PHRASE_WORDS);
  const match = words.length > 1 ? 'phrase' : isQuoted ? 'forms' : 'all';
  const added = addRequirement(filters, { place, match, words, text, isExcluded });
  return 'problem' in added || isExcluded ? added : { words: text };
}

function addRequirement(filters: QueryFilters, requirement: Requirement): AddedClause {
  if (requirement.words.length === 0) return { problem: '' };
  if (filters.requirements.length >= MAX_REQUIREMENTS)
    return { problem: `A query has at most ${MAX_REQUIREMENTS} phrases, exclusions and filters.` };
  filters.requirements.push(requirement);
  return NOTHING;
}

function addDates(filters: QueryFilters, name: 'from' | 'to' | 'year', text: string): AddedClause {
  const [first, last] = name === 'year' ? yearsOf(text) : [text, text];
  const from = dayNumber(parsePartialDate(first) ?? null);
  const to = lastDayNumber(parsePartialDate(last) ?? '');
  if (from === 0 || to <= 0) {
    return { problem: `${name}:${quote(text)} is no year, month or day (2024, 2024-05, 2024-05-31).` };
  }
  if (name !== 'to') filters.fromDay = from;
  if (name !== 'from') filters.toDay = to;
  return NOTHING;
}

/** `2024`, or `2020-2023`. */
function yearsOf(text: string): [string, string] {
  const range = /^(\d{4})\s?(?:-|–|\.\.)\s?(\d{4})$/.exec(text);
  return range ? [range[1]!, range[2]!] : [text, text];
}

/** The last day of a year or month, 0 for no date. */
function lastDayNumber(date: string): number {
  const match = /^(\d{4})(?:-(\d\d))?$/.exec(date);
  if (!match) return dayNumber(date);
  const [year, month] = [Number(match[1]), Number(match[2] ?? 12)];
  const next = month >= 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
  return dayNumber(next) - 1;
}

const quote = (text: string): string => (/\s/.test(text) ? `"${text}"` : text).slice(0, 40);
