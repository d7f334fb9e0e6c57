import { expect, onTestFinished, test } from 'vitest';
import { isReturnAddress } from '../../src/digests/bounces/return-address.ts';
import { takeReport, type ReportOutcome } from '../../src/digests/bounces/take-report.ts';
import { runDigest } from '../../src/digests/run-digest.ts';
import { fixedClock } from '../../src/lib/clock.ts';
import { deferred } from '../../src/lib/deferred.ts';
import { listenForReports } from '../../src/mail/report-listener.ts';
import { createSmtpMailer } from '../../src/mail/smtp-mailer.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { addPapersOf, addSubscribers, makeDigestContext, site } from '../support/digest-fixtures.ts';
import { hasPostfix, startPostfix } from '../support/postfix.ts';

const DAY = '2026-08-20';

// apt-get install postfix; it starts as root only.
test.skipIf(!hasPostfix)(
  'what Postfix returns reaches the reports: who does not exist is not written to again, a full mailbox is',
  { timeout: 60_000 },
  async () => {
    const clock = fixedClock(`${DAY}T07:00:00Z`);
    const database = openDatabase({ address: ':memory:' });
    onTestFinished(() => database.destroy());
    await migrate(database, clock);
    await addSubscribers(database, ['ada@gone.example', 'eve@full.example']);
    await addPapersOf(database, DAY, 1);

    const outcomes: ReportOutcome[] = [];
    const bothCame = deferred<boolean>();
    const listener = await listenForReports({
      host: '127.0.0.1',
      port: 0,
      isOurs: (address) => isReturnAddress(site.bounceAddress, address),
      async onMail(mail) {
        outcomes.push(await takeReport(context, mail));
        if (outcomes.length === 2) bothCame.resolve(true);
      },
    });
    onTestFinished(() => listener.close());
    const url = await startPostfix({
      reportDomain: 'example.org',
      reportPort: listener.port,
      refusals: {
        'ada@gone.example': 'error:5.1.1 no such user',
        'eve@full.example': 'retry:4.2.2 mailbox full',
      },
    });
    const mailer = createSmtpMailer({ url, clock });
    onTestFinished(() => mailer.close());
    const context = makeDigestContext(database, mailer, clock);

    await runDigest(context, { day: DAY });
    await bothCame.promise;

    expect(outcomes.sort()).toEqual(['soft', 'suppressed']);
    const issues = await database
      .selectFrom('issues')
      .innerJoin('subscriptions', 'subscriptions.id', 'subscription_id')
      .select(['address', 'state', 'return_kind', 'return_status', 'subscriptions.ended_at'])
      .orderBy('address')
      .execute();
    expect(issues).toEqual([
      {
        ...{ address: 'ada@gone.example', state: 'submitted', return_kind: 'hard', return_status: '5.1.1' },
        ended_at: clock.now().toISOString(),
      },
      {
        ...{ address: 'eve@full.example', state: 'submitted', return_kind: 'soft', return_status: '4.2.2' },
        ended_at: null,
      },
    ]);
  },
);
