import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { findBrowser, launchBrowser } from '../support/browser.ts';

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
    for (const [name, path] of Object.entries(await listPages(address))) {
      for (const width of WIDTHS) {
        for (const colorScheme of SCHEMES) {
          const file = join(folder, `${name}-${width}-${colorScheme}.png`);
          await takePicture(browser, { address: `${address}${path}`, width, colorScheme, file });
        }
      }
      process.stdout.write(`${name}: ${path}\n`);
    }
  } finally {
    await browser.close();
  }
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
    'not-found': '/none',
  };
}

async function takePicture(
  browser: Browser,
  {
    address,
    width,
    colorScheme,
    file,
  }: { address: string; width: number; colorScheme: 'light' | 'dark'; file: string },
): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  await page.goto(address);
  await page.screenshot({ path: file });
  await page.close();
}
