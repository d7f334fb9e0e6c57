import { stemEnglish } from '../analysis/stem-english.ts';
import type { ListForms } from './correct-spelling.ts';
import { PREFIX_LENGTH, type Vocabulary } from './vocabulary.ts';

const MAX_COMPLETIONS = 8;
const MAX_CANDIDATE_TERMS = 24;

/** The words of the collection that begin with these letters, those of the most papers first; the letters alone not. */
export async function completeWord(
  letters: string,
  vocabulary: Vocabulary,
  listForms: ListForms,
): Promise<{ word: string; count: number }[]> {
  if (letters.length < PREFIX_LENGTH) return [];
  const terms = await vocabulary.listTerms(letters);
  // A stem is shorter than its words: "attentio" begins attention, whose stem is attent.
  const fitting = [...terms].filter(
    ([term]) => term.startsWith(letters) || (term.length >= letters.length - 4 && letters.startsWith(term)),
  );
  const frequent = fitting.toSorted((a, b) => b[1] - a[1]).slice(0, MAX_CANDIDATE_TERMS);
  const forms = await listForms(frequent.map(([term]) => term));
  const words = [...forms]
    .filter(([form]) => form.startsWith(letters) && form !== letters)
    .map(([word, count]) => ({ word, count }))
    .toSorted((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  // One form of each word: "transformer" says it for "transformers".
  const stems = new Set<string>();
  const distinct = words.filter(({ word }) => !stems.has(stemEnglish(word)) && stems.add(stemEnglish(word)));
  return distinct.slice(0, MAX_COMPLETIONS);
}
