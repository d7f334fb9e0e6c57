import { takeFromLimit } from '../digests/request-limit.ts';
import type { PaperId } from '../papers/identifiers.ts';
import type { Database } from '../storage/database.ts';
import { noteLocalSignals } from '../trending/local-signals.ts';
import type { AccountContext } from './account.ts';
import { getStandInRecord, recordsOf } from './paper-records.ts';

export const MAX_COMMENT_LENGTH = 4_000;
const HOUR_MS = 3_600_000;
const MAX_COMMENTS_PER_HOUR = 10;
/** More are not shown; hardly any paper will have as many. */
const MAX_SHOWN = 200;

/** A comment as this reader may see it. */
export interface Comment {
  id: number;
  /** May be empty. */
  author: string;
  isOwn: boolean;
  /** The operator hid it: only its author still sees it. */
  isHidden: boolean;
  /** Plain text with mathematics as `$...$`, lines as written. */
  text: string;
  writtenAt: string;
}

/** Writes a comment under a paper; a person may write ten an hour. Answers a sentence where it was not taken. */
export async function writeComment(
  { database, clock, signer }: Pick<AccountContext, 'database' | 'clock' | 'signer'>,
  personId: number,
  paperId: PaperId,
  typed: string,
): Promise<{ problem: string } | undefined> {
  const text = cleanComment(typed);
  if (!text) return { problem: 'A comment needs some words.' };
  if (text.length > MAX_COMMENT_LENGTH) {
    return {
      problem: `A comment has at most ${MAX_COMMENT_LENGTH} characters; this one has ${text.length}.`,
    };
  }
  const limit = { count: MAX_COMMENTS_PER_HOUR, windowMs: HOUR_MS };
  if (
    !(await takeFromLimit(database, clock, {
      key: signer.fingerprint('comments', String(personId)),
      ...limit,
    }))
  ) {
    return { problem: `You wrote ${MAX_COMMENTS_PER_HOUR} comments within an hour. Try again later.` };
  }
  await database.transaction().execute(async (transaction) => {
    const record_id = await getStandInRecord(transaction, paperId);
    const written_at = clock.now().toISOString();
    await transaction
      .insertInto('comments')
      .values({ person_id: personId, record_id, text, written_at, hidden_at: null })
      .execute();
    await noteLocalSignals(transaction, [record_id]);
  });
  return undefined;
}

/** The comments under a paper, oldest first. */
export async function listComments(
  database: Database,
  paperId: PaperId,
  readerId: number | undefined,
): Promise<Comment[]> {
  const rows = await database
    .selectFrom('comments')
    .innerJoin('people', 'people.id', 'comments.person_id')
    .select(['comments.id', 'person_id', 'name', 'text', 'written_at', 'hidden_at'])
    .where('record_id', 'in', recordsOf(database, paperId))
    .where((where) => where.or([where('hidden_at', 'is', null), where('person_id', '=', readerId ?? 0)]))
    .orderBy('comments.id')
    .limit(MAX_SHOWN)
    .execute();
  return rows.map(({ id, person_id, name, text, written_at, hidden_at }) => ({
    ...{ id, text, author: name, writtenAt: written_at },
    isOwn: person_id === readerId,
    isHidden: hidden_at !== null,
  }));
}

/** Deletes a comment of one's own; anybody else's stays. */
export async function deleteOwnComment(database: Database, personId: number, id: number): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const deleted = await transaction
      .deleteFrom('comments')
      .where('id', '=', id)
      .where('person_id', '=', personId)
      .returning('record_id')
      .execute();
    await noteLocalSignals(
      transaction,
      deleted.map(({ record_id }) => record_id),
    );
  });
}

/** Keeps the lines; drops control characters and marks of direction, which could dress up as other text. */
function cleanComment(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]/g, ' ')
    .replace(/[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/\p{Surrogate}/gu, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
