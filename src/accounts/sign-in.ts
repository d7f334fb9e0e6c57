import { hashNonce } from '../lib/signed-token.ts';
import type { DatabaseTransaction } from '../storage/database.ts';
import { SIGN_IN_PURPOSE, type AccountContext, type Person } from './account.ts';
import { startSession } from './sessions.ts';

type Tools = Pick<AccountContext, 'database' | 'clock' | 'signer'>;

/** Whom a link would sign in; changes nothing. Undefined: it was used, a newer one took its place, or it is too old. */
export async function findSignInLink(
  { database, clock, signer }: Tools,
  token: string,
): Promise<{ address: string } | undefined> {
  const claim = signer.verify(SIGN_IN_PURPOSE, token);
  if (!claim) return undefined;
  return database
    .selectFrom('sign_in_links')
    .select('address')
    .where('id', '=', claim.subject)
    .where('nonce_hash', '=', hashNonce(claim.nonce))
    .where('expires_at', '>', clock.now().toISOString())
    .executeTakeFirst();
}

export interface SignedIn {
  person: Person;
  /** For the cookie; nothing stored can be made into it. */
  sessionToken: string;
  nextPath: string;
}

/** Uses the link up and begins a session, of many callers for exactly one. The first link of an address makes its account. */
export async function signIn(tools: Tools, token: string): Promise<SignedIn | undefined> {
  const { database, clock, signer } = tools;
  const claim = signer.verify(SIGN_IN_PURPOSE, token);
  if (!claim) return undefined;
  return database.transaction().execute(async (transaction) => {
    const link = await transaction
      .deleteFrom('sign_in_links')
      .where('id', '=', claim.subject)
      .where('nonce_hash', '=', hashNonce(claim.nonce))
      .where('expires_at', '>', clock.now().toISOString())
      .returning(['address', 'address_key', 'next_path'])
      .executeTakeFirst();
    if (!link) return undefined;
    const person = await findOrAddPerson(transaction, link, clock.now().toISOString());
    const sessionToken = await startSession(transaction, clock, person.id);
    return { person, sessionToken, nextPath: link.next_path };
  });
}

async function findOrAddPerson(
  transaction: DatabaseTransaction,
  { address, address_key }: { address: string; address_key: string },
  at: string,
): Promise<Person> {
  await transaction
    .insertInto('people')
    .values({ address, address_key, name: '', created_at: at })
    .onConflict((conflict) => conflict.column('address_key').doNothing())
    .execute();
  return transaction
    .selectFrom('people')
    .select(['id', 'address', 'name'])
    .where('address_key', '=', address_key)
    .executeTakeFirstOrThrow();
}
