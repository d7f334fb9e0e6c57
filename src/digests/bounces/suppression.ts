import { sql } from 'kysely';
import type { TokenSigner } from '../../lib/signed-token.ts';
import type { Database, DatabaseTransaction } from '../../storage/database.ts';
import type { SuppressionRow } from '../../storage/tables/subscription-tables.ts';
import { endSubscription } from '../unsubscribe.ts';

export type Suppression = Pick<SuppressionRow, 'reason' | 'detail' | 'suppressed_at'>;

/** How an address stands on the list of suppressions. */
export function suppressionHash(signer: TokenSigner, addressKey: string): string {
  return signer.fingerprint('suppressed', addressKey);
}

/** Ends the subscription, skips what is planned for it and notes that its address is not to be written to. */
export async function suppress(
  transaction: DatabaseTransaction,
  signer: TokenSigner,
  {
    subscriptionId,
    addressKey,
    ...suppression
  }: Suppression & { subscriptionId?: number | undefined; addressKey: string },
): Promise<void> {
  if (subscriptionId !== undefined) {
    await endSubscription(transaction, subscriptionId, {
      endedAt: suppression.suppressed_at,
      detail: 'suppressed',
    });
  }
  await transaction
    .insertInto('suppressions')
    .values({ address_hash: suppressionHash(signer, addressKey), ...suppression })
    .onConflict((conflict) =>
      // Later bounces change nothing; a complaint or the operator's word weighs more than a bounce.
      conflict
        .column('address_hash')
        .doUpdateSet({ ...suppression })
        .where(sql<boolean>`suppressions.reason = 'bounce' and ${suppression.reason} <> 'bounce'`),
    )
    .execute();
}

export async function findSuppression(
  database: Database,
  signer: TokenSigner,
  addressKey: string,
): Promise<Suppression | undefined> {
  return database
    .selectFrom('suppressions')
    .select(['reason', 'detail', 'suppressed_at'])
    .where('address_hash', '=', suppressionHash(signer, addressKey))
    .executeTakeFirst();
}

/** The address may be written to again; a subscription of its own it must ask for. Answers whether it was suppressed. */
export async function liftSuppression(
  database: Database,
  signer: TokenSigner,
  { addressKey, reasons }: { addressKey: string; reasons: readonly SuppressionRow['reason'][] },
): Promise<boolean> {
  const lifted = await database
    .deleteFrom('suppressions')
    .where('address_hash', '=', suppressionHash(signer, addressKey))
    .where('reason', 'in', reasons)
    .executeTakeFirstOrThrow();
  return lifted.numDeletedRows > 0n;
}
