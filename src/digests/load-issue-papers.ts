import type { PaperId } from '../papers/identifiers.ts';
import { listPapersByIds } from '../papers/paper-store.ts';
import type { Database } from '../storage/database.ts';
import type { DigestPaper } from './digest.ts';
import { listCurrentPaperIds, type IssuePaper } from './issue-paper.ts';

/** The papers of an issue as they are today, in its order; those that are gone, or have become one, once. */
export async function loadIssuePapers(
  database: Database,
  listed: IssuePaper[],
): Promise<(DigestPaper & IssuePaper)[]> {
  const current = await listCurrentPaperIds(
    database,
    listed.map(({ recordId }) => recordId),
  );
  const ids = [...new Set(current.values())] as PaperId[];
  const papers = new Map((await listPapersByIds(database, ids)).map((paper) => [paper.id as number, paper]));
  return listed.flatMap((issuePaper) => {
    const id = current.get(issuePaper.recordId) ?? 0;
    const paper = papers.get(id);
    papers.delete(id);
    return paper ? [{ ...issuePaper, paper }] : [];
  });
}
