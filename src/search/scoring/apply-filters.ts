import type { LoadedSegment, QueriedIndex } from '../index-reader.ts';
import { stemEnglish } from '../analysis/stem-english.ts';
import { stopWords } from '../analysis/stop-words.ts';
import { areFiltersEmpty, type Place, type QueryFilters, type Requirement } from '../query/query-filters.ts';
import type { Bitmap } from '../segments/bitmap.ts';
import { categoryTerm } from '../segments/build-segment.ts';
import { abstractCount, authorCount, titleCount, venueCount } from '../segments/field-counts.ts';
import { findOrdinal } from '../segments/find-ordinal.ts';
import { markPapers } from '../segments/posting-kernel.ts';
import { HAS_CODE } from '../segments/segment-columns.ts';
import type { FilterCache } from './filter-cache.ts';
import { createMarks, intersectMarks, marksByValue, marksOf, type PaperMarks } from './paper-marks.ts';

/** For each phrase of a query, the ids of the papers that have it; see find-phrases.ts. */
export type PhrasePapers = ReadonlyMap<Requirement, ReadonlySet<number>>;

/** Terms whose postings the filters need. */
export function filterTerms({ requirements }: QueryFilters): string[] {
  return requirements.flatMap((requirement) =>
    alternativesOf(requirement).flatMap((forms) => forms.map((form) => termOf(requirement, form))),
  );
}

/** Where a paper passes all filters; not to be changed. Undefined where there are none. */
export function applyFilters(
  filters: QueryFilters,
  segment: LoadedSegment,
  index: QueriedIndex,
  { cache, phrases }: { cache: FilterCache; phrases?: PhrasePapers },
): PaperMarks | undefined {
  if (areFiltersEmpty(filters)) return undefined;
  const meetAll = (): PaperMarks => intersectConditions(filters, segment, index, { cache, phrases });
  // Where phrases stand is looked up in the papers' text for each query anew.
  return filters.requirements.some((requirement) => phrases?.has(requirement))
    ? meetAll()
    : cache.remember(segment, filters, meetAll);
}

function intersectConditions(
  filters: QueryFilters,
  segment: LoadedSegment,
  index: QueriedIndex,
  { cache, phrases }: { cache: FilterCache; phrases: PhrasePapers | undefined },
): PaperMarks {
  const conditions = [
    ...withColumns(filters, segment, cache),
    ...filters.requirements.map((requirement) => {
      const { isExcluded, ...condition } = requirement;
      const known = phrases?.get(requirement);
      const meeting = known
        ? ofPapers(segment, known)
        : cache.remember(segment, condition, () => mayMeet(requirement, segment, index));
      return { meeting, isExcluded };
    }),
  ];
  const [first] = conditions;
  if (first && conditions.length === 1 && !first.isExcluded) return first.meeting;
  const passing = createMarks(segment.columns.paperCount, 1);
  for (const { meeting, isExcluded } of conditions) intersectMarks(passing, meeting, { isExcluded });
  return passing;
}

interface Condition {
  meeting: PaperMarks;
  isExcluded: boolean;
}

/** The highest day number. */
const LAST_DAY = 0xffff;
/** By value of the flags. */
const WITH_CODE = Uint8Array.from({ length: 0x100 }, (_, flags) => ((flags & HAS_CODE) === 0 ? 0 : 1));

/** Where a paper's day and code are as the filters ask. */
function withColumns(
  { fromDay, toDay, hasCode }: QueryFilters,
  segment: LoadedSegment,
  cache: FilterCache,
): Condition[] {
  const { publishedDays, flags } = segment.columns;
  const conditions: Condition[] = [];
  if (fromDay !== undefined || toDay !== undefined) {
    const [first, last] = [fromDay ?? 0, toDay ?? LAST_DAY];
    const meeting = cache.remember(segment, { first, last }, () =>
      marksByValue(publishedDays, new Uint8Array(LAST_DAY + 1).fill(1, first, last + 1)),
    );
    conditions.push({ meeting, isExcluded: false });
  }
  if (hasCode !== undefined) {
    const meeting = cache.remember(segment, { has: 'code' }, () => marksByValue(flags, WITH_CODE));
    conditions.push({ meeting, isExcluded: !hasCode });
  }
  return conditions;
}

