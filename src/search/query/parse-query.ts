import { hashWords } from '../analysis/hash-words.ts';
import { stemEnglish } from '../analysis/stem-english.ts';
import { stopWords } from '../analysis/stop-words.ts';
import { tokenize } from '../analysis/tokenize.ts';
import { addGivenFilters, type GivenFilters } from './given-filters.ts';
import { noFilters, type QueryFilters } from './query-filters.ts';
import { readClauses, type ReadQuery } from './read-clauses.ts';

/** A query as the scorer takes it. */
export interface ParsedQuery {
  /** Its words as typed, without the filters. */
  text: string;
  terms: QueryTerm[];
  /** How many words of the query count towards having them all; each term says which of them it covers. */
  groupCount: number;
  filters: QueryFilters;
  /** All words, stop words and repeated ones too. */
  wordCount: number;
  /** See hash-words.ts; a paper of this title is the one that was asked for. Undefined: no words. */
  titleHash: number | undefined;
  /** Sentences for the reader: what was not understood or left out. */
  notes: string[];
}

export interface QueryTerm {
  /** As typed, folded: the form that counts in full. */
  word: string;
  /** Under which its postings are stored: all forms of the word. */
  term: string;
  /** Which of the query's words a paper with this term has. */
  groups: number[];
  /** What it counts of what a word of its rarity counts; 1 unless given. */
  share?: number;
}

/** Of a longer query, the first words are taken. */
const MAX_TEXT_LENGTH = 4_000;
const MAX_GROUPS = 64;

/** Reads what a person typed. Every text is a query; what can't be understood is searched as words. */
export function parseQuery(text: string, given: GivenFilters = {}): ParsedQuery {
  return prepare(readClauses(text.slice(0, MAX_TEXT_LENGTH)), given, text);
}

/** Takes all of a text for words, whatever signs are in it. */
export function parseTitle(text: string, given: GivenFilters = {}): ParsedQuery {
  return prepare({ words: text.slice(0, MAX_TEXT_LENGTH), filters: noFilters(), notes: [] }, given, text);
}

function prepare(read: ReadQuery, given: GivenFilters, text: string): ParsedQuery {
  addGivenFilters(read, given);
  const { words: plainText, filters, notes } = read;
  const { words, compounds } = tokenize(plainText);
  const isKept = words.some((word) => !stopWords.has(word))
    ? (word: string) => !stopWords.has(word)
    : () => true;

  const groupOf = new Map<string, number>();
  for (const word of words) {
    if (isKept(word) && !groupOf.has(word) && groupOf.size < MAX_GROUPS) groupOf.set(word, groupOf.size);
  }
  if (text.length > MAX_TEXT_LENGTH)
    notes.push(`Only the first ${MAX_TEXT_LENGTH} characters were searched.`);
  if (words.length > 0 && words.every((word) => stopWords.has(word)))
    notes.push('These words are too common to be looked up in abstracts: titles and names were searched.');
  if (groupOf.size === MAX_GROUPS) notes.push(`Only the first ${MAX_GROUPS} different words were searched.`);
  const terms = new Map<string, QueryTerm>();
  for (const [word, group] of groupOf) terms.set(word, { word, term: stemEnglish(word), groups: [group] });
  const addJoined = (joined: string, start: number, end: number): void => {
    const groups = words.slice(start, end).flatMap((word) => groupOf.get(word) ?? []);
    if (groups.length === 0 || terms.has(joined)) return;
    terms.set(joined, { word: joined, term: stemEnglish(joined), groups });
  };
  for (const { text: joined, start, end } of compounds) addJoined(joined, start, end);
  for (let i = 0; i + 1 < words.length; i++) {
    if (canBeJoined(words[i]!, words[i + 1]!)) addJoined(words[i]! + words[i + 1]!, i, i + 2);
  }
  return {
    text: plainText,
    terms: [...terms.values()],
    groupCount: groupOf.size,
    filters,
    wordCount: words.length,
    titleHash: words.length > 0 ? hashWords(words) : undefined,
    notes,
  };
}

/** `pre trained` also finds what is written pretrained or pre-trained. */
function canBeJoined(first: string, second: string): boolean {
  return !stopWords.has(first) && !stopWords.has(second) && first.length + second.length >= 4;
}
