/** A paper that an issue may hold. */
export interface Candidate {
  paperId: number;
  recordId: number;
  reason: string;
}

export interface Choice {
  /** From issues that failed or whose fate is unknown; they go first. */
  carriedOver: readonly Candidate[];
  /** Of the day, best first. */
  trending: readonly Candidate[];
  /** Papers sent before, or on their way in another issue. */
  isTaken: (paperId: number) => boolean;
  limit: number;
}

/** The papers of one issue, in order: none that is taken, none twice. */
export function choosePapers({ carriedOver, trending, isTaken, limit }: Choice): Candidate[] {
  const chosen = new Map<number, Candidate>();
  for (const candidate of [...carriedOver, ...trending]) {
    if (chosen.size >= limit) break;
    if (!isTaken(candidate.paperId) && !chosen.has(candidate.paperId))
      chosen.set(candidate.paperId, candidate);
  }
  return [...chosen.values()];
}
