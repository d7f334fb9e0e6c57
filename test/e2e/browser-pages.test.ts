import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/lib/clock.ts';
import { overflowOn, violationsOn } from '../support/accessibility.ts';
import { describeInBrowser } from '../support/browser.ts';
import { makePaperRecord, makePaperRecords } from '../support/make-paper-record.ts';
import { startRecordingServer } from '../support/recording-server.ts';
import { serveSite } from '../support/serve-site.ts';

const records = [
  ...makePaperRecords(25, { abstract: `We study attention. ${'It is long and has details. '.repeat(20)}` }),
  makePaperRecord({
    sourceId: '2608.20001',
    title:
      'Sorting in $\\mathcal{O}(n^2)$ time with an_unbroken_identifier_that_is_longer_than_a_narrow_screen_is_wide',
    abstract:
      'Let $x = \\frac{a+b}{\\sqrt{2}}$ and $$\\sum_{i=1}^{n} \\alpha_i^{2} \\le \\int_0^1 f(t)\\,dt$$ hold.',
    links: {
      page: 'https://arxiv.org/abs/2608.20001',
      pdf: 'https://arxiv.org/pdf/2608.20001',
      code: 'https://github.com/a/b',
    },
    announcedOn: '2026-08-21',
  }),
];

/** Addresses of pages that are there: for any other the browser itself logs an error. */
const paths = [
  '/',
  '/days/2026-08-20',
  '/weeks/2026-W34',
  '/months/2026-08',
  '/trending?over=week',
  '/trending/cs.CL',
  '/fields',
  '/fields/cs.CL',
  '/search?q=attention',
  '/search',
  '/search?q=nothing+matches+zzzz',
  '/papers/arxiv:2608.20001',
  '/about',
  '/about/search',
  '/about/trending',
  '/about/privacy',
  '/about/design',
  '/reading-list',
  '/feeds',
  '/sources',
  '/sign-in',
  '/days/2026-08-22',
];

/** Addresses of pages that are not. */
const wrongPaths = ['/nothing', '/papers/arxiv:2608.99999', '/days/2026-13-40', '/trending/no.field'];

/** In the page: adds up what it has moved by (Layout Instability, W3C WICG). */
const SUM_SHIFTS = `window.shift = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shift += entry.value;
}).observe({ type: 'layout-shift', buffered: true });`;

/** One that a busy browser paints before it has read all of it becomes wider: the page moves by some .00001. */
const OF_A_FORMULA = 0.0001;

/** In the page: ends when what is there has been painted. */
const TWO_FRAMES = `new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))`;

/** Serves a page whose second part is held back until it is asked for; its other files are those of a site. */
async function serveInTwo(first: string, second: string, siteAddress: string) {
  let sendRest: () => void = () => {};
  const { address } = await startRecordingServer(systemClock, ({ path }, response) => {
    if (path !== '/') return void forward(siteAddress + path, response);
    response.writeHead(200, { 'Content-Type': 'text/html; charset=UTF-8' }).write(first);
    sendRest = () => response.end(second);
  });
  return { address, sendRest: () => sendRest() };
}

async function forward(address: string, response: ServerResponse): Promise<void> {
  const answer = await fetch(address);
  response.writeHead(answer.status, { 'Content-Type': answer.headers.get('Content-Type') ?? '' });
  response.end(Buffer.from(await answer.arrayBuffer()));
}

