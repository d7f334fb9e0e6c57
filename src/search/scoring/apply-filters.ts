import type { LoadedSegment, QueriedIndex } from '../index-reader.ts';
import { stemEnglish } from '../analysis/stem-english.ts';
import { stopWords } from '../analysis/stop-words.ts';
import { areFiltersEmpty, type Place, type QueryFilters, type Requirement } from '../query/query-filters.ts';
import type { Bitmap } from '../segments/bitmap.ts';
import { categoryTerm } from '../segments/build-segment.ts';
import { abstractCount, authorCount, titleCount, venueCount } from '../segments/field-counts.ts';
import { findOrdinal } from '../segments/find-ordinal.ts';
import { decodePostings } from '../segments/posting-lists.ts';
import { HAS_CODE, type SegmentColumns } from '../segments/segment-columns.ts';

/** For each phrase of a query, the ids of the papers that have it; see find-phrases.ts. */
export type PhrasePapers = ReadonlyMap<Requirement, ReadonlySet<number>>;

/** Terms whose postings the filters need. */
export function filterTerms({ requirements }: QueryFilters): string[] {
  return requirements.flatMap((requirement) =>
    alternativesOf(requirement).flatMap((forms) => forms.map((form) => termOf(requirement, form))),
  );
}

/** By ordinal, 1 where a paper passes all filters; undefined where there are none. */
export function applyFilters(
  filters: QueryFilters,
  segment: LoadedSegment,
  index: QueriedIndex,
  phrases: PhrasePapers = new Map(),
): Uint8Array | undefined {
  if (areFiltersEmpty(filters)) return undefined;
  const { columns } = segment;
  const allowed = passingColumns(filters, columns);
  for (const requirement of filters.requirements) {
    const known = phrases.get(requirement);
    const meeting = known ? ofPapers(segment, known) : mayMeet(requirement, segment, index);
    const unwanted = requirement.isExcluded ? 1 : 0;
    for (let ordinal = 0; ordinal < allowed.length; ordinal++)
      allowed[ordinal]! &= meeting[ordinal]! ^ unwanted;
  }
  return allowed;
}

/** The highest day number; comparing with Infinity would be done in floating point. */
const LAST_DAY = 0xffff;

/** By ordinal, 1 where a paper's day and code are as the filters ask. */
function passingColumns(
  { fromDay = 0, toDay = LAST_DAY, hasCode }: QueryFilters,
  { paperCount, publishedDays, flags }: SegmentColumns,
): Uint8Array {
  const passing = new Uint8Array(paperCount).fill(1);
  if (fromDay > 0 || toDay < LAST_DAY) {
    for (let ordinal = 0; ordinal < paperCount; ordinal++) {
      const day = publishedDays[ordinal]!;
      passing[ordinal] = day >= fromDay && day <= toDay ? 1 : 0;
    }
  }
  if (hasCode !== undefined) {
    for (let ordinal = 0; ordinal < paperCount; ordinal++)
      if (((flags[ordinal]! & HAS_CODE) !== 0) !== hasCode) passing[ordinal] = 0;
  }
  return passing;
}

/**
 * By ordinal, 1 where a paper meets a requirement (exclusion left aside); for a phrase, where it has all its words and
 * so may have it.
 */
export function mayMeet(requirement: Requirement, segment: LoadedSegment, index: QueriedIndex): Uint8Array {
  if (requirement.place === 'field') return inField(segment, requirement.words[0] ?? '');
  let meeting: Uint8Array | undefined;
  for (const forms of alternativesOf(requirement)) {
    if (meeting && !meeting.includes(1)) break;
    const withOne = new Uint8Array(segment.columns.paperCount);
    for (const form of forms) markPapers(withOne, requirement, form, segment, index);
    if (meeting) for (let i = 0; i < withOne.length; i++) meeting[i]! &= withOne[i]!;
    else meeting = withOne;
  }
  // Nothing but stop words, of which abstracts have no postings: nothing is known.
  return meeting ?? new Uint8Array(segment.columns.paperCount).fill(1);
}

