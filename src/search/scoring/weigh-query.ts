import type { QueriedIndex } from '../index-reader.ts';
import type { ParsedQuery, QueryTerm } from '../query/parse-query.ts';
import { inverseFrequency } from './relevance.ts';

/** A query's terms with what they are worth in this collection. */
export interface WeightedQuery {
  terms: WeightedTerm[];
  /** By bit of a paper's mask: what having this word counts towards having them all. */
  groupWeights: number[];
  /** Of every word of the query, found or not: how rare it is in any form. */
  rarities: Map<string, number>;
}

export interface WeightedTerm {
  word: string;
  term: string;
  /** Bits of the words that this term covers. */
  mask: number;
  exactRarity: number;
  stemRarity: number;
}

/** The bits of a mask. Of a longer query (a pasted abstract) the rarest words count. */
export const MAX_GROUPS = 31;

export function weighQuery(query: ParsedQuery, index: QueriedIndex): WeightedQuery {
  const { segments, statistics } = index.snapshot;
  const rarities = query.terms.map(({ word, term }) => {
    let withTerm = 0;
    let withWord = 0;
    for (const { id } of segments) {
      const { paperCount, lists } = index.postings(id, term);
      withTerm += paperCount;
      withWord += lists.find((list) => list.form === word)?.count ?? 0;
    }
    return {
      withTerm,
      exactRarity: inverseFrequency(statistics.paperCount, withWord),
      stemRarity: inverseFrequency(statistics.paperCount, withTerm),
    };
  });
  query.terms.forEach(({ groups, share }, index) => {
    if (share === undefined && groups.length === 1) return;
    // LM and "language-models" are rarer than "language" and "models"; they are worth no more than these together.
    const asAsked = groups.reduce((sum, group) => sum + groupWeight(query.terms, group), 0);
    const other = rarities[index]!;
    const worth = share ?? joinedShare(other.withTerm, groups);
    other.exactRarity = worth * Math.min(other.exactRarity, asAsked);
    other.stemRarity = worth * Math.min(other.stemRarity, asAsked);
  });
  const bits = chooseGroups(query, (index) => rarities[index]!.stemRarity);
  const groupWeights: number[] = [];
  for (const [group, bit] of bits) groupWeights[bit] = groupWeight(query.terms, group);
  const terms = query.terms.flatMap(({ word, term, groups }, index): WeightedTerm[] => {
    const { withTerm, exactRarity, stemRarity } = rarities[index]!;
    const mask = groups.reduce((bitsOfTerm, group) => bitsOfTerm | maskOf(bits.get(group)), 0);
    return withTerm > 0 && mask !== 0 ? [{ word, term, mask, exactRarity, stemRarity }] : [];
  });
  const rarityOf = new Map(query.terms.map(({ word }, index) => [word, rarities[index]!.stemRarity]));
  return { terms, groupWeights, rarities: rarityOf };

  function groupWeight(all: QueryTerm[], group: number): number {
    return rarities[ownTerm(all, group)]?.stemRarity ?? 1;
  }

  /**
   * A paper that joins words by a hyphen has each of them too, and is worth hardly more for it; one that writes them as one
   * word has nothing else. How many papers have them joined, beside those that have the rarest apart, tells which it is:
   * nearly all have pretrained, and hardly any reinforcement-learning.
   */
  function joinedShare(withJoined: number, groups: number[]): number {
    const apart = groups.map((group) => rarities[ownTerm(query.terms, group)]?.withTerm ?? withJoined);
    return withJoined === 0 ? 0 : withJoined / (withJoined + Math.min(...apart));
  }
}

const ownTerm = (all: QueryTerm[], group: number): number =>
  all.findIndex(({ groups, share }) => share === undefined && groups.length === 1 && groups[0] === group);

const maskOf = (bit: number | undefined): number => (bit === undefined ? 0 : 1 << bit);

/** Which bit each group gets; the rarest words where there are too many. */
function chooseGroups(query: ParsedQuery, rarityOf: (index: number) => number): Map<number, number> {
  const groups = query.terms
    .flatMap(({ groups, share }, index) =>
      groups.length === 1 && share === undefined ? [{ group: groups[0]!, rarity: rarityOf(index) }] : [],
    )
    .toSorted((a, b) => b.rarity - a.rarity)
    .slice(0, MAX_GROUPS);
  return new Map(groups.map(({ group }, bit) => [group, bit]));
}
