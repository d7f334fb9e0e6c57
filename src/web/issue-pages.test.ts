import { expect, test } from 'vitest';
import { openSite, type TestSite } from '../../test/support/open-site.ts';
import { runDigest } from '../digests/run-digest.ts';
import { addPapersOf, addSubscribers, makeDigestContext } from '../../test/support/digest-fixtures.ts';
import type { Mailer } from '../mail/mailer.ts';

const day = '2026-08-20';

/** A reader who got the day's issue; answers its text part. */
async function sendIssue(site: TestSite): Promise<string> {
  await addPapersOf(site.database, day, 3);
  await addSubscribers(site.database, ['ada@example.org']);
  const texts: string[] = [];
  const mailer: Mailer = {
    submit: ({ text }) => {
      texts.push(text);
      return Promise.resolve({ response: '250 OK' });
    },
    close: () => Promise.resolve(),
  };
  await runDigest({ ...makeDigestContext(site.database, mailer), signer: site.signer }, { day });
  return texts[0] ?? 'no mail';
}

const pathIn = (text: string, part: string): string =>
  new RegExp(`https://papers\\.example\\.org(/${part}\\S+)`).exec(text)?.[1] ?? `no ${part} in the mail`;

test('the preferences lead to the mails so far', async () => {
  const site = await openSite();
  const preferences = await site.html(pathIn(await sendIssue(site), 'subscriptions/preferences/'));
  const list = /href="(\/subscriptions\/issues\/[^"/]+)"/.exec(preferences)?.[1] ?? 'no link';
  const issue = /href="(\/subscriptions\/issues\/[^"]+\/2026-08-20)"/.exec(await site.html(list))?.[1];
  expect(await site.html(issue ?? 'no issue')).toContain(`Paper 1 of ${day}`);
});

test('a mail can be read in the browser, by its reader alone', async () => {
  const site = await openSite();
  const path = pathIn(await sendIssue(site), 'subscriptions/issues/');
  const answer = await site.get(path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  expect(answer.headers.get('X-Robots-Tag')).toBe('noindex');
  const page = await answer.text();
  for (const number of [1, 2, 3]) expect(page).toContain(`Paper ${number} of ${day}`);
  expect(page).toContain('Unsubscribe');
  expect(page).toContain('role="main"');
  expect(page).toContain(`${path.replace(`/${day}`, '')}"`);
  expect(await site.html(path)).toBe(page);
  expect((await site.get(path.replace(day, '2026-08-19'))).status).toBe(404);
  expect((await site.get(path.replace('/issues/', '/issues/x'))).status).toBe(404);
  expect(await site.html(path.replace(`/${day}`, ''))).toContain(`${path}"`);
});

test('a paper that came later is not in the issue as it was sent', async () => {
  const site = await openSite();
  const path = pathIn(await sendIssue(site), 'subscriptions/issues/');
  await addPapersOf(site.database, day, 4);
  expect(await site.html(path)).not.toContain(`Paper 4 of ${day}`);
  expect(await site.html(`/digests/${day}`)).toContain(`Paper 4 of ${day}`);
});

test('the day’s mail is public as anybody gets it, and the subscribe box leads there', async () => {
  const site = await openSite();
  await addPapersOf(site.database, day, 3);
  expect(await site.html('/')).toContain('href="/digests"');
  expect((await site.get('/digests')).headers.get('Location')).toBe(`/digests/${day}`);
  const page = await site.html(`/digests/${day}`);
  expect(page).toContain(`Paper 1 of ${day}`);
  expect(page).not.toContain('/subscriptions/');
  for (const none of ['2026-08-19', '2026-08-22', 'x']) {
    expect((await site.get(`/digests/${none}`)).status).toBe(404);
  }
});
