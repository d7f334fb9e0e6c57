import { dayNumber } from '../segments/day-number.ts';
import { noFilters, type QueryFilters } from './query-filters.ts';

/**
 * Takes the filters out of a query: `category:cs.CL`, `author:lovelace` or `author:"Ada Lovelace"`, `from:2024-01`,
 * `to:2024`, `has:code`. What is left are words; an unknown or empty clause is left among them.
 */
export function readClauses(text: string): { words: string; filters: QueryFilters } {
  const filters = noFilters();
  const words = text.replace(CLAUSE, (clause: string, name: string, quoted?: string, plain?: string) =>
    applyClause(filters, name.toLowerCase(), quoted ?? plain ?? '') ? ' ' : clause,
  );
  return { words, filters };
}

const CLAUSE = /(?<![^\s(])(category|author|from|to|has):(?:"([^"]+)"|([^\s"]+))/gi;

const MAX_CLAUSES = 10;

function applyClause(filters: QueryFilters, name: string, value: string): boolean {
  switch (name) {
    case 'category':
      return filters.categories.length < MAX_CLAUSES && filters.categories.push(value.toLowerCase()) > 0;
    case 'author':
      return filters.authors.length < MAX_CLAUSES && filters.authors.push(value) > 0;
    case 'from':
      filters.fromDay = dayNumber(value) || filters.fromDay;
      return dayNumber(value) > 0;
    case 'to':
      filters.toDay = lastDayNumber(value) || filters.toDay;
      return lastDayNumber(value) > 0;
    case 'has':
      if (value.toLowerCase() !== 'code') return false;
      filters.hasCode = true;
      return true;
    default:
      return false;
  }
}

/** The last day of a year or month. */
function lastDayNumber(date: string): number {
  const match = /^(\d{4})(?:-(\d\d))?$/.exec(date);
  if (!match) return dayNumber(date);
  const [year, month] = [Number(match[1]), Number(match[2] ?? 12)];
  const next = month >= 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
  return dayNumber(next.padStart(10, '0')) - 1;
}
