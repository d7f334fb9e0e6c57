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
  /** What rises elsewhere; one of them comes along where there is anything else. */
  outside: readonly Candidate[];
  /** Papers sent before, on their way in another issue, or unwanted. */
  isTaken: (paperId: number) => boolean;
  limit: number;
}

/** In a shorter mail every place is the reader's own. */
const MIN_ROOM_TO_EXPLORE = 5;

/**
 * The papers of one issue, in order: none that is taken, none twice. Personal papers get half of the room before
 * trending ones come, and what those leave over. One from outside stands last, in a mail of five papers or more.
 */
export function choosePapers({
  carriedOver,
  personal,
  trending,
  outside,
  isTaken,
  limit,
}: Choice): Candidate[] {
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
  const known = new Set([...personal, ...trending].map(({ paperId }) => paperId));
  const explored = outside.find(
    ({ paperId }) => !isTaken(paperId) && !used.has(paperId) && !known.has(paperId),
  );
  const isExploring = explored !== undefined && limit - first.length >= MIN_ROOM_TO_EXPLORE;
  const room = limit - first.length - (isExploring ? 1 : 0);
  const own = take(personal, Math.ceil(room / 2));
  const rising = take(trending, room - own.length);
  const more = take(personal, room - own.length - rising.length);
  const chosen = [...first, ...own, ...more, ...rising];
  return isExploring && chosen.length > 0 ? [...chosen, explored] : chosen;
}
