import { stemEnglish } from '../analysis/stem-english.ts';
import { editDistance, neighboursOf } from './edit-distance.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The forms in which a term is written in the collection, with how many papers have each. */
export type ListForms = (terms: string[]) => Promise<Map<string, number>>;

export interface MeantWord {
  form: string;
  /** Papers that have it. */
  count: number;
}

const MIN_LENGTH = 4;
const MAX_LENGTH = 24;
/** Two letters wrong only in words long enough to be known by the rest. */
const MIN_LENGTH_FOR_TWO = 7;
const MAX_CANDIDATE_TERMS = 40;

/**
 * The word of the collection that was probably meant: one letter away, else two, the most frequent first. Undefined
 * where there is none, or where the word is no plain word.
 */
export async function correctSpelling(
  word: string,
  vocabulary: Vocabulary,
  listForms: ListForms,
): Promise<MeantWord | undefined> {
  if (word.length < MIN_LENGTH || word.length > MAX_LENGTH || !/^[a-z]+$/.test(word)) return undefined;
  const near = await vocabulary.countTerms([...new Set(neighboursOf(word).map(stemEnglish))]);
  const first = await bestForm(word, 1, near, listForms);
  if (first !== undefined || word.length < MIN_LENGTH_FOR_TWO) return first;
  const stem = stemEnglish(word);
  const further = new Map(
    [...(await vocabulary.listTerms(word))].filter(([term]) => editDistance(stem, term, 2) <= 2),
  );
  return bestForm(word, 2, further, listForms);
}

async function bestForm(
  word: string,
  distance: number,
  terms: ReadonlyMap<string, number>,
  listForms: ListForms,
): Promise<MeantWord | undefined> {
  const frequent = [...terms].toSorted((a, b) => b[1] - a[1]).slice(0, MAX_CANDIDATE_TERMS);
  const forms = await listForms(frequent.map(([term]) => term));
  let best: MeantWord | undefined;
  for (const [form, count] of forms) {
    if (editDistance(word, form, distance) > distance) continue;
    if (!best || count > best.count || (count === best.count && form < best.form)) best = { form, count };
  }
  return best;
}
