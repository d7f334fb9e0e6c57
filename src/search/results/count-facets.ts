import type { SegmentColumns } from '../segments/segment-columns.ts';
import { FIRST_YEAR, YEAR_COUNT, type FacetGroups } from './facet-groups.ts';

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

/** Counts the papers that match, each by one addition. */
export class FacetCounter {
  readonly #groups: FacetGroups;
  readonly #counts: Uint32Array;

  /** For papers of segments whose groups were found before. */
  constructor(groups: FacetGroups) {
    this.#groups = groups;
    this.#counts = new Uint32Array(groups.count);
  }

  /** How many groups there are, and the groups of a segment, for one who counts its papers himself. */
  get groupCount(): number {
    return this.#counts.length;
  }
  groupsOf(columns: SegmentColumns): Uint32Array {
    return this.#groups.of(columns);
  }

  /** Takes what he counted, by group. */
  add(counts: Uint32Array): void {
    for (let group = 0; group < counts.length; group++) this.#counts[group]! += counts[group]!;
  }

  /** Takes some papers of a segment. */
  count(columns: SegmentColumns, ordinals: Iterable<number>): void {
    const groupOf = this.groupsOf(columns);
    for (const ordinal of ordinals) this.#counts[groupOf[ordinal]!]!++;
  }

  result(): Facets {
    const { categoryNames, venueNames } = this.#groups;
    const { categories, venues, years, codes } = this.#groups.values;
    const byCategory = new Uint32Array(categoryNames.names.length);
    const byVenue = new Uint32Array(venueNames.names.length);
    const byYear = new Uint32Array(YEAR_COUNT);
    let withCode = 0;
    for (let group = 0; group < this.#counts.length; group++) {
      const count = this.#counts[group]!;
      if (count === 0) continue;
      byCategory[categories[group]!]! += count;
      byVenue[venues[group]!]! += count;
      byYear[years[group]!]! += count;
      withCode += count * codes[group]!;
    }
    return {
      fields: mostFirst(categoryNames.names, byCategory),
      years: newestFirst(byYear),
      venues: mostFirst(venueNames.names, byVenue),
      withCode,
    };
  }
}

function newestFirst(byYear: Uint32Array): FacetCount[] {
  return Array.from(byYear, (count, year) => ({ value: String(FIRST_YEAR + year), count }))
    .slice(1)
    .filter(({ count }) => count > 0)
    .toReversed();
}

/** Papers without the value are not told. */
function mostFirst(names: string[], counts: Uint32Array): FacetCount[] {
  return names
    .map((value, number) => ({ value, count: counts[number]! }))
    .filter(({ value, count }) => value !== '' && count > 0)
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MAX_VALUES);
}
