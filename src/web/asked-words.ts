import type { WordTest } from './marked-text.tsx';

/**
 * A test for the words of a query, whatever their case, accents and ending: "models" finds "Model".
 * Answers nothing where the query has no words, so that nothing is marked.
 */
export function askedWords(query: string): WordTest | undefined {
  const asked = new Set(
    (query.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [])
      .slice(0, MAX_WORDS)
      .filter((word) => !COMMON_WORDS.has(word.toLowerCase()))
      .map(root),
  );
  return asked.size > 0 ? (word) => asked.has(root(word)) : undefined;
}

const MAX_WORDS = 64;

/** Marking these would only make a page restless. */
const COMMON_WORDS = new Set(
  'a an and are as at be by can for from has have how in into is it its of on or that the their this to via was we what when which with'.split(
    ' ',
  ),
);

/** Rough on purpose: it only decides which words are marked, never which papers are found. */
function root(word: string): string {
  const plain = word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.length > 3
    ? plain.replace(/(?:ies|ied|y)$/, 'i').replace(/(?<=..)(?:ing|ed|es|s|e)$/, '')
    : plain;
}
