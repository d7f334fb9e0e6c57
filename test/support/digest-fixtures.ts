import type { DigestContext } from '../../src/digests/digest.ts';
import { openInterestRanker } from '../../src/digests/ranking/open-interest-ranker.ts';
import { fixedClock } from '../../src/lib/clock.ts';
import { silentLog } from '../../src/lib/log.ts';
import { createTokenSigner, randomNonce } from '../../src/lib/signed-token.ts';
import { systemWait } from '../../src/lib/wait.ts';
import { createDomainPace } from '../../src/mail/domain-pace.ts';
import type { Mailer } from '../../src/mail/mailer.ts';
import { saveRecords } from '../../src/papers/save-records.ts';
import type { Database } from '../../src/storage/database.ts';
import { listTrending } from '../../src/trending/list-trending.ts';
import { makePaperRecord } from './make-paper-record.ts';

export const signer = createTokenSigner('a secret of the tests, and of nothing else');
export const site = {
  baseUrl: 'https://papers.example.org',
  mailFrom: 'Offprint <papers@example.org>',
  bounceAddress: 'bounces@example.org',
};

/** Everything the digest works with, over a real database and a real mailer. */
export function makeDigestContext(
  database: Database,
  mailer: Mailer,
  clock = fixedClock('2026-08-20T07:00:00Z'),
): DigestContext {
  return {
    database,
    mailer,
    clock,
    log: silentLog,
    signer,
    site,
    pace: createDomainPace({ mailsPerSecond: 0 }),
    wait: systemWait,
    openRanker: () => openInterestRanker(database),
    listTrending: (query) => listTrending(database, query),
  };
}

/** Confirmed subscriptions, without the mails that would lead there. */
export async function addSubscribers(database: Database, addresses: string[]): Promise<void> {
  const at = '2026-08-01T00:00:00.000Z';
  const rows = addresses.map((address) => ({
    address,
    address_key: address,
    requested_at: at,
    confirmed_at: at,
    unsubscribe_nonce: randomNonce(),
  }));
  for (let start = 0; start < rows.length; start += 500) {
    await database
      .insertInto('subscriptions')
      .values(rows.slice(start, start + 500))
      .execute();
  }
}

/** So many papers announced on the day; their titles say which they are: "Paper 3 of 2026-08-20". */
export async function addPapersOf(database: Database, day: string, count: number): Promise<void> {
  const month = `${day.slice(2, 4)}${day.slice(5, 7)}`;
  const records = Array.from({ length: count }, (_, index) =>
    makePaperRecord({
      sourceId: `${month}.${day.slice(8)}${String(index + 1).padStart(3, '0')}`,
      title: `Paper ${index + 1} of ${day}`,
      announcedOn: day,
    }),
  );
  await saveRecords(database, records, { savedAt: `${day}T01:00:00.000Z` });
}
