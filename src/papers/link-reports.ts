import type { Selectable } from 'kysely';
import type { Clock } from '../lib/clock.ts';
import type { Database } from '../storage/database.ts';
import type { LinkReportRow } from '../storage/tables/link-report-tables.ts';
import { findCodeLinks } from './find-code-links.ts';
import { loadRelatedRecords } from './load-related-records.ts';
import { lockPapers } from './lock-papers.ts';
import type { Paper } from './paper.ts';
import { regroupPapers } from './regroup-papers.ts';

/** A link that somebody said is not the paper's, and what the operator made of it. */
export type LinkReport = Selectable<LinkReportRow>;
export type LinkVerdict = 'hidden' | 'kept';

const MAX_LISTED = 1_000;

/**
 * Notes that the paper's code or project link is wrong. Answers false where the paper has no such link (any more). What
 * an operator judged stays judged.
 */
export async function reportLink(
  database: Database,
  clock: Clock,
  { paper: { publicId, links }, url }: { paper: Paper; url: string },
): Promise<boolean> {
  if (url !== links.code && url !== links.project) return false;
  const reported_at = clock.now().toISOString();
  await database
    .insertInto('link_reports')
    .values({ public_id: publicId, url, report_count: 1, reported_at, verdict: 'open' })
    .onConflict((conflict) =>
      conflict.columns(['public_id', 'url']).doUpdateSet((excluded) => ({
        report_count: excluded('link_reports.report_count', '+', 1),
        reported_at,
      })),
    )
    .execute();
  return true;
}

/** The reports nobody has judged yet, or all; those reported most often first. */
export async function listLinkReports(
  database: Database,
  which: 'open' | 'all' = 'open',
): Promise<LinkReport[]> {
  return database
    .selectFrom('link_reports')
    .selectAll()
    .$if(which === 'open', (select) => select.where('verdict', '=', 'open'))
    .orderBy('report_count', 'desc')
    .orderBy('id')
    .limit(MAX_LISTED)
    .execute();
}

/** The links of a paper that are reported as wrong and not judged yet. */
export async function listDoubtedLinks(database: Database, paper: Paper): Promise<string[]> {
  const rows = await database
    .selectFrom('link_reports')
    .select('url')
    .where('public_id', '=', paper.publicId)
    .where('verdict', '=', 'open')
    .execute();
  return rows.map(({ url }) => url);
}

/**
 * Judges a report. A hidden link goes from the paper, with what was counted behind it, and does not come back with the
 * next record; one that is kept comes back. Answers the report; undefined where there is none of this number.
 */
export async function judgeLink(
  database: Database,
  clock: Clock,
  { id, verdict }: { id: number; verdict: LinkVerdict },
): Promise<LinkReport | undefined> {
  return database.transaction().execute(async (transaction) => {
    await lockPapers(transaction);
    const report = await transaction
      .updateTable('link_reports')
      .set({ verdict })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
    const paper =
      report &&
      (await transaction
        .selectFrom('papers')
        .select('id')
        .where('public_id', '=', report.public_id)
        .executeTakeFirst());
    if (!paper) return report;
    if (verdict === 'hidden') await forgetCounts(transaction, paper.id, report.url);
    const records = await transaction
      .selectFrom('records')
      .select('id')
      .where('paper_id', '=', paper.id)
      .execute();
    const recordIds = records.map((record) => record.id);
    const related = await loadRelatedRecords(transaction, { recordIds, identifiers: [], titleKeys: [] });
    await regroupPapers(transaction, related, clock.now().toISOString());
    return report;
  });
}

/** The stars of another's repository are not the paper's. */
async function forgetCounts(transaction: Database, paperId: number, url: string): Promise<void> {
  const signals = findCodeLinks(url).map(({ place }) => `stars:${place}`);
  if (signals.length === 0) return;
  const series = transaction
    .selectFrom('signal_series')
    .select('id')
    .where('paper_id', '=', paperId)
    .where('signal', 'in', signals);
  await transaction.deleteFrom('signal_observations').where('series_id', 'in', series).execute();
  await transaction
    .deleteFrom('signal_series')
    .where('paper_id', '=', paperId)
    .where('signal', 'in', signals)
    .execute();
  await transaction
    .insertInto('trending_pending')
    .values({ paper_id: paperId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
