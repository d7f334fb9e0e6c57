import { beforeEach, expect, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import { site, signer } from '../../test/support/digest-fixtures.ts';
import { fixedClock } from '../lib/clock.ts';
import { silentLog } from '../lib/log.ts';
import { MailError, type MailOutcome } from '../mail/mail-error.ts';
import type { MailMessage, Mailer } from '../mail/mailer.ts';
import type { Database } from '../storage/database.ts';
import { confirmSubscription, findConfirmation } from './confirm-subscription.ts';
import { requestSubscription } from './request-subscription.ts';
import type { SubscriptionContext } from './subscription.ts';
import { deleteSubscription, findSubscriptionByUnsubscribeToken, unsubscribe } from './unsubscribe.ts';

const HOUR_MS = 3_600_000;

forEachDatabase('subscribing', (open) => {
  let database: Database;
  let context: SubscriptionContext;
  let clock: ReturnType<typeof fixedClock>;
  let mails: MailMessage[];
  let trouble: MailOutcome | undefined;

  beforeEach(async () => {
    database = await open();
    clock = fixedClock('2026-08-20T10:00:00Z');
    mails = [];
    trouble = undefined;
    const mailer: Mailer = {
      async submit(message) {
        if (trouble) throw new MailError(trouble, 'as the test wants it');
        mails.push(message);
        return { response: '250 ok' };
      },
      close: async () => {},
    };
    context = { database, mailer, clock, log: silentLog, signer, site };
  });

  async function request(address: string, ipAddress?: string) {
    const result = await requestSubscription(context, { address, ...(ipAddress && { ipAddress }) });
    if (result.outcome === 'requested') await result.mailed;
    return result;
  }

  async function subscribe(address: string): Promise<string> {
    await request(address);
    await confirmSubscription(context, confirmTokenIn(mails.at(-1)));
    clock.advance(25 * HOUR_MS);
    await request(address);
    return unsubscribeTokenIn(mails.at(-1));
  }

  test('mails one confirmation with its link in both parts', async () => {
    expect(await request('  Ada@Example.org ')).toMatchObject({ outcome: 'requested' });
    expect(mails).toHaveLength(1);
    const [mail] = mails;
    expect(mail?.to).toBe('Ada@example.org');
    expect(mail?.html).toContain(`/subscriptions/confirm/${confirmTokenIn(mail)}`);
  });

  test('a link changes nothing until it is confirmed, and confirms once and for all', async () => {
    await request('ada@example.org');
    const token = confirmTokenIn(mails[0]);
    for (let visit = 0; visit < 5; visit += 1) {
      expect(await findConfirmation(context, token)).toMatchObject({
        state: 'open',
        subscription: { address: 'ada@example.org', state: 'requested' },
      });
    }
    const confirmed = { state: 'done', subscription: { state: 'active' } };
    expect(await confirmSubscription(context, token)).toMatchObject(confirmed);
    expect(await confirmSubscription(context, token)).toMatchObject(confirmed);
  });

  test('a link expires after 48 hours', async () => {
    await request('ada@example.org');
    clock.advance(48 * HOUR_MS);
    expect(await confirmSubscription(context, confirmTokenIn(mails[0]))).toMatchObject({
      state: 'expired',
      subscription: { state: 'requested' },
    });
  });

  test('a newer link takes the place of an older one', async () => {
    await request('ada@example.org');
    clock.advance(24 * HOUR_MS);
    await request('ada@example.org');
    expect(await confirmSubscription(context, confirmTokenIn(mails[0]))).toBeUndefined();
    expect(await confirmSubscription(context, confirmTokenIn(mails[1]))).toMatchObject({ state: 'done' });
  });

  test('a thousand requests for an address bring one mail in 24 hours, and all the same answer', async () => {
    const spellings = ['ada@example.org', 'ADA@example.org', 'ada@EXAMPLE.org '];
    const results = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => request(spellings[index % 3] ?? '')),
    );
    expect(mails).toHaveLength(1);
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['requested']));
    clock.advance(24 * HOUR_MS - 1);
    await request('ada@example.org');
    expect(mails).toHaveLength(1);
    clock.advance(1);
    await request('ada@example.org');
    expect(mails).toHaveLength(2);
  });

  test('a subscriber who asks again is told so by mail, and the page says the same as to anyone', async () => {
    await subscribe('ada@example.org');
    expect(mails.at(-1)?.subject).toContain('already subscribed');
    const [stranger, subscriber] = [await request('new@example.org'), await request('ada@example.org')];
    expect(Object.keys(stranger)).toEqual(Object.keys(subscriber));
    expect(stranger.outcome).toBe(subscriber.outcome);
  });

  test('a network may ask 20 times an hour, whatever the addresses', async () => {
    const outcomes = [];
    for (let index = 0; index < 22; index += 1) {
      outcomes.push((await request(`reader${index}@example.org`, `192.0.2.${index}`)).outcome);
    }
    expect(outcomes).toEqual([...Array<string>(20).fill('requested'), 'too-many', 'too-many']);
    expect((await request('other@example.org', '198.51.100.1')).outcome).toBe('requested');
    clock.advance(HOUR_MS);
    expect((await request('late@example.org', '192.0.2.1')).outcome).toBe('requested');
  });

  test('what is no address is refused and mails nothing', async () => {
    expect(await request('ada@example.org\r\nBcc: eve@example.org')).toMatchObject({ outcome: 'invalid' });
    expect(mails).toEqual([]);
    expect(await database.selectFrom('subscriptions').selectAll().execute()).toEqual([]);
  });

  test.each(['refused', 'later'] as const)(
    'a mail that was %s does not count: one may ask again',
    async (outcome) => {
      trouble = outcome;
      await request('ada@example.org');
      trouble = undefined;
      await request('ada@example.org');
      expect(mails).toHaveLength(1);
    },
  );

  test('a mail whose fate is unknown counts', async () => {
    trouble = 'unknown';
    await request('ada@example.org');
    trouble = undefined;
    await request('ada@example.org');
    expect(mails).toHaveLength(0);
  });

  test('leaving works from any mail, again and again, and coming back works later', async () => {
    const token = await subscribe('ada@example.org');
    expect(await findSubscriptionByUnsubscribeToken(context, token)).toMatchObject({ state: 'active' });
    for (let visit = 0; visit < 3; visit += 1) {
      expect(await unsubscribe(context, token)).toMatchObject({ address: 'ada@example.org', state: 'ended' });
    }
    clock.advance(25 * HOUR_MS);
    await request('ada@example.org');
    expect(await findSubscriptionByUnsubscribeToken(context, token)).toMatchObject({ state: 'ended' });
    await confirmSubscription(context, confirmTokenIn(mails.at(-1)));
    expect(await findSubscriptionByUnsubscribeToken(context, token)).toMatchObject({ state: 'active' });
  });

  test('a confirmation link from before does not bring back who left', async () => {
    await request('ada@example.org');
    const confirmToken = confirmTokenIn(mails[0]);
    await confirmSubscription(context, confirmToken);
    clock.advance(25 * HOUR_MS);
    await request('ada@example.org');
    await unsubscribe(context, unsubscribeTokenIn(mails.at(-1)));
    expect(await confirmSubscription(context, confirmToken)).toBeUndefined();
  });

  test('a token made for one purpose is nothing for the other', async () => {
    await request('ada@example.org');
    const confirmToken = confirmTokenIn(mails[0]);
    expect(await unsubscribe(context, confirmToken)).toBeUndefined();
    await confirmSubscription(context, confirmToken);
    clock.advance(25 * HOUR_MS);
    await request('ada@example.org');
    expect(await confirmSubscription(context, unsubscribeTokenIn(mails.at(-1)))).toBeUndefined();
  });

  test('deleting leaves nothing of the address behind', async () => {
    const token = await subscribe('ada@example.org');
    const { id = 0 } = (await findSubscriptionByUnsubscribeToken(context, token)) ?? {};
    for (let times = 0; times < 2; times += 1) await deleteSubscription(database, id);
    expect(await unsubscribe(context, token)).toBeUndefined();
    for (const table of ['subscriptions', 'issues', 'sent_papers', 'request_limits'] as const) {
      expect(JSON.stringify(await database.selectFrom(table).selectAll().execute())).not.toContain(
        'example.org',
      );
    }
  });
});

function confirmTokenIn(mail: MailMessage | undefined): string {
  return /\/subscriptions\/confirm\/([\w.-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
}

function unsubscribeTokenIn(mail: MailMessage | undefined): string {
  return /\/subscriptions\/unsubscribe\/([\w.-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
}
