import type { TokenSigner } from '../../lib/signed-token.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Database, DatabaseTransaction } from '../../storage/database.ts';
import { returnKindOf, type ReturnKind } from './return-kind.ts';
import { suppress } from './suppression.ts';

interface Tools {
  database: Database;
  clock: Clock;
  signer: TokenSigner;
}

/** So many soft bounces within the days end a subscription. */
const MAX_SOFT = 5;
const SOFT_DAYS = 30;

/**
 * An issue came back. Counted once an issue, however many reports tell of it; a hard bounce, or the fifth soft one in
 * 30 days, suppresses the address. Undefined: there is no such issue (any more).
 */
export async function recordBounce(
  { database, clock, signer }: Tools,
  issueId: number,
  status: string,
): Promise<ReturnKind | 'suppressed' | undefined> {
  const kind = returnKindOf(status);
  const now = clock.now();
  return database.transaction().execute(async (transaction) => {
    const issue = await findIssue(transaction, issueId);
    if (!issue) return undefined;
    await transaction
      .updateTable('issues')
      .set({ returned_at: now.toISOString(), return_kind: kind, return_status: status.slice(0, 40) })
      .where('id', '=', issueId)
      .where('return_kind', 'is', null)
      .execute();
    if (kind === 'policy') return kind;
    if (kind === 'soft' && (await countSoft(transaction, issue.subscriptionId, now)) < MAX_SOFT) return kind;
    const suppression = { reason: 'bounce' as const, detail: status, suppressed_at: now.toISOString() };
    await suppress(transaction, signer, { ...issue, ...suppression });
    return 'suppressed';
  });
}

/** Her provider says that the reader took the mail for spam: she is unsubscribed and never written to again. */
export async function recordComplaint(
  { database, clock, signer }: Tools,
  {
    issueId,
    subscriptionId,
    feedbackType,
  }: { issueId?: number; subscriptionId?: number; feedbackType: string },
): Promise<'suppressed' | undefined> {
  const at = clock.now().toISOString();
  return database.transaction().execute(async (transaction) => {
    const reader =
      issueId === undefined
        ? await findReader(transaction, subscriptionId ?? 0)
        : await findIssue(transaction, issueId);
    if (!reader) return undefined;
    if (issueId !== undefined) {
      await transaction
        .updateTable('issues')
        .set({ returned_at: at, return_kind: 'complaint', return_status: feedbackType })
        .where('id', '=', issueId)
        .execute();
    }
    await suppress(transaction, signer, {
      ...reader,
      ...{ reason: 'complaint', detail: feedbackType, suppressed_at: at },
    });
    return 'suppressed';
  });
}

function findIssue(transaction: DatabaseTransaction, issueId: number) {
  return transaction
    .selectFrom('issues')
    .innerJoin('subscriptions', 'subscriptions.id', 'issues.subscription_id')
    .select(['subscriptions.id as subscriptionId', 'subscriptions.address_key as addressKey'])
    .where('issues.id', '=', issueId)
    .executeTakeFirst();
}

function findReader(transaction: DatabaseTransaction, subscriptionId: number) {
  return transaction
    .selectFrom('subscriptions')
    .select(['id as subscriptionId', 'address_key as addressKey'])
    .where('id', '=', subscriptionId)
    .executeTakeFirst();
}

async function countSoft(
  transaction: DatabaseTransaction,
  subscriptionId: number,
  now: Date,
): Promise<number> {
  const since = new Date(now.getTime() - SOFT_DAYS * 86_400_000).toISOString();
  const { count } = await transaction
    .selectFrom('issues')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('subscription_id', '=', subscriptionId)
    .where('return_kind', '=', 'soft')
    .where('returned_at', '>=', since)
    .executeTakeFirstOrThrow();
  return count;
}
