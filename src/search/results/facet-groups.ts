import { HAS_CODE, type SegmentColumns } from '../segments/segment-columns.ts';

/** What the papers of each group have, by its number. In lists of numbers: each query goes through all of them. */
export interface GroupValues {
  /** Numbers of the names of the primary category and of the venue. */
  categories: number[];
  venues: number[];
  /** Since 1900; 0 where no day is known. */
  years: number[];
  /** 1 where code is known. */
  codes: number[];
}

export const FIRST_YEAR = 1900;
export const YEAR_COUNT = 256;

/**
 * An index's papers by everything that facets tell apart: some thousands of groups, the same in all segments, so that a
 * paper is counted by one addition. A segment's are found when they are first asked for, and kept as long as its columns.
 */
export class FacetGroups {
  readonly values: GroupValues = { categories: [], venues: [], years: [], codes: [] };
  /** By number; '' for none. */
  readonly categoryNames = new Numbered();
  readonly venueNames = new Numbered();
  readonly #keys = new Numbered();
  readonly #known = new WeakMap<SegmentColumns, Uint32Array>();

  /** How many there are. */
  get count(): number {
    return this.#keys.names.length;
  }

  /** By ordinal: the number of the paper's group. For all threads. */
  of(columns: SegmentColumns): Uint32Array {
    let found = this.#known.get(columns);
    if (!found) this.#known.set(columns, (found = this.#find(columns)));
    return found;
  }

  #find(columns: SegmentColumns): Uint32Array {
    const { paperCount, primaryCategories, venues, publishedDays, flags } = columns;
    const categories = columns.categories.map((name) => this.categoryNames.numberOf(name));
    const venueNumbers = columns.venueNames.map((name) => this.venueNames.numberOf(name));
    const groupOf = new Uint32Array(new SharedArrayBuffer(paperCount * 4));
    const known = new Map<number, number>();
    for (let ordinal = 0; ordinal < paperCount; ordinal++) {
      const [category, venue] = [primaryCategories[ordinal]!, venues[ordinal]!];
      const year = yearOfDay[publishedDays[ordinal]!]!;
      const code = (flags[ordinal]! & HAS_CODE) === 0 ? 0 : 1;
      const key = ((category * venueNumbers.length + venue) * YEAR_COUNT + year) * 2 + code;
      let group = known.get(key);
      if (group === undefined) {
        group = this.#numberOf(categories[category]!, venueNumbers[venue]!, year, code);
        known.set(key, group);
      }
      groupOf[ordinal] = group;
    }
    return groupOf;
  }

  #numberOf(category: number, venue: number, year: number, code: number): number {
    const number = this.#keys.numberOf(`${category} ${venue} ${year} ${code}`);
    this.values.categories[number] = category;
    this.values.venues[number] = venue;
    this.values.years[number] = year;
    this.values.codes[number] = code;
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