describeInBrowser('the website in a browser', (newPage) => {
  test.each([
    ['light', 1280, 100],
    ['dark', 320, 100],
    ['light', 640, 200],
  ] as const)(
    'every page is accessible, %s at %i pixels, text at %i %',
    async (colorScheme, width, textPercent) => {
      const { address } = await serveSite({ records, mode: 'development' });
      const page = await newPage({ colorScheme, viewport: { width, height: 800 } });
      // For the browser a page that is not there is an error, which would fail the test.
      for (const path of wrongPaths)
        await page.route(address + path, async (route) =>
          route.fulfill({ response: await route.fetch(), status: 200 }),
        );
      for (const path of [...paths, ...wrongPaths]) {
        await page.goto(address + path);
        await page.evaluate(`document.documentElement.style.fontSize = '${textPercent}%'`);
        expect(await violationsOn(page), path).toEqual([]);
      }
    },
    120_000,
  );

  test('nothing is cut off or scrolls sideways on a narrow screen, nor with text twice as large', async () => {
    const { address } = await serveSite({ records, mode: 'development' });
    const page = await newPage({ viewport: { width: 320, height: 700 } });
    for (const path of paths) {
      await page.goto(address + path);
      expect(await overflowOn(page), `${path} at 320`).toBeLessThanOrEqual(0);
      await page.setViewportSize({ width: 640, height: 700 });
      await page.evaluate(`document.documentElement.style.fontSize = '200%'`);
      expect(await overflowOn(page), `${path} at 200 %`).toBeLessThanOrEqual(0);
      await page.setViewportSize({ width: 320, height: 700 });
    }
  }, 60_000);

  test('no page asks another site for anything, sets a cookie or moves while it loads', async () => {
    const { address } = await serveSite({ records, mode: 'development' });
    const page = await newPage({ viewport: { width: 1280, height: 900 } });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).origin));
    await page.addInitScript(SUM_SHIFTS);
    for (const path of paths) {
      await page.goto(address + path);
      expect(await page.evaluate('window.shift'), path).toBeLessThan(OF_A_FORMULA);
    }
    expect(new Set(asked)).toEqual(new Set([address]));
    expect(await page.context().cookies()).toEqual([]);
  }, 60_000);

  test.each(['<button type="submit">', 'Trending</a>', '<main'])(
    'a page whose first part ends with %s does not move when the rest arrives',
    async (lastOfFirstPart) => {
      const { address } = await serveSite({ records, mode: 'development' });
      const html = await (await fetch(address)).text();
      const cut = html.indexOf(lastOfFirstPart) + lastOfFirstPart.length;
      expect(cut).toBeGreaterThan(lastOfFirstPart.length);
      const halting = await serveInTwo(html.slice(0, cut), html.slice(cut), address);
      const page = await newPage({ viewport: { width: 1280, height: 900 } });
      await page.addInitScript(SUM_SHIFTS);
      await page.goto(halting.address, { waitUntil: 'commit' });
      await page.waitForSelector('.masthead', { state: 'attached' });
      await page.evaluate(TWO_FRAMES);
      halting.sendRest();
      await page.waitForLoadState();
      await page.evaluate(TWO_FRAMES);
      expect(await page.evaluate('window.shift')).toBeLessThan(OF_A_FORMULA);
    },
  );

  test('without JavaScript the search box searches and an abstract opens', async () => {
    const { address } = await serveSite({ records, mode: 'development' });
    const page = await newPage({ javaScriptEnabled: false });
    await page.goto(address);
    await page.getByRole('searchbox').fill('attention');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${address}/search?q=attention`);
    const abstract = page.locator('details.abstract').first();
    await abstract.locator('summary').click();
    expect(await abstract.getAttribute('open')).not.toBeNull();
    await page.getByRole('link', { name: 'More results' }).click();
    await page.waitForURL(/cursor=/);
  });

  test('results follow the typing, and one step back leaves the search', async () => {
    const { address } = await serveSite({ records, mode: 'development' });
    const page = await newPage();
    await page.goto(`${address}/about`);
    await page.goto(`${address}/search`);
    const box = page.getByRole('searchbox');
    await box.pressSequentially('sorting');
    await page.getByRole('heading', { level: 1, name: '1 paper for' }).waitFor();
    await box.fill('attention');
    await page.getByRole('heading', { level: 1, name: '25 papers for' }).waitFor();
    expect(page.url()).toBe(`${address}/search?q=attention`);
    expect(await page.title()).toContain('attention');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: '25 papers for' }).waitFor();
    await page.goBack();
    expect(page.url()).toBe(`${address}/about`);
  });

  test('a list is read with the keyboard alone', async () => {
    const { address } = await serveSite({ records, mode: 'development' });
    const page = await newPage();
    await page.goto(`${address}/days/2026-08-20`);
    const focused = (): Promise<string> => page.evaluate('document.activeElement.textContent');
    const titles = await page.locator('.paper h2 a').allTextContents();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await focused()).toBe(titles[1]);
    await page.keyboard.press('k');
    expect(await focused()).toBe(titles[0]);
    await page.keyboard.press('e');
    expect(await page.locator('details.abstract').first().getAttribute('open')).not.toBeNull();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.type('jk');
    expect(await page.getByRole('searchbox').inputValue()).toBe('jk');
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('o');
    await page.waitForURL(/\/papers\//);
  });

  test('a citation is copied by a button', async () => {
    const { address } = await serveSite({ records, mode: 'development' });
    const page = await newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(`${address}/papers/arxiv:2608.20001`);
    await page.getByRole('button', { name: 'Copy BibTeX' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^@misc\{lovelace2026/);
  });

  test('a printed paper has its abstract and nothing to press', async () => {
    const { address } = await serveSite({ records, mode: 'development' });
    const page = await newPage();
    await page.goto(`${address}/papers/arxiv:2608.20001`);
    const seen = page.locator('button, input, nav').filter({ visible: true });
    expect(await seen.count()).toBeGreaterThan(0);
    await page.emulateMedia({ media: 'print' });
    expect(await seen.count()).toBe(0);
    expect(await page.locator('.reading').isVisible()).toBe(true);
  });

  test('the keyboard reaches the papers at once', async () => {
    const { address } = await serveSite({ records, mode: 'development' });
    const page = await newPage();
    await page.goto(address);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.closest("main") !== null')).toBe(true);
  });

  test('a reader subscribes on the first page and confirms from the mail', async () => {
    const { site, address } = await serveSite({ records, mode: 'development' });
    const page = await newPage();
    await page.goto(address);
    await page.getByLabel('Your mail address').fill('ada@example.org');
    await page.getByRole('button', { name: 'Subscribe' }).click();
    await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
    const path = /\/subscriptions\/confirm\/[\w.-]+/.exec(site.mails[0]?.text ?? '')?.[0] ?? '';
    await page.goto(address + path);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('heading', { name: 'You are subscribed' }).waitFor();
    await site.mailsWritten();
    await page.goto(`${address}/dev/mail`);
    await page.locator('ol.papers a').first().click();
    await page.frameLocator('iframe').locator('body').getByText('Offprint').first().waitFor();
  });
});
