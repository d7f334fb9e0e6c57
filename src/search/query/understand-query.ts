import { countPapers, type IndexReader, type IndexSnapshot, type QueriedIndex } from '../index-reader.ts';
import { foldText } from '../analysis/fold-text.ts';
import { stemEnglish } from '../analysis/stem-english.ts';
import { completeWord } from '../results/complete-word.ts';
import { correctSpelling, type ListForms, type MeantWord } from '../results/correct-spelling.ts';
import type { Vocabulary } from '../results/vocabulary.ts';
import { writeCompounds } from '../results/write-compounds.ts';
import { filterTerms } from '../scoring/apply-filters.ts';
import type { Correction, SearchQuery } from '../search.ts';
import type { PostingList } from '../segments/posting-lists.ts';
import type { Database } from '../../storage/database.ts';
import type { AcronymMeanings } from './acronym-meanings.ts';
import { expandAcronyms } from './expand-acronyms.ts';
import { isTitle } from './is-title.ts';
import { parseQuery, parseTitle, type ParsedQuery } from './parse-query.ts';

/** A query read in the light of the collection: misspelt words corrected, a word still being typed completed. */
export interface UnderstoodQuery {
  query: ParsedQuery;
  index: QueriedIndex;
  correction?: Correction;
  /** For the last word, while it is being typed. */
  completions: string[];
}

/** A longer query has words enough. Where fewer than half are unknown, the correction is only offered. */
const MAX_WORDS_TO_CORRECT = 6;
/** Words of so few papers may be errors of their authors; a neighbour in so many times more papers is suggested. */
const RARE_PAPERS = 5;
const SUGGESTED_RATIO = 100;
/** A typed word that more than this share of its best completion's papers have is a word already. */
const WHOLE_WORD_SHARE = 0.1;

/** What a query is read with. */
export interface QueryReading {
  database: Database;
  reader: IndexReader;
  acronyms: AcronymMeanings;
  vocabularyOf(snapshot: IndexSnapshot): Vocabulary;
  /** Hears the query as it was first read, as soon as it is known how many papers have its words. */
  hearWords?(query: ParsedQuery, snapshot: IndexSnapshot, countOf: (term: string) => number): void;
  /** Hears it again, with the postings of its words and filters. */
  hearPostings?(query: ParsedQuery, index: QueriedIndex): void;
}

export async function understandQuery(asked: SearchQuery, reading: QueryReading): Promise<UnderstoodQuery> {
  const understood = await understandWords(asked, reading);
  if (asked.isTyping) return understood;
  const { query, index } = understood;
  const { reader, acronyms } = reading;
  const expanded = await expandAcronyms(query, index, { reader, acronyms, terms: termsOf(query) });
  return { ...understood, ...expanded };
}

async function understandWords(asked: SearchQuery, reading: QueryReading): Promise<UnderstoodQuery> {
  const { reader, vocabularyOf } = reading;
  const { query, index } = await readQuery(asked, reading);
  const vocabulary = vocabularyOf(index.snapshot);
  const listForms: ListForms = async (terms) => formsOf(await reader.query(terms), terms);

  const letters = asked.isTyping ? lastWord(asked.text, query) : undefined;
  if (letters !== undefined) {
    const completions = await completeWord(letters, vocabulary, listForms);
    if (completions.length > 0) {
      const words = completions.map(({ word }) => word);
      const written = await writeCompounds(words, vocabulary, async (terms) =>
        inLargestSegment(await reader.query(terms)),
      );
      const own = countPapers(index, stemEnglish(letters));
      if (own > completions[0]!.count * WHOLE_WORD_SHARE) return { query, index, completions: written };
      const completed = withCompletions(query, letters, words);
      return { query: completed, index: await reader.query(termsOf(completed)), completions: written };
    }
  }
  if (asked.asTyped || query.groupCount > MAX_WORDS_TO_CORRECT) return { query, index, completions: [] };

  const correction = await correctWords(asked.text, query, index, (word) =>
    correctSpelling(word, vocabulary, listForms),
  );
  if (!correction?.isApplied) return { query, index, completions: [], ...(correction && { correction }) };
  // What is said of the query is said of it as typed.
  const corrected = { ...parseQuery(correction.text, asked.filters), notes: query.notes };
  return { query: corrected, index: await reader.query(termsOf(corrected)), completions: [], correction };
}

