import { HAS_CODE, type SegmentColumns } from '../segments/segment-columns.ts';

/** A group of papers that no facet tells apart. */
export interface FacetGroup {
  /** Numbers of the names of the primary category and of the venue. */
  category: number;
  venue: number;
  /** Since 1900; 0 where no day is known. */
  year: number;
  /** 1 where code is known. */
  code: number;
}

export const FIRST_YEAR = 1900;
export const YEAR_COUNT = 256;

/**
 * An index's papers by everything that facets tell apart: some thousands of groups, the same in all segments, so that a
 * paper is counted by one addition. A segment's are found when they are first asked for, and kept as long as its columns.
 */
export class FacetGroups {
  /** By number. */
  readonly all: FacetGroup[] = [];
  /** By number; '' for none. */
  readonly categoryNames = new Numbered();
  readonly venueNames = new Numbered();
  readonly #keys = new Numbered();
  readonly #known = new WeakMap<SegmentColumns, Uint32Array>();

  /** By ordinal: the number of the paper's group. */
  of(columns: SegmentColumns): Uint32Array {
    let found = this.#known.get(columns);
    if (!found) this.#known.set(columns, (found = this.#find(columns)));
    return found;
  }

  #find(columns: SegmentColumns): Uint32Array {
    const { paperCount, primaryCategories, venues, publishedDays, flags } = columns;
    const categories = columns.categories.map((name) => this.categoryNames.numberOf(name));
    const venueNumbers = columns.venueNames.map((name) => this.venueNames.numberOf(name));
    const groupOf = new Uint32Array(paperCount);
    const known = new Map<number, number>();
    for (let ordinal = 0; ordinal < paperCount; ordinal++) {
      const [category, venue] = [primaryCategories[ordinal]!, venues[ordinal]!];
      const year = yearOfDay[publishedDays[ordinal]!]!;
      const code = (flags[ordinal]! & HAS_CODE) === 0 ? 0 : 1;
      const key = ((category * venueNumbers.length + venue) * YEAR_COUNT + year) * 2 + code;
      let group = known.get(key);
      if (group === undefined) {
        group = this.#numberOf({ category: categories[category]!, venue: venueNumbers[venue]!, year, code });
        known.set(key, group);
      }
      groupOf[ordinal] = group;
    }
    return groupOf;
  }

  #numberOf(group: FacetGroup): number {
    const number = this.#keys.numberOf(Object.values(group).join());
    this.all[number] ??= group;
    return number;
  }
}

/** Gives names numbers, the first one 0. */
class Numbered {
  readonly names: string[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) this.#numbers.set(name, (number = this.names.push(name) - 1));
    return number;
  }
}

/** By day number. */
const yearOfDay = Uint8Array.from({ length: 0x10000 }, (_, day) =>
  day === 0 ? 0 : new Date(Date.UTC(FIRST_YEAR, 0, day)).getUTCFullYear() - FIRST_YEAR,
);
