import type { Generated } from 'kysely';

export interface SubscriptionTables {
  subscriptions: SubscriptionRow;
  issues: IssueRow;
  sent_papers: SentPaperRow;
  interest_papers: InterestPaperRow;
  suppressions: SuppressionRow;
  request_limits: RequestLimitRow;
  job_occurrences: JobOccurrenceRow;
}

/**
 * An address and what it wants. One row per address for as long as it is known: leaving and coming back keep the row,
 * and with it the papers already sent. Active: confirmed and not ended.
 */
export interface SubscriptionRow {
  id: Generated<number>;
  /** As typed, the domain in ASCII. */
  address: string;
  /** The address folded for comparison. */
  address_key: string;
  requested_at: string;
  confirmed_at: string | null;
  ended_at: string | null;
  /** SHA-256 of the nonce in the newest confirmation link; null once that link is worth nothing. */
  confirmation_hash: string | null;
  confirmation_expires_at: string | null;
  /** Part of every unsubscribe link; worth nothing without the instance's secret. */
  unsubscribe_nonce: string;
  /** When papers were last chosen for it; written first, it also makes two planners wait for each other. */
  planned_at: string | null;
  /** JSON of Preferences, what it leaves out being as usual; see `digests/preferences/preferences.ts`. */
  preferences: Generated<string>;
  /** IANA name; the next four columns are the Schedule, `digests/next-morning.ts`. */
  time_zone: Generated<string>;
  /** `HH:MM` in the zone. */
  send_at: Generated<string>;
  /** ISO numbers of the days with mails: `12345`. */
  weekdays: Generated<string>;
  /** The first day with mails again; null: not paused. */
  paused_until: string | null;
  /** When its next morning comes; null: to be worked out. */
  next_due_at: string | null;
  /** The newest day of the reader's own on which a mail was due, whether or not there was one. */
  last_morning: string | null;
  /** The announcement day of its newest issue. */
  last_issue_on: string | null;
  /** Papers numbered above it were not here when its newest issue was planned. */
  seen_paper_id: Generated<number>;
}

/** A paper that a reader wants more papers like (`liking` 1), or none (-1). By a record, like `SentPaperRow`. */
export interface InterestPaperRow {
  subscription_id: number;
  record_id: number;
  liking: number;
  noted_at: string;
}

/**
 * One sending of a digest, or of a notice that a person asked for, to one subscription. (subscription_id, issue_on,
 * kind) is unique.
 */
export interface IssueRow {
  id: Generated<number>;
  subscription_id: number;
  /** The announcement day it is about, not the day it is sent; of a notice, the day it was asked for. */
  issue_on: string;
  kind: IssueKind;
  state: 'planned' | 'sending' | 'submitted' | 'failed' | 'unknown' | 'skipped';
  /** JSON array of IssuePaper, in the order of the mail. */
  papers: string;
  planned_at: string;
  attempt_count: number;
  /** Not before this instant is it tried (again). */
  next_attempt_at: string;
  /** Names the sender at work; only that sender may write down how it ended. */
  attempt_id: string | null;
  /** A `sending` row past this instant has lost its sender. */
  lease_until: string | null;
  /** When it became submitted, failed, unknown or skipped. */
  ended_at: string | null;
  /** The mail server's last answer, or why nothing was sent. */
  detail: string | null;
  /** When a report said that it did not arrive, or that the reader complained; a complaint takes a bounce's place. */
  returned_at: string | null;
  return_kind: 'hard' | 'soft' | 'policy' | 'complaint' | null;
  /** RFC 3463, such as 5.1.1; of a complaint, the type of feedback. */
  return_status: string | null;
}

/** `confirmation` and `already-subscribed` answer a request to subscribe. */
/** `nothing-new`: the line for a morning on which no list came, of the reader's own day. */
export type IssueKind = 'digest' | 'nothing-new' | 'confirmation' | 'already-subscribed';

/**
 * An address that is not written to, whatever subscription it has or had. By a keyed hash, so that who deleted
 * everything stays unknown and is left in peace all the same.
 */
export interface SuppressionRow {
  address_hash: string;
  /** A bounce ends when the address confirms again; a complaint and the operator's word only by the operator. */
  reason: 'bounce' | 'complaint' | 'operator';
  detail: string;
  suppressed_at: string;
}

/**
 * Papers a subscription has been sent; never sent to it again. A paper is named by one of its records, because records
 * keep their numbers when papers merge: whatever paper holds the record today has been sent.
 */
export interface SentPaperRow {
  subscription_id: number;
  record_id: number;
  issue_id: number;
}

/** How often something was asked for since `window_started_at`. */
export interface RequestLimitRow {
  key: string;
  window_started_at: string;
  count: number;
}

/** Recurring work that is due once per day, for the whole installation: the first to insert the row does it. */
export interface JobOccurrenceRow {
  job: string;
  due_on: string;
  claimed_at: string;
  /** What was decided when it was claimed. */
  detail: string;
}
