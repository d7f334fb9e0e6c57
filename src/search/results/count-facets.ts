import type { SegmentColumns } from '../segments/segment-columns.ts';
import { facetGroupsOf, type FacetGroups } from './facet-groups.ts';

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
  readonly #bySegment = new Map<SegmentColumns, FacetGroups & { counts: Uint32Array }>();

  /** Takes a part of the papers of a segment. */
  count(columns: SegmentColumns, ordinals: Uint32Array): void {
    const { numbers, counts } = this.#countsOf(columns);
    for (let i = 0; i < ordinals.length; i++) counts[numbers[ordinals[i]!]!]!++;
  }

  #countsOf(columns: SegmentColumns): FacetGroups & { counts: Uint32Array } {
    const known = this.#bySegment.get(columns);
    if (known) return known;
    const found = facetGroupsOf(columns);
    const counts = { ...found, counts: new Uint32Array(found.groups.length) };
    this.#bySegment.set(columns, counts);
    return counts;
  }

  result(): Facets {
    const [fields, venues] = [new Map<string, number>(), new Map<string, number>()];
    const years = new Map<string, number>();
    let withCode = 0;
    for (const [{ categories, venueNames }, { groups, counts }] of this.#bySegment) {
      for (let number = 0; number < groups.length; number++) {
        const count = counts[number]!;
        if (count === 0) continue;
        const { category, venue, year, hasCode } = groups[number]!;
        add(fields, categories[category], count);
        add(venues, venueNames[venue], count);
        add(years, year === undefined ? '' : String(year), count);
        if (hasCode) withCode += count;
      }
    }
    return {
      fields: mostFirst(fields),
      years: [...years]
        .map(([value, count]) => ({ value, count }))
        .toSorted((a, b) => (a.value < b.value ? 1 : -1)),
      venues: mostFirst(venues),
      withCode,
    };
  }
}

/** Papers without the value are not told. */
function add(sums: Map<string, number>, value: string | undefined, count: number): void {
  if (value) sums.set(value, (sums.get(value) ?? 0) + count);
}

function mostFirst(sums: Map<string, number>): FacetCount[] {
  return [...sums]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MAX_VALUES);
}
