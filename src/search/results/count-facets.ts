import type { SegmentColumns } from '../segments/segment-columns.ts';
import { facetGroupsOf, FIRST_YEAR, YEAR_COUNT } from './facet-groups.ts';

/** How the papers found divide, counted over all of them. Each value can be asked for with the filter of its name. */
export interface Facets {
  /** Primary categories, most papers first. */
  fields: FacetCount[];
  /** Years of publication, newest first. */
  years: FacetCount[];
  /** As the sources write them, most papers first. */
  venues: FacetCount[];
  /** Papers whose code is known. */
  withCode: number;
}

export interface FacetCount {
  value: string;
  count: number;
}

/** Of more values, those of the most papers are told. */
const MAX_VALUES = 20;

/** Counts while a query is scored: one addition for each paper that matches. */
export class FacetCounter {
  /** By group. */
  readonly #bySegment = new Map<SegmentColumns, Uint32Array>();

  /** Takes a part of the papers of a segment. */
  count(columns: SegmentColumns, ordinals: Uint32Array): void {
    const { groupOf, groupCount } = facetGroupsOf(columns);
    let counts = this.#bySegment.get(columns);
    if (!counts) this.#bySegment.set(columns, (counts = new Uint32Array(groupCount)));
    for (let i = 0; i < ordinals.length; i++) counts[groupOf[ordinals[i]!]!]!++;
  }

  result(): Facets {
    const [fields, venues] = [new Map<string, number>(), new Map<string, number>()];
    const byYear = new Uint32Array(YEAR_COUNT);
    let withCode = 0;
    for (const [columns, counts] of this.#bySegment) {
      const groups = facetGroupsOf(columns);
      const byCategory = new Uint32Array(columns.categories.length);
      const byVenue = new Uint32Array(columns.venueNames.length);
      for (let group = 0; group < counts.length; group++) {
        const count = counts[group]!;
        if (count === 0) continue;
        byCategory[groups.categories[group]!]! += count;
        byVenue[groups.venues[group]!]! += count;
        byYear[groups.years[group]!]! += count;
        withCode += count * groups.withCode[group]!;
      }
      addCounts(fields, columns.categories, byCategory);
      addCounts(venues, columns.venueNames, byVenue);
    }
    return { fields: mostFirst(fields), years: newestFirst(byYear), venues: mostFirst(venues), withCode };
  }
}

/** Papers without the value are not told. */
function addCounts(sums: Map<string, number>, names: string[], counts: Uint32Array): void {
  names.forEach((name, number) => {
    if (name !== '' && counts[number]! > 0) sums.set(name, (sums.get(name) ?? 0) + counts[number]!);
  });
}

function newestFirst(byYear: Uint32Array): FacetCount[] {
  return Array.from(byYear, (count, year) => ({ value: String(FIRST_YEAR + year), count }))
    .slice(1)
    .filter(({ count }) => count > 0)
    .toReversed();
}

function mostFirst(sums: Map<string, number>): FacetCount[] {
  return [...sums]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MAX_VALUES);
}
