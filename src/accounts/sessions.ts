import type { Clock } from '../lib/clock.ts';
import { hashNonce, randomNonce } from '../lib/signed-token.ts';
import type { Database } from '../storage/database.ts';
import type { Person } from './account.ts';

const DAY_MS = 86_400_000;
/** Of a session that is not used; each day of use begins it anew. */
export const SESSION_LIFE_MS = 90 * DAY_MS;
/** A person has a handful of browsers; the oldest sessions make room. */
const MAX_SESSIONS = 50;

/** Begins a session and answers what its cookie holds: 128 random bits, of which only a digest is kept. */
export async function startSession(database: Database, clock: Clock, personId: number): Promise<string> {
  const token = randomNonce();
  const now = clock.now();
  await database
    .insertInto('sessions')
    .values({
      token_hash: hashNonce(token),
      person_id: personId,
      created_at: now.toISOString(),
      used_at: now.toISOString(),
      expires_at: inLifeTime(now),
    })
    .execute();
  const surplus = await database
    .selectFrom('sessions')
    .select('token_hash')
    .where('person_id', '=', personId)
    .orderBy('created_at', 'desc')
    .offset(MAX_SESSIONS)
    .limit(MAX_SESSIONS)
    .execute();
  for (const { token_hash } of surplus) {
    await database.deleteFrom('sessions').where('token_hash', '=', token_hash).execute();
  }
  return token;
}

/** Whose session this is. `isRenewed`: it now lasts longer, and so should its cookie. */
export async function findSession(
  database: Database,
  clock: Clock,
  token: string,
): Promise<{ person: Person; isRenewed: boolean } | undefined> {
  const now = clock.now();
  const row = await database
    .selectFrom('sessions')
    .innerJoin('people', 'people.id', 'sessions.person_id')
    .select(['people.id', 'address', 'name', 'used_at'])
    .where('token_hash', '=', hashNonce(token))
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();
  if (!row) return undefined;
  const { used_at, ...person } = row;
  const isRenewed = now.getTime() - Date.parse(used_at) >= DAY_MS;
  if (isRenewed) {
    await database
      .updateTable('sessions')
      .set({ used_at: now.toISOString(), expires_at: inLifeTime(now) })
      .where('token_hash', '=', hashNonce(token))
      .execute();
  }
  return { person, isRenewed };
}

/** Signs out; again is harmless. */
export async function endSession(database: Database, token: string): Promise<void> {
  await database.deleteFrom('sessions').where('token_hash', '=', hashNonce(token)).execute();
}

/** Signs out everywhere. API tokens go on: they are taken back one by one. */
export async function endAllSessions(database: Database, personId: number): Promise<void> {
  await database.deleteFrom('sessions').where('person_id', '=', personId).execute();
}

/** Forgets sessions and links past their time; for daily tidying. */
export async function forgetExpiredSessions(database: Database, clock: Clock): Promise<void> {
  const now = clock.now().toISOString();
  await database.deleteFrom('sessions').where('expires_at', '<=', now).execute();
  await database.deleteFrom('sign_in_links').where('expires_at', '<=', now).execute();
}

function inLifeTime(now: Date): string {
  return new Date(now.getTime() + SESSION_LIFE_MS).toISOString();
}