/** A pasted title finds its paper: a minus sign in it excludes nothing. */
async function readQuery(
  { text, filters }: SearchQuery,
  { reader, database, hearWords, hearPostings }: QueryReading,
): Promise<{ query: ParsedQuery; index: QueriedIndex }> {
  const query = parseQuery(text, filters);
  const index = await reader.query(termsOf(query), (snapshot, countOf) =>
    hearWords?.(query, snapshot, countOf),
  );
  hearPostings?.(query, index);
  const hasSigns = query.text !== text;
  if (!hasSigns || !(await isTitle(text, index.snapshot, database))) return { query, index };
  const title = parseTitle(text, filters);
  return { query: title, index: await reader.query(termsOf(title)) };
}

const termsOf = (query: ParsedQuery): string[] => [
  ...new Set([...query.terms.map(({ term }) => term), ...filterTerms(query.filters)]),
];

/** The word at the very end of the text, if it is searched as one. */
function lastWord(text: string, { terms }: ParsedQuery): string | undefined {
  const written = /[\p{L}\p{N}\p{M}]+$/u.exec(text)?.[0];
  const letters = written === undefined ? undefined : foldText(written);
  return terms.some(({ word }) => word === letters) ? letters : undefined;
}

/** Each completion counts as the word itself. */
function withCompletions(query: ParsedQuery, letters: string, words: string[]): ParsedQuery {
  const groups = query.terms.find(({ word }) => word === letters)?.groups ?? [];
  const known = new Set(query.terms.map(({ term }) => term));
  const added = words.flatMap((word) => {
    const term = stemEnglish(word);
    if (known.has(term)) return [];
    known.add(term);
    return [{ word, term, groups }];
  });
  return { ...query, terms: [...query.terms, ...added] };
}

async function correctWords(
  text: string,
  { terms, groupCount }: ParsedQuery,
  index: QueriedIndex,
  correct: (word: string) => Promise<MeantWord | undefined>,
): Promise<Correction | undefined> {
  let corrected = text;
  let isApplied = true;
  let unknownCount = 0;
  const { paperCount } = index.snapshot.statistics;
  for (const { word, term, groups } of terms) {
    const count = countPapers(index, term);
    if (groups.length !== 1 || groupCount === 0 || count > Math.min(RARE_PAPERS, paperCount / 2_000))
      continue;
    const meant = await correct(word);
    if (!meant || stemEnglish(meant.form) === term || meant.count < count * SUGGESTED_RATIO) continue;
    const replaced = replaceWord(corrected, word, meant.form);
    if (replaced === corrected) continue;
    corrected = replaced;
    if (count > 0) isApplied = false;
    unknownCount++;
  }
  return corrected === text
    ? undefined
    : { text: corrected, isApplied: isApplied && unknownCount * 2 >= groupCount };
}

function replaceWord(text: string, word: string, by: string): string {
  return text.replace(/[\p{L}\p{N}\p{M}]+/gu, (written) => (foldText(written) === word ? by : written));
}

function inLargestSegment({ snapshot, postings }: QueriedIndex): (term: string) => PostingList[] {
  const [largest] = snapshot.segments.toSorted((a, b) => b.liveCount - a.liveCount);
  return (term) => (largest ? postings(largest.id, term).lists : []);
}

function formsOf({ snapshot, postings }: QueriedIndex, terms: string[]): Map<string, number> {
  const forms = new Map<string, number>();
  for (const { id } of snapshot.segments) {
    for (const term of terms) {
      for (const { form, count } of postings(id, term).lists) forms.set(form, (forms.get(form) ?? 0) + count);
    }
  }
  return forms;
}
