import { findAcronyms } from '../analysis/find-acronyms.ts';
import { hashWords } from '../analysis/hash-words.ts';
import { stemEnglish } from '../analysis/stem-english.ts';
import { stopWords } from '../analysis/stop-words.ts';
import { tokenize, type TokenizedText } from '../analysis/tokenize.ts';
import { WordNumbers } from '../analysis/word-numbers.ts';
import type { PaperEncoder } from '../embedding/paper-encoder.ts';
import { encodePapers } from '../vectors/encode-papers.ts';
import { acronymTerm } from './acronym-terms.ts';
import { dayNumber } from './day-number.ts';
import type { EncodedPostings, EncodedSegment } from './encoded-segment.ts';
import { countOne, IN_AUTHORS, IN_VENUE, ONE_IN_ABSTRACT, ONE_IN_TITLE } from './field-counts.ts';
import type { IndexablePaper } from './indexable-paper.ts';
import { numberName } from './number-name.ts';
import { PostingCollector } from './posting-collector.ts';
import {
  emptyColumns,
  encodeColumns,
  HAS_CODE,
  MAX_ABSTRACT_LENGTH,
  MAX_TITLE_LENGTH,
  type SegmentColumns,
} from './segment-columns.ts';
import { TermFilterBuilder } from './term-filter.ts';

/**
 * Analyses papers (each id once, any order) and writes their segment, with vectors where there is an encoder. Pure: no
 * database, no clock.
 */
export function buildSegment(papers: readonly IndexablePaper[], encoder?: PaperEncoder): EncodedSegment {
  const sorted = papers.toSorted((a, b) => a.id - b.id);
  const columns = emptyColumns(sorted.length);
  const words = new PaperWords();
  const categories = new Map([['', 0]]);
  const venues = new Map([['', 0]]);
  sorted.forEach((paper, ordinal) => {
    const title = tokenize(paper.title);
    const abstract = tokenize(paper.abstract);
    words.addText(title, ONE_IN_TITLE);
    const abstractLength = words.addTextWithoutStopWords(abstract, ONE_IN_ABSTRACT);
    for (const author of paper.authors) words.addText(tokenize(author), IN_AUTHORS);
    if (paper.venue) words.addTextWithoutStopWords(tokenize(paper.venue), IN_VENUE);
    for (const category of paper.categories) addCategory(words, category);
    for (const definition of [...findAcronyms(paper.title), ...findAcronyms(paper.abstract)])
      words.addForm(definition.long, acronymTerm(definition.short), ONE_IN_ABSTRACT);
    words.endPaper(ordinal);

    columns.paperIds[ordinal] = paper.id;
    columns.titleHashes[ordinal] = hashWords(title.words);
    columns.titleLengths[ordinal] = Math.min(title.words.length, MAX_TITLE_LENGTH);
    columns.abstractLengths[ordinal] = Math.min(abstractLength, MAX_ABSTRACT_LENGTH);
    columns.publishedDays[ordinal] = dayNumber(paper.publishedOn);
    columns.primaryCategories[ordinal] = numberName(categories, paper.categories[0] ?? '');
    columns.venues[ordinal] = numberName(venues, paper.venue ?? '');
    columns.flags[ordinal] = paper.hasCode ? HAS_CODE : 0;
  });
  columns.categories = [...categories.keys()];
  columns.venueNames = [...venues.keys()];
  const postings = words.encode();
  return {
    paperCount: sorted.length,
    columns: encodeColumns(columns),
    ...postings,
    termFilter: filterOf(postings, columns),
    ...(encoder && { vectors: encodePapers(sorted, encoder) }),
  };
}

function filterOf(
  { terms, listStarts, lists }: EncodedPostings,
  { titleHashes }: SegmentColumns,
): EncodedSegment['termFilter'] {
  const builder = new TermFilterBuilder();
  builder.addTitles(titleHashes);
  terms.forEach((term, i) => builder.add(term, lists.subarray(listStarts[i], listStarts[i + 1])));
  return builder.encode();
}

/** The term that selects the papers of a category (`cs.CL`) or of a whole archive (`cs`). No word contains a colon. */
export const categoryTerm = (category: string): string => `category:${category.toLowerCase()}`;

function addCategory(words: PaperWords, category: string): void {
  const { words: parts, compounds } = tokenize(category);
  const joined = compounds[0]?.text ?? parts[0];
  if (joined !== undefined) words.add(joined, IN_VENUE);
  words.addExact(categoryTerm(category), IN_VENUE);
  const archive = /^([^.]+)\./.exec(category)?.[1];
  if (archive !== undefined) words.addExact(categoryTerm(archive), IN_VENUE);
}

/** The words of the paper at hand, counted by field, before they go to the collector. */
class PaperWords {
  readonly #collector = new PostingCollector();
  readonly #numbers = new WordNumbers();
  /** Field counts of the paper at hand, by form number; zero again after each paper. */
  #counts = new Uint8Array(1 << 16);
  readonly #seen: number[] = [];

  addText({ words, compounds }: TokenizedText, field: number): void {
    for (const word of words) this.add(word, field);
    for (const { text } of compounds) this.add(text, field);
  }

  /** Answers how many words were no stop words. */
  addTextWithoutStopWords({ words, compounds }: TokenizedText, field: number): number {
    let length = 0;
    for (const word of words) {
      if (stopWords.has(word)) continue;
      this.add(word, field);
      length++;
    }
    for (const { text } of compounds) this.add(text, field);
    return length;
  }

  add(word: string, field: number): void {
    const form = this.#numbers.find(word);
    this.#count(form >= 0 ? form : this.#addForm(word, stemEnglish(word)), field);
  }

  /** A term that is no word and has no stem. */
  addExact(term: string, field: number): void {
    this.addForm(term, term, field);
  }

  /** A form of a term that is no word. */
  addForm(form: string, term: string, field: number): void {
    const key = form === term ? term : `${term}=${form}`;
    const number = this.#numbers.find(key);
    this.#count(number >= 0 ? number : this.#addForm(form, term, key), field);
  }

  endPaper(ordinal: number): void {
    for (const form of this.#seen) {
      this.#collector.add(form, ordinal, this.#counts[form]!);
      this.#counts[form] = 0;
    }
    this.#seen.length = 0;
  }

  encode(): EncodedPostings {
    return this.#collector.encode();
  }

  #count(form: number, field: number): void {
    const counts = this.#counts[form]!;
    if (counts === 0) this.#seen.push(form);
    this.#counts[form] = countOne(counts, field);
  }

  #addForm(word: string, term: string, key = word): number {
    const form = this.#collector.addForm(word, term);
    this.#numbers.add(key);
    if (form === this.#counts.length) {
      const larger = new Uint8Array(form * 2);
      larger.set(this.#counts);
      this.#counts = larger;
    }
    return form;
  }
}
