import type { PaperId } from '../papers/identifiers.ts';
import { listPapersByIds } from '../papers/paper-store.ts';
import type { Database } from '../storage/database.ts';
import type { DigestPaper } from './digest.ts';
import { listCurrentPaperIds, type IssuePaper } from './issue-paper.ts';

/** The papers of each of these issues as they are today, in its order; those that are gone, or have become one, once. */
export async function loadIssuePapers(
  database: Database,
  issues: IssuePaper[][],
): Promise<(DigestPaper & IssuePaper)[][]> {
  const current = await listCurrentPaperIds(
    database,
    issues.flat().map(({ recordId }) => recordId),
  );
  const ids = [...new Set(current.values())] as PaperId[];
  const papers = new Map((await listPapersByIds(database, ids)).map((paper) => [paper.id as number, paper]));
  return issues.map((listed) => {
    const taken = new Set<number>();
    return listed.flatMap((issuePaper) => {
      const paper = papers.get(current.get(issuePaper.recordId) ?? 0);
      if (!paper || taken.has(paper.id)) return [];
      taken.add(paper.id);
      return [{ ...issuePaper, paper }];
    });
  });
}
