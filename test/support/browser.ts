import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, describe } from 'vitest';

/** Answers a fresh page, without cookies, that is closed after the test. */
export type NewPage = (options?: BrowserContextOptions) => Promise<Page>;

/**
 * Defines a suite that needs a real browser; where there is none it is skipped, and its name says why. A page that
 * throws or logs an error fails the test it was opened in.
 */
export function describeInBrowser(suiteName: string, define: (newPage: NewPage) => void): void {
  const executablePath = findBrowser();
  if (!executablePath) {
    describe.skip(`${suiteName} (no Chromium here: apt-get install chromium)`, () => define(neverCalled));
    return;
  }
  describe(suiteName, () => {
    let browser: Promise<Browser> | undefined;
    const complaints: string[] = [];
    const pages: Page[] = [];
    afterEach(async () => {
      for (const page of pages.splice(0)) await page.context().close();
      const found = complaints.splice(0);
      if (found.length > 0) throw new Error(`the browser complains:\n${found.join('\n')}`);
    });
    afterAll(async () => (await browser)?.close());

    define(async (options) => {
      browser ??= launchBrowser(executablePath);
      const page = await (await browser).newPage(options);
      pages.push(page);
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      return page;
    });
  });
}

const neverCalled: NewPage = () => Promise.reject(new Error('there is no browser'));

/** Chromium on this machine's PATH. */
export function findBrowser(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** Chromium that reaches loopback alone. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    chromiumSandbox: false,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Whatever would leave this machine fails at once and is seen.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
}
