import { foldText } from '../search/analysis/fold-text.ts';
import { stemEnglish } from '../search/analysis/stem-english.ts';
import { stopWords } from '../search/analysis/stop-words.ts';
import type { WordTest } from './marked-text.tsx';

const MAX_WORDS = 64;

/**
 * A test for the words of a query, by the same rules as search: "models" marks "Model", common words mark nothing.
 * Undefined where no word is left to mark.
 */
export function askedWords(query: string): WordTest | undefined {
  const words = foldText(query).match(/[\p{L}\p{N}]+/gu) ?? [];
  const asked = new Set(
    words
      .slice(0, MAX_WORDS)
      .filter((word) => !stopWords.has(word))
      .map(stemEnglish),
  );
  return asked.size > 0 ? (word) => asked.has(stemEnglish(foldText(word))) : undefined;
}
