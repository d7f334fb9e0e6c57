import { expect, test } from 'vitest';
import { runDigest } from '../../src/digests/run-digest.ts';
import type { Mailer } from '../../src/mail/mailer.ts';
import { overflowOn, violationsOn } from '../support/accessibility.ts';
import { describeInBrowser } from '../support/browser.ts';
import { addPapersOf, addSubscribers, makeDigestContext } from '../support/digest-fixtures.ts';
import type { TestSite } from '../support/open-site.ts';
import { serveSite } from '../support/serve-site.ts';

const day = '2026-08-20';

describeInBrowser('the pages that a mail leads to', (newPage) => {
  test.each([
    ['light', 1280],
    ['dark', 320],
  ] as const)(
    'are accessible and fit the window, %s at %i pixels',
    async (colorScheme, width) => {
      const { site, address } = await serveSite({});
      const paths = pagesIn(await sendIssue(site));
      const kinds = ['issues', 'issues of a day', 'liking', 'preferences', 'unsubscribe'];
      expect([...paths.keys()].sort()).toEqual(kinds);
      const page = await newPage({ colorScheme, viewport: { width, height: 800 } });
      for (const path of [...paths.values(), `/digests/${day}`]) {
        await page.goto(address + path);
        expect(await violationsOn(page), path).toEqual([]);
        expect(await overflowOn(page), path).toBeLessThanOrEqual(0);
      }
    },
    60_000,
  );
});

/** Sends a reader the day's issue; answers its text part. */
async function sendIssue(site: TestSite): Promise<string> {
  await addPapersOf(site.database, day, 3);
  await addSubscribers(site.database, ['ada@example.org']);
  let sent = '';
  const mailer: Mailer = {
    submit: ({ text, html }) => {
      sent = `${text}\n${html}`;
      return Promise.resolve({ response: '250 OK' });
    },
    close: () => Promise.resolve(),
  };
  await runDigest({ ...makeDigestContext(site.database, mailer), signer: site.signer }, { day });
  return sent;
}

/** One page of each kind behind the reader's own links, by its kind; of her issues both one and all. */
function pagesIn(mail: string): Map<string, string> {
  const links = mail.matchAll(/https:\/\/papers\.example\.org(\/subscriptions\/([a-z]+)\/[^\s"<>)]+)/g);
  return new Map(
    [...links].map(([, path = '', kind = '']) => [
      path.endsWith(day) ? `${kind} of a day` : kind,
      path.replaceAll('&amp;', '&'),
    ]),
  );
}
