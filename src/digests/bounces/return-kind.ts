/** What a failed delivery says of an address. */
export type ReturnKind =
  /** The mailbox is not there: never written to again. */
  | 'hard'
  /** Full, or away for long: written to until it happens too often. */
  | 'soft'
  /** Refused for what the sender or the mail is: the operator's to mend, and no fault of the address. */
  | 'policy';

/** RFC 3463: no such mailbox, no mail at all for that domain (RFC 7505), mailbox disabled. */
const HARD = new Set(['5.1.1', '5.1.10', '5.2.1']);

/**
 * Refusals about security and policy (x.7), the mail's content (x.6), the dialogue (x.5) and the mail system (x.3) hit
 * every reader at once when the sender's own set-up breaks; counted against the addresses they would end every
 * subscription within a week.
 */
export function returnKindOf(status: string): ReturnKind {
  if (HARD.has(status)) return 'hard';
  return /^5\.[3567]\./.test(status) ? 'policy' : 'soft';
}
