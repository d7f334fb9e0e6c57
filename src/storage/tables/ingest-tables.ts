import type { Generated } from 'kysely';

export interface IngestTables {
  source_states: SourceStateRow;
  ingest_runs: IngestRunRow;
  source_days: SourceDayRow;
  listed_records: ListedRecordRow;
  job_states: JobStateRow;
}

/** How far a source has been read, and who reads it now. */
export interface SourceStateRow {
  source: string;
  /** 1 while the instance's options name it. */
  is_on: number;
  /** The categories that the cursor belongs to, as JSON. */
  scope: string;
  /** The source's own; written with the papers before it. */
  cursor: string | null;
  /** Names the run under way; null: none is. */
  runner: string | null;
  /** A runner past this instant has died. */
  runner_until: string | null;
  asked_at: string | null;
  /** When it last gave all that it had. */
  heard_at: string | null;
  /** When the last run failed, and why; null once one succeeded. */
  failed_at: string | null;
  failure: string | null;
}

/** One pass over one source. */
export interface IngestRunRow {
  id: Generated<number>;
  source: string;
  started_at: string;
  /** Null while it is under way. */
  ended_at: string | null;
  /** `stopped`: told to end, or its process died. */
  outcome: 'running' | 'complete' | 'failed' | 'stopped';
  page_count: number;
  new_count: number;
  changed_count: number;
  same_count: number;
  broken_count: number;
  signal_count: number;
  /** JSON array of the first broken records, RecordProblem. */
  problems: string;
  /** Why it failed or stopped. */
  detail: string | null;
}

/** A source's list of a day: what it said, and what of it is here. (source, day) is the key. */
export interface SourceDayRow {
  source: string;
  day: string;
  /** How many papers the source says the list has. */
  expected_count: number;
  /** Records of the list that are stored. */
  arrived_count: number;
  /** Those of them whose papers already stood on an earlier day's list. */
  earlier_count: number;
  /** When the source last gave the list. */
  heard_at: string;
}

/** A record that stands on a source's list of a day. */
export interface ListedRecordRow {
  source: string;
  day: string;
  source_id: string;
}

/** Recurring work: which of its occurrences was begun last, by whatever node. */
export interface JobStateRow {
  job: string;
  /** Instant of the schedule. */
  begun_for: string;
  /** When it is tried again: it failed, or its node went silent. Null: it was done. */
  retry_at: string | null;
  failure_count: number;
}
