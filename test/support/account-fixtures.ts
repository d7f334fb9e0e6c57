import { expect } from 'vitest';
import { requestSignIn } from '../../src/accounts/request-sign-in.ts';
import { signIn } from '../../src/accounts/sign-in.ts';
import type { AccountContext, Person } from '../../src/accounts/account.ts';
import type { fixedClock } from '../../src/lib/clock.ts';
import type { Mailer, MailMessage } from '../../src/mail/mailer.ts';
import type { PaperId } from '../../src/papers/identifiers.ts';
import { findPaperByPublicId } from '../../src/papers/paper-store.ts';
import type { Database } from '../../src/storage/database.ts';
import { makeDigestContext } from './digest-fixtures.ts';

/** What the verbs of accounts work with, and the mails they submit. */
export function makeAccountContext(
  database: Database,
  clock: ReturnType<typeof fixedClock>,
): AccountContext & { mails: MailMessage[] } {
  const mails: MailMessage[] = [];
  const mailer: Mailer = {
    async submit(message) {
      mails.push(message);
      return { response: '250 ok' };
    },
    close: async () => {},
  };
  return { ...makeDigestContext(database, mailer, clock), mails };
}

/** Somebody who signed in by a mailed link. */
export async function addPerson(
  context: AccountContext & { mails: MailMessage[] },
  address: string,
): Promise<Person> {
  const result = await requestSignIn(context, { address });
  expect(result.outcome).toBe('requested');
  const token = /\/sign-in\/([\w.-]+)/.exec(context.mails.at(-1)?.text ?? '')?.[1] ?? '';
  const signedIn = await signIn(context, token);
  if (!signedIn) throw new Error(`${address} could not sign in`);
  return signedIn.person;
}

/** The number of the paper that an identifier names. */
export async function paperIdOf(database: Database, identifier: string): Promise<PaperId> {
  const paper = await findPaperByPublicId(database, identifier);
  if (!paper) throw new Error(`there is no paper ${identifier}`);
  return paper.id;
}
