import type { IssuePaper } from '../issue-paper.ts';

/** A paper that an issue may hold. */
export interface Candidate extends IssuePaper {
  paperId: number;
}

export interface Choice {
  /** From issues that failed or whose fate is unknown; they go first. */
  carriedOver: readonly Candidate[];
  /** What fits the reader's own wishes, best first. */
  personal: readonly Candidate[];
  /** What rises in the reader's fields, best first. */
  trending: readonly Candidate[];
  /** Papers sent before, on their way in another issue, or unwanted. */
  isTaken: (paperId: number) => boolean;
  limit: number;
}

/**
 * The papers of one issue, in order: none that is taken, none twice. Personal papers get half of the room before
 * trending ones come, and what those leave over.
 */
export function choosePapers({ carriedOver, personal, trending, isTaken, limit }: Choice): Candidate[] {
  const used = new Set<number>();
  const take = (candidates: readonly Candidate[], count: number): Candidate[] => {
    const taken: Candidate[] = [];
    for (const candidate of candidates) {
      if (taken.length >= count) break;
      if (isTaken(candidate.paperId) || used.has(candidate.paperId)) continue;
      used.add(candidate.paperId);
      taken.push(candidate);
    }
    return taken;
  };
  const first = take(carriedOver, limit);
  const room = limit - first.length;
  const own = take(personal, Math.ceil(room / 2));
  const rising = take(trending, room - own.length);
  return [...first, ...own, ...take(personal, room - own.length - rising.length), ...rising];
}
