import type { Paper } from '../papers/paper.ts';

/** From so many of the next best is the next place filled. */
export const DIVERSIFY_LOOKAHEAD = 60;

/** Sameness counts against the papers of the last so many places: a page at a glance. */
const NEARBY_PLACES = 10;

/** What one paper nearby with the same primary category, an author in common, or the same title words leaves of a score. */
const leftBySame = { field: 0.93, author: 0.7, topic: 0.5 };

/**
 * Puts ranked items (greatest score first) into an order in which no field, group of authors or topic fills the page:
 * each place goes to the greatest score after what the papers nearby have in common with it is taken off. In the
 * manner of maximal marginal relevance (Carbonell and Goldstein, 1998). A greater limit only adds at the end.
 */
export function diversify<Item>(
  items: readonly Item[],
  {
    scoreOf,
    paperOf,
    limit,
  }: { scoreOf: (item: Item) => number; paperOf: (item: Item) => Paper; limit: number },
): Item[] {
  const waiting = items.map((item) => ({ item, score: scoreOf(item), traits: traitsOf(paperOf(item)) }));
  const placed: typeof waiting = [];
  while (placed.length < limit && waiting.length > 0) {
    const nearby = placed.slice(-NEARBY_PLACES).map(({ traits }) => traits);
    let best = 0;
    let greatest = -Infinity;
    for (let index = 0; index < Math.min(DIVERSIFY_LOOKAHEAD, waiting.length); index++) {
      const { score, traits } = waiting[index]!;
      // Nothing further down can win: scores only fall.
      if (score <= greatest) break;
      const value = score * nearby.reduce((left, other) => left * leftOf(traits, other), 1);
      if (value > greatest) [best, greatest] = [index, value];
    }
    placed.push(...waiting.splice(best, 1));
  }
  return placed.map(({ item }) => item);
}

interface Traits {
  field: string | undefined;
  authors: Set<string>;
  words: Set<string>;
}

function traitsOf({ categories, authors, title }: Paper): Traits {
  return {
    field: categories[0],
    authors: new Set(authors.slice(0, MAX_AUTHORS)),
    words: new Set(title.toLowerCase().match(/\p{L}{4,}/gu)),
  };
}

/** A collaboration of thousands is no group. */
const MAX_AUTHORS = 50;

function leftOf(one: Traits, other: Traits): number {
  let left = one.field !== undefined && one.field === other.field ? leftBySame.field : 1;
  if (countCommon(one.authors, other.authors) > 0) left *= leftBySame.author;
  const common = countCommon(one.words, other.words);
  const all = one.words.size + other.words.size - common;
  return all === 0 ? left : left * leftBySame.topic ** (common / all);
}

function countCommon(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let count = 0;
  for (const value of one) if (other.has(value)) count++;
  return count;
}
