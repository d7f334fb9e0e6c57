import { expect, test } from 'vitest';
import { makePaperRecords } from '../../test/support/make-paper-record.ts';
import { openIngest } from '../../test/support/open-ingest.ts';
import { openSite } from '../../test/support/open-site.ts';
import { scriptedSource } from '../../test/support/scripted-source.ts';
import { runSource } from '../ingest/run-source.ts';

const { signal } = new AbortController();
const DAY = '2026-08-20';

async function openAfterRun() {
  const site = await openSite();
  site.clock.moveTo(`${DAY}T10:00:00Z`);
  const context = openIngest(site.database, { clock: site.clock });
  const source = scriptedSource([
    {
      records: makePaperRecords(2, { announcedOn: DAY }),
      problems: [{ line: 7, entry: '2608.7', reason: 'it has no <title>' }],
      announced: [{ day: DAY, expectedCount: 3 }],
    },
    () => {
      throw new Error('https://rss.arxiv.org/x answers with status 503.');
    },
  ]);
  await runSource(context, source, { signal });
  return site;
}

test('the page of sources says how they fare and what their runs did', async () => {
  const site = await openAfterRun();
  const page = await site.html('/sources');
  expect(page).toContain('<h2 id="arxiv">arXiv</h2>');
  expect(page).toContain('Never heard yet.');
  expect(page).toContain('https://rss.arxiv.org/x answers with status 503.');
  expect(page).toContain('line 7, 2608.7: it has no &lt;title>');
  expect(page).toContain('<td>failed</td><td>2</td><td>0</td><td>0</td><td>1</td>');
});

test('a fresh site has a page of sources, too', async () => {
  expect(await (await openSite()).html('/sources')).toContain('No source has been asked yet.');
});

test('the day says how complete it is: on its page, the first page and in its feeds', async () => {
  const site = await openAfterRun();
  const note = '2 of the 3 papers of arXiv’s list are here; 1 has not come or could not be read.';
  for (const path of ['/', `/days/${DAY}`, `/days/${DAY}.atom`, `/days/${DAY}.rss`, `/days/${DAY}.json`]) {
    expect(await site.html(path), path).toContain(note);
  }
  expect(await site.html('/weeks/2026-W34')).not.toContain(note);
});

test('a day without papers says why, on the first page while it is today', async () => {
  const site = await openAfterRun();
  const note = '0 new papers: arXiv does not announce on Saturdays.';
  expect(await site.html('/days/2026-08-15')).toContain(note);
  expect(await site.html('/days/2026-08-15.atom')).toContain(note);
  site.clock.moveTo('2026-08-22T12:00:00Z');
  expect(await site.html('/')).toContain(`Saturday, 22 August 2026: ${note}`);
});
