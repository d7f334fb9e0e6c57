import type { Database } from '../../storage/database.ts';
import type { DigestContext } from '../digest.ts';
import { listStandInRecords } from '../issue-paper.ts';
import { createCandidatePool, type CandidatePool } from './candidate-pool.ts';

/** The papers that the issues of a day are chosen from: one pool for each length of time that an issue may cover. */
export interface CandidatePools {
  /** Above it are papers that came after the pools were opened. */
  newestPaperId: number;
  open(windowDays: number[]): Promise<void>;
  /** A pool that was opened. */
  get(windowDays: number): CandidatePool;
}

/** The whole of a busy day of arXiv. */
const MAX_CANDIDATES = 2_000;
/** An issue covers the days since the one before, up to a week, */
const MAX_COVERED_DAYS = 7;
/** and looks back further for papers that came late or found no room. */
const LATE_DAYS = 2;

/** How many days of listings compete for a reader's issue of `day`; for the first one, the day alone. */
export function windowDaysOf(lastIssueOn: string | null, day: string): number {
  if (lastIssueOn === null || lastIssueOn >= day) return 1;
  const passed = (Date.parse(day) - Date.parse(lastIssueOn)) / 86_400_000;
  return Math.min(passed, MAX_COVERED_DAYS) + LATE_DAYS;
}

export async function openCandidatePools(
  tools: Pick<DigestContext, 'database' | 'listTrending'>,
  day: string,
): Promise<CandidatePools> {
  const pools = new Map<number, CandidatePool>();
  return {
    newestPaperId: await findNewestPaperId(tools.database),
    async open(windows) {
      for (const windowDays of new Set(windows)) {
        if (!pools.has(windowDays)) pools.set(windowDays, await openPool(tools, { day, windowDays }));
      }
    },
    get(windowDays) {
      const pool = pools.get(windowDays);
      if (!pool) throw new Error(`digest: the papers of ${windowDays} days were not opened`);
      return pool;
    },
  };
}

async function findNewestPaperId(database: Database): Promise<number> {
  const row = await database
    .selectFrom('papers')
    .select('id')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? 0;
}

async function openPool(
  { database, listTrending }: Pick<DigestContext, 'database' | 'listTrending'>,
  window: { day: string; windowDays: number },
): Promise<CandidatePool> {
  const papers = await listTrending({ ...window, limit: MAX_CANDIDATES });
  const records = await listStandInRecords(
    database,
    papers.map(({ paper }) => paper.id),
  );
  return createCandidatePool(
    papers.flatMap(({ paper, reason, score }) => {
      const recordId = records.get(paper.id);
      return recordId === undefined ? [] : [{ paperId: paper.id, recordId, reason, paper, score }];
    }),
  );
}
