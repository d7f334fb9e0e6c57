import { HAS_CODE, type SegmentColumns } from '../segments/segment-columns.ts';

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
const FIRST_YEAR = 1900;
const YEAR_COUNT = 180;

/** Counts while a query is scored: a few additions for each paper that matches. */
export class FacetCounter {
  readonly #bySegment = new Map<SegmentColumns, SegmentCounts>();
  readonly #years = new Uint32Array(YEAR_COUNT);
  #withCode = 0;

  /** Takes a part of the papers of a segment. */
  count(columns: SegmentColumns, ordinals: Uint32Array): void {
    const { primaryCategories, venues, publishedDays, flags } = columns;
    const { byCategory, byVenue } = this.#countsOf(columns);
    const byYear = this.#years;
    let withCode = 0;
    for (let i = 0; i < ordinals.length; i++) {
      const ordinal = ordinals[i]!;
      byCategory[primaryCategories[ordinal]!]!++;
      byVenue[venues[ordinal]!]!++;
      byYear[yearOfDay[publishedDays[ordinal]!]!]!++;
      withCode += flags[ordinal]! & HAS_CODE;
    }
    this.#withCode += withCode;
  }

  #countsOf(columns: SegmentColumns): SegmentCounts {
    const known = this.#bySegment.get(columns);
    if (known) return known;
    const counts = {
      byCategory: new Uint32Array(columns.categories.length),
      byVenue: new Uint32Array(columns.venueNames.length),
    };
    this.#bySegment.set(columns, counts);
    return counts;
  }

  result(): Facets {
    const fields = new Map<string, number>();
    const venues = new Map<string, number>();
    for (const [columns, { byCategory, byVenue }] of this.#bySegment) {
      addCounts(fields, columns.categories, byCategory);
      addCounts(venues, columns.venueNames, byVenue);
    }
    const years = Array.from(this.#years, (count, year) => ({ value: String(FIRST_YEAR + year), count }));
    return {
      fields: mostFirst(fields),
      years: years
        .slice(1)
        .filter(({ count }) => count > 0)
        .toReversed(),
      venues: mostFirst(venues),
      withCode: this.#withCode,
    };
  }
}

interface SegmentCounts {
  byCategory: Uint32Array;
  byVenue: Uint32Array;
}

/** By day number: the year since FIRST_YEAR; 0 also for no date, and therefore not told. */
const yearOfDay = Uint8Array.from({ length: 0x10000 }, (_, day) =>
  day === 0 ? 0 : new Date(Date.UTC(FIRST_YEAR, 0, day)).getUTCFullYear() - FIRST_YEAR,
);

function addCounts(sums: Map<string, number>, names: string[], counts: Uint32Array): void {
  names.forEach((name, number) => {
    if (name !== '' && counts[number]! > 0) sums.set(name, (sums.get(name) ?? 0) + counts[number]!);
  });
}

function mostFirst(sums: Map<string, number>): FacetCount[] {
  return [...sums]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MAX_VALUES);
}
