import type { Generated } from 'kysely';

export interface LinkReportTables {
  link_reports: LinkReportRow;
}

/** A link of a paper that somebody said is wrong. (public_id, url) is unique. */
export interface LinkReportRow {
  id: Generated<number>;
  /** The paper's public id when it was first reported. */
  public_id: string;
  url: string;
  /** How often it was reported; nothing is kept of who did. */
  report_count: number;
  /** The last time. */
  reported_at: string;
  /** What the operator said: `open` (nothing yet), `hidden` (it is wrong) or `kept` (it is right). */
  verdict: string;
}
