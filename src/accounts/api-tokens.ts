import type { Clock } from '../lib/clock.ts';
import { hashNonce, randomNonce } from '../lib/signed-token.ts';
import type { Database } from '../storage/database.ts';
import { MAX_NAME_LENGTH, type Person } from './account.ts';

export type ApiAccess = 'read' | 'write';

/** A token as its owner sees it; the token itself is shown once and kept nowhere. */
export interface ApiToken {
  id: number;
  name: string;
  access: ApiAccess;
  createdAt: string;
  usedOn: string | null;
}

const MAX_TOKENS = 20;
/** Lets programs that look for leaked secrets know one. */
const PREFIX = 'offprint_';

/** Makes a token; answers it, or a sentence where the person has too many. */
export async function addApiToken(
  { database, clock }: { database: Database; clock: Clock },
  personId: number,
  { name, access }: { name: string; access: ApiAccess },
): Promise<{ token: string } | { problem: string }> {
  if ((await listApiTokens(database, personId)).length >= MAX_TOKENS) {
    return { problem: `You have ${MAX_TOKENS} tokens; delete one that is not used.` };
  }
  const token = `${PREFIX}${randomNonce()}`;
  await database
    .insertInto('api_tokens')
    .values({
      person_id: personId,
      name: name.trim().slice(0, MAX_NAME_LENGTH) || 'Unnamed',
      token_hash: hashNonce(token),
      access,
      created_at: clock.now().toISOString(),
      used_on: null,
    })
    .execute();
  return { token };
}

export async function listApiTokens(database: Database, personId: number): Promise<ApiToken[]> {
  const rows = await database
    .selectFrom('api_tokens')
    .select(['id', 'name', 'access', 'created_at', 'used_on'])
    .where('person_id', '=', personId)
    .orderBy('id')
    .limit(MAX_TOKENS)
    .execute();
  return rows.map(({ created_at, used_on, ...row }) => ({ ...row, createdAt: created_at, usedOn: used_on }));
}

/** Takes a token of this person back; again is harmless. */
export async function deleteApiToken(database: Database, personId: number, id: number): Promise<void> {
  await database.deleteFrom('api_tokens').where('person_id', '=', personId).where('id', '=', id).execute();
}

/** Whose token this is and what it may do. */
export async function findApiToken(
  { database, clock }: { database: Database; clock: Clock },
  token: string,
): Promise<{ person: Person; access: ApiAccess } | undefined> {
  if (!token.startsWith(PREFIX)) return undefined;
  const row = await database
    .selectFrom('api_tokens')
    .innerJoin('people', 'people.id', 'api_tokens.person_id')
    .select(['people.id', 'people.address', 'people.name', 'access', 'used_on', 'api_tokens.id as token_id'])
    .where('token_hash', '=', hashNonce(token))
    .executeTakeFirst();
  if (!row) return undefined;
  const { access, used_on, token_id, ...person } = row;
  const today = clock.now().toISOString().slice(0, 10);
  if (used_on !== today) {
    await database.updateTable('api_tokens').set({ used_on: today }).where('id', '=', token_id).execute();
  }
  return { person, access };
}
