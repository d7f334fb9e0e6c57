import { stemEnglish } from '../analysis/stem-english.ts';
import { stopWords } from '../analysis/stop-words.ts';
import { tokenize } from '../analysis/tokenize.ts';
import { countPapers, mayHave, type IndexReader, type QueriedIndex } from '../index-reader.ts';
import { intersectPostings } from '../segments/intersect-postings.ts';
import { longFormKey, longFormTerm } from '../segments/acronym-terms.ts';
import { probesOf } from '../segments/term-filter.ts';
import type { AcronymMeanings, Meaning } from './acronym-meanings.ts';
import type { ParsedQuery, QueryTerm } from './parse-query.ts';

/** Of longer queries no acronym is looked for: they have words enough. */
const MAX_QUERY_WORDS = 12;
const MAX_LONG_WORDS = 6;
/**
 * An acronym must be defined in this share of the papers that have it, or it is a word or name of its own. In a million
 * papers: AI 7 %, QED 8 %, RNN 56 %, LLM 73 %; CAT 1 %, BLUE 2 %, LURE 3 %.
 */
const DEFINED_SHARE = 0.05;
/** What the other form counts beside the one that was asked for. */
export const OTHER_FORM_SHARE = 0.3;

/** What acronyms are looked up with. */
export interface AcronymReading {
  reader: IndexReader;
  acronyms: AcronymMeanings;
  /** Those whose postings are there already. */
  terms: string[];
}

/**
 * Adds to a query what the collection's papers themselves say means the same: to PLM the papers that have "pre-trained
 * language models", to these words those that have PLM.
 */
export async function expandAcronyms(
  query: ParsedQuery,
  given: QueriedIndex,
  { reader, acronyms, terms }: AcronymReading,
): Promise<{ query: ParsedQuery; index: QueriedIndex }> {
  if (query.wordCount > MAX_QUERY_WORDS) return { query, index: given };
  const longs = longForms(query).filter(({ key }) => mayHave(given.snapshot, probesOf(longFormTerm(key))));
  const shorts = mayBeAcronyms(query, longs);
  if (shorts.length === 0) return { query, index: given };
  const { meanings, index } = await acronyms.read(shorts, given, { reader, terms });
  const spelled = query.terms.filter(isSingle).flatMap((term): SpelledOut[] => {
    const long = shortsOf(term.word)
      .map((short) => meanings.get(short))
      .find(Boolean);
    return long && isAcronym(term, long, index) ? [{ term, words: long.words }] : [];
  });
  const shortened = longs.flatMap(({ key, initials, groups }): QueryTerm[] => {
    const short = initials.find((one) => meanings.get(one)?.key === key);
    const isAsked = short === undefined || query.terms.some(({ word }) => word === short);
    return isAsked ? [] : [{ word: short, term: stemEnglish(short), groups, share: OTHER_FORM_SHARE }];
  });
  if (spelled.length + shortened.length === 0) return { query, index };
  const added = spelled.map(({ term, words }): QueryTerm => {
    const name = words.join('+');
    return { word: name, term: name, groups: term.groups, share: OTHER_FORM_SHARE };
  });
  const stems = spelled.flatMap(({ words }) => words.flatMap((_, at) => stemsAt(words, at)));
  const whole = await reader.query([...new Set([...terms, ...shortened.map(({ term }) => term), ...stems])]);
  const paperCounts = new Map(whole.snapshot.segments.map(({ id, columns }) => [id, columns.paperCount]));
  return {
    query: { ...query, terms: [...query.terms, ...shortened, ...added] },
    index: {
      snapshot: whole.snapshot,
      postings(segmentId, term) {
        const words = spelled[added.findIndex((one) => one.term === term)]?.words;
        if (!words) return whole.postings(segmentId, term);
        return reader.derived(segmentId, term, () =>
          intersectPostings(
            term,
            words.map((_, at) => stemsAt(words, at).flatMap((stem) => whole.postings(segmentId, stem).lists)),
            paperCounts.get(segmentId) ?? 0,
          ),
        );
      },
    },
  };
}

/** The query's words, and the initials of words in a row. */
function mayBeAcronyms({ terms }: ParsedQuery, longs: LongForm[]): string[] {
  const words = terms.flatMap((term) => (isSingle(term) ? shortsOf(term.word) : []));
  return [...new Set([...words, ...longs.flatMap(({ initials }) => initials)])];
}

/** A word, and what it makes with its neighbours: "pre-trained" may be written pretrained. */
const stemsAt = (words: string[], at: number): string[] =>
  [words[at], at > 0 && words[at - 1]! + words[at]!, at + 1 < words.length && words[at]! + words[at + 1]!]
    .filter((word): word is string => typeof word === 'string')
    .map(stemEnglish);

interface SpelledOut {
  term: QueryTerm;
  words: string[];
}

const isSingle = ({ groups }: QueryTerm): boolean => groups.length === 1;

/** As typed, and without the s of a plural (PLMs; not that of MASS or GAS). */
const shortsOf = (word: string): string[] => {
  if (word.length < 2 || word.length > 11 || !/^\p{L}[\p{L}\p{N}]*$/u.test(word)) return [];
  const isPlural = word.length > 2 && word.endsWith('s') && stemEnglish(word) === word.slice(0, -1);
  return isPlural ? [word.slice(0, -1), word] : [word];
};

function isAcronym({ term }: QueryTerm, { count }: Meaning, index: QueriedIndex): boolean {
  return count >= countPapers(index, term) * DEFINED_SHARE;
}

interface LongForm {
  key: string;
  /** With and without those of its stop words. */
  initials: string[];
  groups: number[];
}

/** Words in a row that an acronym may stand for; the parts of a compound also as one word. */
function longForms({ text, terms }: ParsedQuery): LongForm[] {
  const groupOf = new Map(
    terms.flatMap(({ word, groups }) => (groups.length === 1 ? [[word, groups[0]!] as const] : [])),
  );
  const found: LongForm[] = [];
  const separate = text.split(/[\s-]+/).filter(Boolean);
  const asWritten = text.split(/\s+/).filter(Boolean);
  for (const units of separate.length === asWritten.length ? [separate] : [separate, asWritten]) {
    const parts = units.map(wordsOf);
    for (let start = 0; start < parts.length; start++) {
      for (let end = start + 2; end <= parts.length && end - start <= MAX_LONG_WORDS; end++) {
        const some = parts.slice(start, end);
        const words = some.flat();
        const groups = [...new Set(words.flatMap((word) => groupOf.get(word) ?? []))];
        if (groups.length < 2 || isStop(some[0]!) || isStop(some.at(-1)!)) continue;
        const initials = [initialsOf(some), initialsOf(some.filter((part) => !isStop(part)))];
        found.push({ key: longFormKey(words), initials: [...new Set(initials)], groups });
      }
    }
  }
  return found;
}

const wordsOf = (unit: string): string[] => tokenize(unit).words;
const isStop = (words: string[]): boolean => words.every((word) => stopWords.has(word));
const initialsOf = (units: string[][]): string => units.map(([first = '']) => first.charAt(0)).join('');
