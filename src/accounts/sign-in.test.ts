import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import { makeDigestContext, signer } from '../../test/support/digest-fixtures.ts';
import { fixedClock } from '../lib/clock.ts';
import { MailError } from '../mail/mail-error.ts';
import type { MailMessage } from '../mail/mailer.ts';
import type { Database } from '../storage/database.ts';
import type { AccountContext } from './account.ts';
import { addApiToken, findApiToken } from './api-tokens.ts';
import { deleteAccount } from './delete-account.ts';
import { requestSignIn } from './request-sign-in.ts';
import { endAllSessions, endSession, findSession, forgetExpiredSessions } from './sessions.ts';
import { findSignInLink, signIn, type SignedIn } from './sign-in.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

forEachDatabase('signing in', (open) => {
  let database: Database;
  let context: AccountContext;
  let clock: ReturnType<typeof fixedClock>;
  let mails: MailMessage[];
  let isMailRefused: boolean;

  beforeEach(async () => {
    database = await open();
    clock = fixedClock('2026-08-20T10:00:00Z');
    mails = [];
    isMailRefused = false;
    const mailer = {
      async submit(message: MailMessage) {
        if (isMailRefused) throw new MailError('refused', 'as the test wants it');
        mails.push(message);
        return { response: '250 ok' };
      },
      close: async () => {},
    };
    context = makeDigestContext(database, mailer, clock);
  });

  async function request(address: string, ipAddress?: string) {
    const result = await requestSignIn(context, { address, ...(ipAddress && { ipAddress }) });
    if (result.outcome === 'requested') await result.mailed;
    return result;
  }

  async function askForLink(address: string): Promise<string> {
    await request(address);
    return /\/sign-in\/([\w.-]+)/.exec(mails.at(-1)?.text ?? '')?.[1] ?? 'no mail';
  }

  async function comeIn(address: string): Promise<SignedIn> {
    clock.advance(10 * MINUTE_MS);
    const signedIn = await signIn(context, await askForLink(address));
    if (!signedIn) throw new Error('the link did not sign in');
    return signedIn;
  }

  test('a link signs in once, however often it is looked at and however many use it at once', async () => {
    const token = await askForLink('Ada@Example.org');
    for (let visit = 0; visit < 3; visit += 1) {
      expect(await findSignInLink(context, token)).toEqual({ address: 'Ada@example.org' });
    }
    const results = await Promise.all(Array.from({ length: 8 }, () => signIn(context, token)));
    expect(results.filter((result) => result !== undefined)).toHaveLength(1);
    expect(await findSignInLink(context, token)).toBeUndefined();
    expect(await signIn(context, token)).toBeUndefined();
  });

  test('a link is worth nothing after ten minutes, nor once a newer one was mailed', async () => {
    const first = await askForLink('ada@example.org');
    clock.advance(10 * MINUTE_MS - 1);
    expect(await findSignInLink(context, first)).toBeDefined();
    clock.advance(1);
    expect(await signIn(context, first)).toBeUndefined();
    const second = await askForLink('ada@example.org');
    expect(second).not.toBe(first);
    clock.moveTo('2026-08-20T10:00:00Z');
    expect(await signIn(context, first)).toBeUndefined();
    expect(await signIn(context, second)).toBeDefined();
  });

  test('spellings of an address are one account, and nothing is stored before the address is proved', async () => {
    await request('ada@example.org');
    expect(await database.selectFrom('people').selectAll().execute()).toEqual([]);
    const one = await comeIn('ada@example.org');
    const other = await comeIn('ADA@Example.ORG');
    expect(other.person.id).toBe(one.person.id);
    expect((await comeIn('eve@example.org')).person.id).not.toBe(one.person.id);
  });

  test('a thousand requests mail an address once in ten minutes and five times a day, answering alike', async () => {
    await comeIn('known@example.org');
    clock.advance(DAY_MS);
    mails = [];
    const results = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) =>
        request(index % 2 === 0 ? 'known@example.org' : 'new@example.org'),
      ),
    );
    expect(mails.map(({ to }) => to).sort()).toEqual(['known@example.org', 'new@example.org']);
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    for (let times = 0; times < 20; times += 1) {
      clock.advance(10 * MINUTE_MS);
      await request('new@example.org');
    }
    expect(mails.filter(({ to }) => to === 'new@example.org')).toHaveLength(5);
  });

  test('a network asks for mails twenty times an hour, whatever they are', async () => {
    const outcomes = [];
    for (let index = 0; index < 21; index += 1) {
      outcomes.push((await request(`reader${index}@example.org`, `192.0.2.${index}`)).outcome);
    }
    expect(outcomes).toEqual([...Array<string>(20).fill('requested'), 'too-many']);
  });

  test('a mail that was refused does not count, and what is no address gets none', async () => {
    isMailRefused = true;
    await request('ada@example.org');
    isMailRefused = false;
    await request('ada@example.org');
    expect(await request('ada@example.org\r\nBcc: eve@example.org')).toMatchObject({ outcome: 'invalid' });
    expect(mails).toHaveLength(1);
  });

  test('no token but a genuine one for this purpose signs in', async () => {
    const token = await askForLink('ada@example.org');
    const claim = signer.verify('sign-in', token)!;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('confirm', 'unsubscribe', 'preferences', 'liking', 'sign-in'),
        fc.integer({ min: 1, max: 1_000 }),
        fc.nat(token.length - 1),
        fc.constantFrom('A', 'b', '-', '.', ''),
        async (purpose, subject, at, character) => {
          const changed = token.slice(0, at) + character + token.slice(at + 1);
          const others = [signer.sign({ ...claim, purpose }), signer.sign({ ...claim, subject }), changed];
          for (const other of others) {
            if (other !== token) expect(await signIn(context, other)).toBeUndefined();
          }
        },
      ),
      { numRuns: 50 },
    );
    expect(await signIn(context, token)).toBeDefined();
  });

  test('sessions and API tokens hold 128 bits of their own, and only their digests are stored', async () => {
    const { person, sessionToken } = await comeIn('ada@example.org');
    const tokens = [sessionToken];
    for (let count = 0; count < 10; count += 1) {
      const added = await addApiToken(context, person.id, { name: 'a program', access: 'read' });
      if ('token' in added) tokens.push(added.token.replace(/^offprint_/, ''));
    }
    expect(new Set(tokens).size).toBe(11);
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(16);
    const stored = JSON.stringify([
      await database.selectFrom('sessions').selectAll().execute(),
      await database.selectFrom('api_tokens').selectAll().execute(),
      await database.selectFrom('sign_in_links').selectAll().execute(),
    ]);
    for (const token of tokens) expect(stored).not.toContain(token);
  });

  test('a session lasts 90 days from its last use, and ends at once when it is ended', async () => {
    const { person, sessionToken } = await comeIn('ada@example.org');
    for (let times = 0; times < 4; times += 1) {
      clock.advance(89 * DAY_MS);
      expect(await findSession(database, clock, sessionToken)).toMatchObject({ person, isRenewed: true });
      expect(await findSession(database, clock, sessionToken)).toMatchObject({ isRenewed: false });
    }
    clock.advance(90 * DAY_MS);
    expect(await findSession(database, clock, sessionToken)).toBeUndefined();
    await forgetExpiredSessions(database, clock);
    expect(await database.selectFrom('sessions').selectAll().execute()).toEqual([]);

    const [first, second, third] = [
      await comeIn('ada@example.org'),
      await comeIn('ada@example.org'),
      await comeIn('eve@example.org'),
    ];
    await endSession(database, first.sessionToken);
    expect(await findSession(database, clock, first.sessionToken)).toBeUndefined();
    expect(await findSession(database, clock, second.sessionToken)).toBeDefined();
    await endAllSessions(database, second.person.id);
    expect(await findSession(database, clock, second.sessionToken)).toBeUndefined();
    expect(await findSession(database, clock, third.sessionToken)).toBeDefined();
  });

  test('a session token is no API token, nor the other way round', async () => {
    const { person, sessionToken } = await comeIn('ada@example.org');
    const added = await addApiToken(context, person.id, { name: 'x', access: 'write' });
    const token = 'token' in added ? added.token : '';
    expect(await findApiToken(context, token)).toEqual({ person, access: 'write' });
    expect(await findApiToken(context, sessionToken)).toBeUndefined();
    expect(await findApiToken(context, `offprint_${sessionToken}`)).toBeUndefined();
    expect(await findSession(database, clock, token)).toBeUndefined();
  });

  test('deleting an account leaves no row that holds the address or belongs to the person', async () => {
    const { person, sessionToken } = await comeIn('ada@example.org');
    await addApiToken(context, person.id, { name: 'x', access: 'read' });
    await database
      .insertInto('subscriptions')
      .values({
        address: 'ada@example.org',
        address_key: 'ada@example.org',
        requested_at: '',
        unsubscribe_nonce: 'n',
      })
      .execute();
    clock.advance(10 * MINUTE_MS);
    await request('ada@example.org');
    for (let times = 0; times < 2; times += 1) await deleteAccount(database, person.id, { mails: 'delete' });
    expect(await findSession(database, clock, sessionToken)).toBeUndefined();
    for (const table of [
      'people',
      'sessions',
      'api_tokens',
      'sign_in_links',
      'subscriptions',
      'request_limits',
    ] as const) {
      const rows: object[] = await database.selectFrom(table).selectAll().execute();
      expect(JSON.stringify(rows), table).not.toMatch(/ada@|"person_id"/);
    }
  });
});
