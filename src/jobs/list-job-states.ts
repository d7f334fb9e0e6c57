import type { Database } from '../storage/database.ts';

export interface JobState {
  job: string;
  /** The occurrence begun last, an instant; empty: none yet. */
  begunFor: string;
  /** Times in a row that it failed. */
  failureCount: number;
}

/** Every piece of recurring work that has run here. */
export async function listJobStates(database: Database): Promise<JobState[]> {
  const rows = await database.selectFrom('job_states').selectAll().orderBy('job').limit(200).execute();
  return rows.map(({ job, begun_for, failure_count }) => ({
    job,
    begunFor: begun_for,
    failureCount: failure_count,
  }));
}