/** Where a paper meets a requirement (exclusion left aside); for a phrase, where it has all its words and so may have it. */
export function mayMeet(requirement: Requirement, segment: LoadedSegment, index: QueriedIndex): PaperMarks {
  if (requirement.place === 'field') return inField(segment, requirement.words[0] ?? '');
  let meeting: PaperMarks | undefined;
  for (const forms of alternativesOf(requirement)) {
    if (meeting?.every((bits) => bits === 0)) break;
    const withOne = createMarks(segment.columns.paperCount);
    for (const form of forms) markForm(withOne, requirement, form, segment, index);
    if (meeting) intersectMarks(meeting, withOne);
    else meeting = withOne;
  }
  // Nothing but stop words, of which abstracts have no postings: nothing is known.
  return meeting ?? createMarks(segment.columns.paperCount, 1);
}

/** Where a paper is not deleted and `allowed`; undefined where all are. The same for the same; not to be changed. */
export function allowLiving(
  { columns, deletions }: LoadedSegment,
  allowed: PaperMarks | undefined,
): PaperMarks | undefined {
  if (!deletions) return allowed;
  const { living, andAllowed } = livingOf(deletions, columns.paperCount);
  if (!allowed) return living;
  let both = andAllowed.get(allowed);
  if (!both) {
    both = createMarks(columns.paperCount, 1);
    intersectMarks(both, allowed);
    intersectMarks(both, living);
    andAllowed.set(allowed, both);
  }
  return both;
}

interface Living {
  living: PaperMarks;
  /** What was found by it of other marks. */
  andAllowed: WeakMap<PaperMarks, PaperMarks>;
}

function livingOf(deletions: Bitmap, paperCount: number): Living {
  const known = livings.get(deletions);
  if (known) return known;
  const living = createMarks(paperCount, 1);
  deletions.forEach((bits, at) => (living[at]! &= ~bits));
  const found = { living, andAllowed: new WeakMap<PaperMarks, PaperMarks>() };
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

function markForm(
  marked: PaperMarks,
  requirement: Requirement,
  form: string,
  segment: LoadedSegment,
  index: QueriedIndex,
): void {
  const { lists } = index.postings(segment.id, termOf(requirement, form));
  const anyForm = requirement.match === 'all' || requirement.place === 'category';
  const wanted = anyForm ? lists : lists.filter((list) => list.form === form);
  markPapers(marked, wanted, standsIn[requirement.place]);
}

/** By field counts. */
const where = (isIn: (counts: number) => boolean): Uint8Array =>
  Uint8Array.from({ length: 0x100 }, (_, counts) => (isIn(counts) ? 1 : 0));

const standsIn: { [place in Place]: Uint8Array } = {
  anywhere: where(() => true),
  title: where((counts) => titleCount(counts) > 0),
  abstract: where((counts) => abstractCount(counts) > 0),
  author: where((counts) => authorCount(counts) > 0),
  venue: where((counts) => venueCount(counts) > 0),
  category: where(() => true),
  field: where(() => true),
};

function inField({ columns }: LoadedSegment, name: string): PaperMarks {
  const isWanted = Uint8Array.from(columns.categories, (category) => {
    const own = category.toLowerCase();
    return own === name || own.startsWith(`${name}.`) ? 1 : 0;
  });
  return marksByValue(columns.primaryCategories, isWanted);
}

function ofPapers({ columns }: LoadedSegment, paperIds: ReadonlySet<number>): PaperMarks {
  const ordinals = [...paperIds].map((id) => findOrdinal(columns.paperIds, id));
  return marksOf(
    columns.paperCount,
    ordinals.filter((ordinal) => ordinal >= 0),
  );
}
