import type { BrowserContext, Page } from 'playwright-core';

/** Mails are written a moment after the answer. */
const MAX_LOOKS = 20;

/**
 * Signs a made-up reader in, by the link in the outbox, and saves a paper for her. Only an Offprint in development mode
 * without a mail server shows its mails: false where it doesn't.
 */
export async function signIn(
  context: BrowserContext,
  { address, paper }: { address: string; paper: string },
): Promise<boolean> {
  const page = await context.newPage();
  if ((await page.goto(`${address}/dev/mail`))?.status() !== 200) return false;
  const before = await newestLinkMail(page);
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('Your mail address').fill(`reader-${Date.now()}@example.org`);
  await page.getByRole('button', { name: 'Mail me a link' }).click();
  const link = await findLink(page, { address, before });
  if (link === undefined) return false;
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.goto(`${address}${paper}`);
  await page.getByRole('button', { name: 'Save', exact: true }).first().click();
  await page.close();
  return true;
}

/** The link of a mail that is not the one from `before`. */
async function findLink(
  page: Page,
  { address, before }: { address: string; before: string | null },
): Promise<string | undefined> {
  for (let look = 0; look < MAX_LOOKS; look++) {
    await page.goto(`${address}/dev/mail`);
    const mail = await newestLinkMail(page);
    if (mail !== null && mail !== before) {
      await page.goto(`${address}${mail}/html`);
      const path = /\/sign-in\/[\w.-]+/.exec(await page.content())?.[0];
      return path && `${address}${path}`;
    }
    await page.waitForTimeout(100);
  }
  return undefined;
}

async function newestLinkMail(page: Page): Promise<string | null> {
  const links = page.getByRole('link', { name: 'Your link to sign in' });
  return (await links.count()) > 0 ? links.first().getAttribute('href') : null;
}

/** Where the HTML of the newest daily mail in the outbox is shown. */
export async function findDailyMail(context: BrowserContext, address: string): Promise<string | undefined> {
  const page = await context.newPage();
  await page.goto(`${address}/dev/mail`);
  const mail = page
    .locator('main a[href^="/dev/mail/"]')
    .filter({ hasNotText: /sign in|confirm|subscribed/i });
  const path = (await mail.count()) > 0 ? await mail.first().getAttribute('href') : null;
  await page.close();
  return path === null ? undefined : `${path}/html`;
}
