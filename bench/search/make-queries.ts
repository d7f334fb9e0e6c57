import { stopWords } from '../../src/search/analysis/stop-words.ts';
import { tokenize } from '../../src/search/analysis/tokenize.ts';
import type { IndexablePaper } from '../../src/search/segments/indexable-paper.ts';

/** A fixed mix, the same for the same papers. */
export interface QueryMix {
  rare: string[];
  mid: string[];
  natural: string[];
  filtered: string[];
}

/** A query for one known paper: two words of its title and two of its abstract. */
export interface KnownItem {
  paperId: number;
  text: string;
}

const CONTENT = /^[a-z]{4,}$/;

export function makeQueryMix(papers: IndexablePaper[], count: number): QueryMix {
  const random = seededRandom(7);
  const frequencies = countPapers(papers);
  const within = (low: number, high: number): string[] =>
    [...frequencies]
      .flatMap(([word, n]) => (n >= low && n <= high && CONTENT.test(word) ? [word] : []))
      .sort();
  const rareWords = within(3, 12);
  const midWords = within(papers.length / 500, papers.length / 25);
  const commonWords = within(papers.length / 20, papers.length / 3);
  const repeat = (make: () => string): string[] => Array.from({ length: count }, make);
  const natural = (): string => {
    const paper = pick(random, papers);
    const start = tokenize(paper.title).words.slice(0, 6);
    return [...start, pick(random, commonWords), pick(random, commonWords), pick(random, midWords)].join(' ');
  };
  return {
    rare: repeat(() => pick(random, rareWords)),
    mid: repeat(() => `${pick(random, midWords)} ${pick(random, midWords)}`),
    natural: repeat(natural),
    filtered: repeat(() => `${natural()} category:cs from:2020`),
  };
}

export function makeKnownItems(papers: IndexablePaper[], count: number): KnownItem[] {
  const random = seededRandom(11);
  const items: KnownItem[] = [];
  while (items.length < count) {
    const paper = pick(random, papers);
    const title = contentWords(paper.title);
    const abstract = contentWords(paper.abstract).filter((word) => !title.includes(word));
    if (title.length < 2 || abstract.length < 2) continue;
    const words = [...pickTwo(random, title), ...pickTwo(random, abstract)];
    items.push({ paperId: paper.id, text: words.join(' ') });
  }
  return items;
}

function contentWords(text: string): string[] {
  return [...new Set(tokenize(text).words)].filter((word) => CONTENT.test(word) && !stopWords.has(word));
}

function countPapers(papers: IndexablePaper[]): Map<string, number> {
  const frequencies = new Map<string, number>();
  for (const { title, abstract } of papers) {
    for (const word of new Set([...tokenize(title).words, ...tokenize(abstract).words]))
      frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
  }
  return frequencies;
}

const pick = <T>(random: () => number, values: T[]): T => values[Math.floor(random() * values.length)]!;

function pickTwo(random: () => number, words: string[]): string[] {
  const first = pick(random, words);
  return [
    first,
    pick(
      random,
      words.filter((word) => word !== first),
    ),
  ];
}

/** Mulberry32: small, seeded, the same everywhere. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
