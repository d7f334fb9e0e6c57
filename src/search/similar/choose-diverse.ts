/** A paper that may be shown as similar. */
export interface SimilarPaper {
  paperId: number;
  score: number;
  /** To the papers that were given. */
  similarity: number;
  titleHash: number;
  /** As it is kept, see quantise-vector.ts. */
  vector: Int8Array | undefined;
}

/** From this similarity on, two papers are one text twice: another version, a translation of the title. */
const SAME_TEXT = 0.97;
/** How much being like one that is already chosen counts against a paper (Carbonell, Goldstein: "MMR", 1998). */
const REPETITION = 0.35;

/** The best candidates, none of the given titles, none the same text twice, each unlike the ones before it. */
export function chooseDiverse(
  candidates: SimilarPaper[],
  limit: number,
  givenTitles: ReadonlySet<number>,
): SimilarPaper[] {
  const left = new Set(
    candidates.filter(({ titleHash, similarity }) => !givenTitles.has(titleHash) && similarity < SAME_TEXT),
  );
  /** Of each candidate, the similarity to the chosen paper that it is most like. */
  const likeness = new Map<SimilarPaper, number>();
  const lengths = new Map([...left].map((paper) => [paper, lengthOf(paper)]));
  const chosen: SimilarPaper[] = [];
  while (left.size > 0) {
    const worth = (paper: SimilarPaper): number => paper.score - REPETITION * (likeness.get(paper) ?? 0);
    const best = [...left].reduce((a, b) => (worth(b) > worth(a) ? b : a));
    chosen.push(best);
    if (chosen.length === limit) break;
    left.delete(best);
    for (const paper of left) {
      const like = product(best, paper) / (lengths.get(best)! * lengths.get(paper)! || 1);
      if (like >= SAME_TEXT || paper.titleHash === best.titleHash) left.delete(paper);
      else likeness.set(paper, Math.max(like, likeness.get(paper) ?? 0));
    }
  }
  return chosen;
}

const lengthOf = (paper: SimilarPaper): number => Math.sqrt(product(paper, paper));

function product({ vector: a }: SimilarPaper, { vector: b }: SimilarPaper): number {
  if (!a || !b) return 0;
  let sum = 0;
  // Within 32 bits, and told so: twice as fast.
  for (let d = 0; d < a.length; d++) sum = (sum + Math.imul(a[d]!, b[d]!)) | 0;
  return sum;
}
