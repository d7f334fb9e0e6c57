import { expect, test } from 'vitest';
import { makePaperRecord } from '../../test/support/make-paper-record.ts';
import { openSite } from '../../test/support/open-site.ts';

const records = [
  makePaperRecord({
    sourceId: '2608.00001',
    title: 'Older words',
    categories: ['cs.CL'],
    announcedOn: '2026-08-19',
  }),
  makePaperRecord({
    ...{ sourceId: '2608.00002', title: 'Newer words', announcedOn: '2026-08-20', publishedOn: '2026-08-20' },
    categories: ['cs.AI', 'cs.CL'],
  }),
  makePaperRecord({
    sourceId: '2608.00003',
    title: 'Cells',
    categories: ['cancer biology'],
    announcedOn: '2026-08-20',
  }),
];

test('a field has the papers of its category, primary or not, newest first', async () => {
  const site = await openSite({ records });
  const page = await site.html('/fields/cs.CL');
  expect(page).toContain('<h1>Computation and Language</h1>');
  expect(page.indexOf('Newer words')).toBeLessThan(page.indexOf('Older words'));
  expect(page).not.toContain('Cells');
  expect(page).toContain('href="/fields/cs.CL.atom"');
});

test('a field of another making than arXiv’s has a page, and so has its feed', async () => {
  const site = await openSite({ records });
  expect(await site.html('/fields/cancer%20biology')).toContain('Cells');
  const feed = await site.html('/fields/cancer%20biology.atom');
  expect(feed).toContain('<title>Cells</title>');
  expect(feed).toContain('href="http://papers.test/fields/cancer%20biology.atom"');
});

test('the index of fields counts the papers of the last days by their primary category', async () => {
  const page = await (await openSite({ records })).html('/fields');
  expect(page).toMatch(/cancer biology.*>1</s);
  expect(page).toContain('href="/fields/math.AG"');
});

test('a field that nobody knows is not found; a known one may be empty', async () => {
  const site = await openSite({ records });
  expect((await site.get('/fields/nowhere')).status).toBe(404);
  expect((await site.get('/fields/math.AG')).status).toBe(200);
  expect((await site.get('/fields/cs.CL?cursor=%3Cb%3E')).status).toBe(400);
});