/** By ordinal, 1 where a paper is not deleted and `allowed`; undefined where all are. Not to be changed. */
export function allowLiving(
  { columns, deletions }: LoadedSegment,
  allowed: Uint8Array | undefined,
): Uint8Array | undefined {
  if (!deletions) return allowed;
  const { living, deletedOrdinals } = livingOf(deletions, columns.paperCount);
  if (!allowed) return living;
  const both = allowed.slice();
  for (const ordinal of deletedOrdinals) both[ordinal] = 0;
  return both;
}

interface Living {
  living: Uint8Array;
  deletedOrdinals: number[];
}

function livingOf(deletions: Bitmap, paperCount: number): Living {
  const known = livings.get(deletions);
  if (known) return known;
  const deletedOrdinals: number[] = [];
  deletions.forEach((bits, at) => {
    for (let bit = 0; bits >> bit; bit++) if ((bits >> bit) & 1) deletedOrdinals.push(at * 8 + bit);
  });
  const living = new Uint8Array(paperCount).fill(1);
  for (const ordinal of deletedOrdinals) living[ordinal] = 0;
  const found = { living, deletedOrdinals };
  livings.set(deletions, found);
  return found;
}

/** Read anew only when a segment has other deletions. */
const livings = new WeakMap<Bitmap, Living>();

/** For each word that is needed, the forms of which one will do. */
function alternativesOf({ place, match, words }: Requirement): string[][] {
  if (place === 'field') return [];
  if (match !== 'phrase') return [...new Set(words)].map((word) => [word]);
  const whole = words.length > 2 && words.length <= 6 ? [words.join('')] : [];
  return words.flatMap((word, i) => {
    if (stopWords.has(word) || words.indexOf(word) < i) return [];
    // "pre-trained" may be written pretrained.
    const [before, after] = [words[i - 1], words[i + 1]];
    return [
      [
        word,
        ...whole,
        ...(before === undefined ? [] : [before + word]),
        ...(after === undefined ? [] : [word + after]),
      ],
    ];
  });
}

const termOf = ({ place }: Requirement, form: string): string =>
  place === 'category' ? categoryTerm(form) : stemEnglish(form);

function markPapers(
  marked: Uint8Array,
  requirement: Requirement,
  form: string,
  segment: LoadedSegment,
  index: QueriedIndex,
): void {
  const term = termOf(requirement, form);
  const isIn = standsIn[requirement.place];
  const anyForm = requirement.match === 'all' || requirement.place === 'category';
  for (const list of index.postings(segment.id, term).lists) {
    if (!anyForm && list.form !== form) continue;
    const ordinals = new Uint32Array(list.count);
    const counts = new Uint8Array(list.count);
    decodePostings(list, ordinals, counts);
    for (let i = 0; i < list.count; i++) if (isIn(counts[i]!)) marked[ordinals[i]!] = 1;
  }
}

const standsIn: { [place in Place]: (counts: number) => boolean } = {
  anywhere: () => true,
  title: (counts) => titleCount(counts) > 0,
  abstract: (counts) => abstractCount(counts) > 0,
  author: (counts) => authorCount(counts) > 0,
  venue: (counts) => venueCount(counts) > 0,
  category: () => true,
  field: () => true,
};

function inField({ columns }: LoadedSegment, name: string): Uint8Array {
  const isWanted = columns.categories.map((category) => {
    const own = category.toLowerCase();
    return own === name || own.startsWith(`${name}.`) ? 1 : 0;
  });
  const { paperCount, primaryCategories } = columns;
  const marked = new Uint8Array(paperCount);
  for (let ordinal = 0; ordinal < paperCount; ordinal++)
    marked[ordinal] = isWanted[primaryCategories[ordinal]!] ?? 0;
  return marked;
}

function ofPapers({ columns }: LoadedSegment, paperIds: ReadonlySet<number>): Uint8Array {
  const marked = new Uint8Array(columns.paperCount);
  for (const id of paperIds) {
    const ordinal = findOrdinal(columns.paperIds, id);
    if (ordinal >= 0) marked[ordinal] = 1;
  }
  return marked;
}
