import { countPapers, type QueriedIndex } from '../index-reader.ts';
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
  const stems = weighStems(query, statistics.paperCount, (term) => countPapers(index, term));
  const exactRarities = query.terms.map(({ word, term }, at) => {
    const withWord = segments.reduce(
      (sum, { id }) => sum + (index.postings(id, term).lists.find(({ form }) => form === word)?.count ?? 0),
      0,
    );
    const { share, most } = stems[at]!;
    return share * Math.min(inverseFrequency(statistics.paperCount, withWord), most);
  });
  const bits = chooseGroups(query, (at) => stems[at]!.rarity);
  const groupWeights: number[] = [];
  for (const [group, bit] of bits) groupWeights[bit] = groupWeight(query.terms, stems, group);
  const terms = query.terms.flatMap(({ word, term, groups }, at): WeightedTerm[] => {
    const { withTerm, rarity } = stems[at]!;
    const mask = groups.reduce((bitsOfTerm, group) => bitsOfTerm | maskOf(bits.get(group)), 0);
    return withTerm > 0 && mask !== 0
      ? [{ word, term, mask, exactRarity: exactRarities[at]!, stemRarity: rarity }]
      : [];
  });
  return { terms, groupWeights, rarities: raritiesOf(query, stems) };
}

/** How rare each word of a query is in any form, as `WeightedQuery.rarities`; from how many papers have a term alone. */
export function weighWords(
  query: ParsedQuery,
  paperCount: number,
  countOf: (term: string) => number,
): Map<string, number> {
  return raritiesOf(query, weighStems(query, paperCount, countOf));
}

interface WeighedStem {
  /** Papers that have it. */
  withTerm: number;
  rarity: number;
  /** Of a term that stands for others: what it counts beside them, and the most that it can be worth. */
  share: number;
  most: number;
}

/** Of each term of the query. */
function weighStems(
  { terms }: ParsedQuery,
  paperCount: number,
  countOf: (term: string) => number,
): WeighedStem[] {
  const stems = terms.map(({ term }): WeighedStem => {
    const withTerm = countOf(term);
    return { withTerm, rarity: inverseFrequency(paperCount, withTerm), share: 1, most: Infinity };
  });
  terms.forEach(({ groups, share }, at) => {
    if (share === undefined && groups.length === 1) return;
    // LM and "language-models" are rarer than "language" and "models"; they are worth no more than these together.
    const stem = stems[at]!;
    stem.most = groups.reduce((sum, group) => sum + groupWeight(terms, stems, group), 0);
    stem.share = share ?? joinedShare(terms, stems, stem.withTerm, groups);
    stem.rarity = stem.share * Math.min(stem.rarity, stem.most);
  });
  return stems;
}

const raritiesOf = ({ terms }: ParsedQuery, stems: WeighedStem[]): Map<string, number> =>
  new Map(terms.map(({ word }, at) => [word, stems[at]!.rarity]));

const groupWeight = (terms: QueryTerm[], stems: WeighedStem[], group: number): number =>
  stems[ownTerm(terms, group)]?.rarity ?? 1;

/**
 * A paper that joins words by a hyphen has each of them too, and is worth hardly more for it; one that writes them as one
 * word has nothing else. How many papers have them joined, beside those that have the rarest apart, tells which it is:
 * nearly all have pretrained, and hardly any reinforcement-learning.
 */
function joinedShare(terms: QueryTerm[], stems: WeighedStem[], withJoined: number, groups: number[]): number {
  const apart = groups.map((group) => stems[ownTerm(terms, group)]?.withTerm ?? withJoined);
  return withJoined === 0 ? 0 : withJoined / (withJoined + Math.min(...apart));
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
