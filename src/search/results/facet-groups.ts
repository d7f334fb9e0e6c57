import { HAS_CODE, type SegmentColumns } from '../segments/segment-columns.ts';

/** A segment's papers by everything that facets tell apart: few groups, so that a paper is counted by one addition. */
export interface FacetGroups {
  /** By ordinal: the paper's group. */
  numbers: Uint32Array;
  /** By group. */
  groups: FacetGroup[];
}

export interface FacetGroup {
  /** Numbers of the segment's names. */
  category: number;
  venue: number;
  /** Undefined where no day is known. */
  year: number | undefined;
  hasCode: boolean;
}

/** Found when they are first asked for, and kept as long as the columns are. */
export function facetGroupsOf(columns: SegmentColumns): FacetGroups {
  let found = known.get(columns);
  if (!found) known.set(columns, (found = findGroups(columns)));
  return found;
}

const known = new WeakMap<SegmentColumns, FacetGroups>();

function findGroups(columns: SegmentColumns): FacetGroups {
  const { paperCount, primaryCategories, venues, publishedDays, flags } = columns;
  const numbers = new Uint32Array(paperCount);
  const groups: FacetGroup[] = [];
  const numberOfKey = new Map<number, number>();
  for (let ordinal = 0; ordinal < paperCount; ordinal++) {
    const [category, venue] = [primaryCategories[ordinal]!, venues[ordinal]!];
    const year = yearOfDay[publishedDays[ordinal]!]!;
    const hasCode = (flags[ordinal]! & HAS_CODE) !== 0;
    const key = ((category * columns.venueNames.length + venue) * YEARS + year) * 2 + Number(hasCode);
    let number = numberOfKey.get(key);
    if (number === undefined) {
      number =
        groups.push({ category, venue, year: year === 0 ? undefined : FIRST_YEAR + year, hasCode }) - 1;
      numberOfKey.set(key, number);
    }
    numbers[ordinal] = number;
  }
  return { numbers, groups };
}

const FIRST_YEAR = 1900;
const YEARS = 256;

/** By day number: the year since FIRST_YEAR; 0 also for no date, and therefore not told. */
const yearOfDay = Uint8Array.from({ length: 0x10000 }, (_, day) =>
  day === 0 ? 0 : new Date(Date.UTC(FIRST_YEAR, 0, day)).getUTCFullYear() - FIRST_YEAR,
);
