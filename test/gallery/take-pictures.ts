import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { findDailyMail, signIn } from './sign-in.ts';

const WIDTHS = [360, 768, 1280];
const SCHEMES = ['light', 'dark'] as const;

/** Pictures of every page of a running Offprint, for people who review: `bin/gallery ADDRESS [FOLDER]`. */
const [address, folder = 'gallery'] = process.argv.slice(2);
if (!address) {
  process.stderr.write('usage: bin/gallery http://127.0.0.1:8080 [FOLDER]\n');
  process.exit(2);
}
const executablePath = findBrowser();
if (!executablePath) {
  process.stderr.write('gallery: there is no Chromium here; install it (Debian: apt-get install chromium)\n');
  process.exit(1);
}
await takePictures(address, folder, executablePath);

async function takePictures(address: string, folder: string, executablePath: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const browser = await launchBrowser(executablePath);
  try {
    const context = await browser.newContext();
    const pages = await listPages(address);
    await takeAll(context, { address, folder, pages });
    const paper = pages['paper'];
    if (paper === undefined || !(await signIn(context, { address, paper })))
      return void process.stdout.write('without accounts: no Offprint in development mode\n');
    const mail = await findDailyMail(context, address);
    await takeAll(context, { address, folder, pages: { ...readersPages(paper), ...(mail && { mail }) } });
  } finally {
    await browser.close();
  }
}

async function takeAll(
  context: BrowserContext,
  { address, folder, pages }: { address: string; folder: string; pages: { [name: string]: string } },
): Promise<void> {
  const page = await context.newPage();
  for (const [name, path] of Object.entries(pages)) {
    for (const width of WIDTHS) {
      for (const colorScheme of SCHEMES) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await page.goto(`${address}${path}`);
        await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
      }
    }
    process.stdout.write(`${name}: ${path}\n`);
  }
  await page.close();
}

/** As the reader sees them who has signed in. */
function readersPages(paper: string): { [name: string]: string } {
  return { 'signed-in': '/', 'signed-in-paper': paper, library: '/library', account: '/account' };
}

/** Each kind of page once, with papers that this Offprint has. */
async function listPages(address: string): Promise<{ [name: string]: string }> {
  const home = await (await fetch(address)).text();
  const firstLink = (start: string): string | undefined =>
    new RegExp(`href="(${start}[^"#?]+)"`).exec(home)?.[1];
  const day = firstLink('/days/');
  const paper = firstLink('/papers/');
  const field = firstLink('/fields/');
  return {
    home: '/',
    trending: '/trending',
    ...(day && { day, month: `/months/${day.slice('/days/'.length, -3)}` }),
    ...(paper && { paper }),
    search: '/search?q=language+models',
    fields: '/fields',
    ...(field && { field }),
    feeds: '/feeds',
    'search-empty': '/search?q=zzzzqqqq',
    about: '/about',
    'about-search': '/about/search',
    'about-trending': '/about/trending',
    privacy: '/about/privacy',
    design: '/about/design',
    sources: '/sources',
    'reading-list': '/reading-list',
    'sign-in': '/sign-in',
    'not-found': '/none',
  };
}
