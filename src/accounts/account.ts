import type { SubscriptionContext } from '../digests/subscription.ts';

/** What the verbs of accounts work with: the same as those of subscribing. */
export type AccountContext = SubscriptionContext;

/** Somebody who signed in. */
export interface Person {
  id: number;
  address: string;
  /** What stands beside comments; empty where none was given. */
  name: string;
}

/** What a sign-in link is signed for; see `TokenPurpose` for the others. */
export const SIGN_IN_PURPOSE = 'sign-in';

export const MAX_NAME_LENGTH = 60;
