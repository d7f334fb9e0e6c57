import type { Paper } from '../papers/paper.ts';
import type { Wait } from '../lib/wait.ts';
import type { DomainPace } from '../mail/domain-pace.ts';
import type { InterestRanker } from './ranking/interest-ranker.ts';
import type { SubscriptionContext } from './subscription.ts';

/** A paper that may go into an issue, and one line for people: why. */
export interface DigestPaper {
  paper: Paper;
  reason: string;
  /** It fits the reader's own wishes. */
  forYou?: true;
}

/** A paper of an announcement day with its trending score; 0: nothing speaks for it but being new. */
export interface TrendingDigestPaper extends DigestPaper {
  score: number;
}

export interface DigestContext extends SubscriptionContext {
  /** Kept from run to run: what a domain asked for holds for the next one, too. */
  pace: DomainPace;
  wait: Wait;
  /** Opened where a reader has interests, once a run. */
  openRanker(): Promise<InterestRanker>;
  /** The papers of the days up to `day`, best first; the same for the same database. At most `limit`. */
  listTrending(query: { day: string; windowDays: number; limit: number }): Promise<TrendingDigestPaper[]>;
}
