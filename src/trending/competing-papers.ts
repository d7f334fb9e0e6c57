import { remember } from '../lib/remember.ts';
import { rankedFor } from './arrange-trending.ts';
import { dayBeforeWindow } from './list-candidates.ts';
import type { ScorableMeasures } from './measured-papers.ts';
import { storedDepth, storedWindows } from './stored-lists.ts';

/** A list, of whatever field, needs no more papers than this. */
const DEPTH = rankedFor(storedDepth.newest);
/** Search sorts by so many scores. */
export const MAX_SORTED_SCORES = 10_000;

type CompetingPaper = Pick<ScorableMeasures, 'id' | 'listedOn' | 'categories' | 'hasCode'>;

/**
 * Of papers with their scores, which a list of a day could name: for each window, each field and all of them, with code
 * alone or not, the best; and the best of all, by which search sorts.
 */
export class CompetingPapers {
  readonly #windows: { after: string; groups: Map<string, BestPapers> }[];
  readonly #day: string;
  readonly #best = new BestPapers(MAX_SORTED_SCORES);
  /** The groups of a paper in each window; very many papers have the same. */
  readonly #groupsOf = remember(
    ({ categories, hasCode }: CompetingPaper) => {
      const fields = ['', ...(JSON.parse(categories) as string[])];
      const names = fields.flatMap((field) => (hasCode ? [field, `${field} with code`] : [field]));
      return this.#windows.map(({ groups }) => names.map((name) => groupIn(groups, name)));
    },
    {
      keyOf: ({ categories, hasCode }) => (hasCode ? `${categories} with code` : categories),
      maxCount: 10_000,
    },
  );

  constructor({ day }: { day: string }) {
    this.#day = day;
    this.#windows = storedWindows.map((windowDays) => ({
      after: dayBeforeWindow({ day, windowDays }),
      groups: new Map(),
    }));
  }

  add(paper: CompetingPaper, score: number): void {
    this.#best.add(paper.id, score);
    if (paper.listedOn > this.#day) return;
    const groups = this.#groupsOf(paper);
    for (const [window, { after }] of this.#windows.entries()) {
      if (paper.listedOn <= after) continue;
      for (const group of groups[window]!) group.add(paper.id, score);
    }
  }

  ids(): Set<number> {
    const groups = this.#windows.flatMap((window) => [...window.groups.values()]);
    return new Set([this.#best, ...groups].flatMap((group) => group.ids()));
  }
}

function groupIn(groups: Map<string, BestPapers>, name: string): BestPapers {
  const group = groups.get(name) ?? new BestPapers(DEPTH);
  groups.set(name, group);
  return group;
}

/** The papers with the greatest scores of those added; of equal ones the greatest ids, as lists have them. */
class BestPapers {
  readonly #depth: number;
  #papers: { id: number; score: number }[] = [];
  #least = -Infinity;

  constructor(depth: number) {
    this.#depth = depth;
  }

  add(id: number, score: number): void {
    if (score < this.#least) return;
    // Sorted once in a while, when as many are there again.
    if (this.#papers.push({ id, score }) >= 2 * this.#depth) this.#cut();
  }

  ids(): number[] {
    this.#cut();
    return this.#papers.map(({ id }) => id);
  }

  #cut(): void {
    this.#papers.sort((a, b) => b.score - a.score || b.id - a.id);
    this.#papers = this.#papers.slice(0, this.#depth);
    if (this.#papers.length === this.#depth) this.#least = this.#papers.at(-1)!.score;
  }
}
