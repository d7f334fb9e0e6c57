import type { Paper } from '../papers/paper.ts';
import type { SubscriptionContext } from './subscription.ts';

/** A paper that may go into an issue, and one line for people: why. */
export interface DigestPaper {
  paper: Paper;
  reason: string;
}

export interface DigestContext extends SubscriptionContext {
  /** The papers of an announcement day, best first; the same for the same database. At most `limit`. */
  listTrending(query: { day: string; limit: number }): Promise<DigestPaper[]>;
}

/** Papers in one mail. */
export const DEFAULT_PAPER_COUNT = 20;
