/**
 * Which papers share a batch. The other papers of a batch are what a pair must be told apart from, so a batch is made
 * of groups of the same field: telling a paper on dark matter from one on compilers teaches little.
 * A field of n papers is drawn in proportion to n^power (power < 1), so that small fields are not drowned by big ones.
 */
import type { SeededRandom } from './seeded-random.ts';

export interface GroupSampler {
  /** Fills `papers` with groupSize papers of one group after the other. */
  sampleBatch(papers: Int32Array): void;
}

export function createGroupSampler(
  groupOfPaper: Int32Array,
  options: { groupCount: number; groupSize: number; power: number; random: SeededRandom },
): GroupSampler {
  const { groupCount, groupSize, power, random } = options;
  const members: number[][] = Array.from({ length: groupCount }, () => []);
  groupOfPaper.forEach((group, paper) => members[group]?.push(paper));
  const decks = members
    .filter((papers) => papers.length > 0)
    .map((papers) => ({ papers, next: papers.length }));
  const bounds: number[] = [];
  let total = 0;
  for (const { papers } of decks) {
    total += papers.length ** power;
    bounds.push(total);
  }

  function chooseDeck(): { papers: number[]; next: number } {
    const at = random.next() * total;
    let low = 0;
    let high = bounds.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((bounds[middle] as number) > at) high = middle;
      else low = middle + 1;
    }
    return decks[low] as { papers: number[]; next: number };
  }

  /** Every paper of a group comes once before any comes again. */
  function draw(deck: { papers: number[]; next: number }): number {
    if (deck.next >= deck.papers.length) {
      for (let at = deck.papers.length - 1; at > 0; at -= 1) {
        const other = random.integer(at + 1);
        const swapped = deck.papers[at] as number;
        deck.papers[at] = deck.papers[other] as number;
        deck.papers[other] = swapped;
      }
      deck.next = 0;
    }
    deck.next += 1;
    return deck.papers[deck.next - 1] as number;
  }

  return {
    sampleBatch(papers) {
      const chosen = new Set<number>();
      let filled = 0;
      while (filled < papers.length) {
        const deck = chooseDeck();
        const wanted = Math.min(groupSize, papers.length - filled, deck.papers.length);
        for (let count = 0; count < wanted; count += 1) {
          const paper = draw(deck);
          if (chosen.has(paper)) continue;
          chosen.add(paper);
          papers[filled] = paper;
          filled += 1;
        }
      }
    },
  };
}
