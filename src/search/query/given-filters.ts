import { addClause } from './add-clause.ts';
import type { ReadQuery } from './read-clauses.ts';

/** Filters beside the query's text: fields of a form, parameters of an address, options of a command. */
export interface GivenFilters {
  author?: string;
  venue?: string;
  category?: string;
  field?: string;
  from?: string;
  to?: string;
  has?: string;
}

export const givenFilterNames = ['author', 'venue', 'category', 'field', 'from', 'to', 'has'] as const;

/** Reads them from whatever has values by name; empty ones are none. */
export function readGivenFilters(valueOf: (name: string) => string | undefined): GivenFilters {
  const given: GivenFilters = {};
  for (const name of givenFilterNames) {
    const value = valueOf(name)?.trim().slice(0, MAX_LENGTH);
    if (value) given[name] = value;
  }
  return given;
}

const MAX_LENGTH = 200;

/** Adds them to those that were read from the text; what makes no sense is left out, and said. */
export function addGivenFilters({ filters, notes }: ReadQuery, given: GivenFilters): void {
  for (const name of givenFilterNames) {
    const quoted = given[name];
    if (quoted === undefined) continue;
    const added = addClause(filters, name, { quoted, plain: undefined, isExcluded: false });
    if ('problem' in added)
      notes.push(`${added.problem || `${name}:${quoted} says nothing.`} The filter was left out.`);
  }
}
