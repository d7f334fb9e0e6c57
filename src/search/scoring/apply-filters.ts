import type { LoadedSegment, QueriedIndex } from '../index-reader.ts';
import { tokenize } from '../analysis/tokenize.ts';
import { stemEnglish } from '../analysis/stem-english.ts';
import { areFiltersEmpty, type QueryFilters } from '../query/query-filters.ts';
import { categoryTerm } from '../segments/build-segment.ts';
import { authorCount } from '../segments/field-counts.ts';
import { decodeOrdinals } from '../segments/posting-lists.ts';
import { HAS_CODE } from '../segments/segment-columns.ts';

/** Terms whose postings the filters need. */
export function filterTerms({ categories, authors }: QueryFilters): string[] {
  return [...categories.map(categoryTerm), ...authors.flatMap(authorWords).map(stemEnglish)];
}

/** By ordinal, 1 where a paper passes all filters; undefined where there are none. */
export function applyFilters(
  filters: QueryFilters,
  segment: LoadedSegment,
  index: QueriedIndex,
): Uint8Array | undefined {
  if (areFiltersEmpty(filters)) return undefined;
  const { columns } = segment;
  const { fromDay = 0, toDay = Infinity, hasCode } = filters;
  const allowed = new Uint8Array(columns.paperCount);
  for (let ordinal = 0; ordinal < columns.paperCount; ordinal++) {
    const day = columns.publishedDays[ordinal]!;
    const isCoded = (columns.flags[ordinal]! & HAS_CODE) !== 0;
    allowed[ordinal] = day >= fromDay && day <= toDay && (isCoded || !hasCode) ? 1 : 0;
  }
  for (const category of filters.categories) {
    const term = categoryTerm(category);
    keepOnly(
      allowed,
      withForm(segment, index, term, term, () => true),
    );
  }
  for (const word of filters.authors.flatMap(authorWords)) {
    keepOnly(
      allowed,
      withForm(segment, index, stemEnglish(word), word, (counts) => authorCount(counts) > 0),
    );
  }
  return allowed;
}

const authorWords = (name: string): string[] => tokenize(name).words;

function keepOnly(allowed: Uint8Array, passing: Uint8Array): void {
  for (let ordinal = 0; ordinal < allowed.length; ordinal++) allowed[ordinal]! &= passing[ordinal]!;
}

function withForm(
  segment: LoadedSegment,
  index: QueriedIndex,
  term: string,
  form: string,
  isWanted: (counts: number) => boolean,
): Uint8Array {
  const passing = new Uint8Array(segment.columns.paperCount);
  const list = index.postings(segment.id, term).lists.find((candidate) => candidate.form === form);
  if (!list) return passing;
  const ordinals = new Uint32Array(list.count);
  decodeOrdinals(list, ordinals);
  ordinals.forEach((ordinal, i) => {
    if (isWanted(list.bytes[list.countsStart + i]!)) passing[ordinal] = 1;
  });
  return passing;
}
