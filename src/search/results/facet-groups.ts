import { HAS_CODE, type SegmentColumns } from '../segments/segment-columns.ts';

/** A segment's papers by everything that facets tell apart: few groups, so that a paper is counted by one addition. */
export interface FacetGroups {
  groupCount: number;
  /** By ordinal: the paper's group. */
  groupOf: Uint32Array;
  /** By group, as are the next three: the number of the category's name in the segment. */
  categories: Uint32Array;
  venues: Uint32Array;
  /** Since 1900; 0 where no day is known. */
  years: Uint8Array;
  /** 1 where code is known. */
  withCode: Uint8Array;
}

export const FIRST_YEAR = 1900;
export const YEAR_COUNT = 256;

/** Found when they are first asked for, and kept as long as the columns are. */
export function facetGroupsOf(columns: SegmentColumns): FacetGroups {
  let found = known.get(columns);
  if (!found) known.set(columns, (found = findGroups(columns)));
  return found;
}

const known = new WeakMap<SegmentColumns, FacetGroups>();

function findGroups(columns: SegmentColumns): FacetGroups {
  const { paperCount, primaryCategories, venues, publishedDays, flags } = columns;
  const groupOf = new Uint32Array(paperCount);
  const firsts: number[] = [];
  const groupOfKey = new Map<number, number>();
  for (let ordinal = 0; ordinal < paperCount; ordinal++) {
    const names = primaryCategories[ordinal]! * columns.venueNames.length + venues[ordinal]!;
    const key = (names * YEAR_COUNT + yearOfDay[publishedDays[ordinal]!]!) * 2 + codeOf(flags[ordinal]!);
    let group = groupOfKey.get(key);
    if (group === undefined) {
      group = firsts.push(ordinal) - 1;
      groupOfKey.set(key, group);
    }
    groupOf[ordinal] = group;
  }
  const largestFirst = numberBySize(groupOf, firsts.length);
  const examples = Array.from(largestFirst, (group) => firsts[group]!);
  return {
    groupCount: firsts.length,
    groupOf,
    categories: Uint32Array.from(examples, (ordinal) => primaryCategories[ordinal]!),
    venues: Uint32Array.from(examples, (ordinal) => venues[ordinal]!),
    years: Uint8Array.from(examples, (ordinal) => yearOfDay[publishedDays[ordinal]!]!),
    withCode: Uint8Array.from(examples, (ordinal) => codeOf(flags[ordinal]!)),
  };
}

/**
 * Numbers the groups anew, those of the most papers first, so that nearly all that is counted lies side by side in the
 * cache next to the processor. Answers their numbers before.
 */
function numberBySize(groupOf: Uint32Array, groupCount: number): Uint32Array {
  const sizes = new Uint32Array(groupCount);
  for (const group of groupOf) sizes[group]!++;
  const largestFirst = Uint32Array.from(sizes.keys()).sort((a, b) => sizes[b]! - sizes[a]!);
  const numberOf = new Uint32Array(groupCount);
  largestFirst.forEach((group, number) => (numberOf[group] = number));
  for (let ordinal = 0; ordinal < groupOf.length; ordinal++) groupOf[ordinal] = numberOf[groupOf[ordinal]!]!;
  return largestFirst;
}

const codeOf = (flags: number): number => ((flags & HAS_CODE) === 0 ? 0 : 1);

/** By day number. */
const yearOfDay = Uint8Array.from({ length: 0x10000 }, (_, day) =>
  day === 0 ? 0 : new Date(Date.UTC(FIRST_YEAR, 0, day)).getUTCFullYear() - FIRST_YEAR,
);
