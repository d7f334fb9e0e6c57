import { expect, test } from 'vitest';
import { makePaperRecords } from '../../test/support/make-paper-record.ts';
import { openSite } from '../../test/support/open-site.ts';

const records = makePaperRecords(3);
const ids = 'arxiv:2608.00002 arxiv:2608.00001 arxiv:9999.99999';

test('the papers that a browser keeps are shown in its order, and none of it is cached', async () => {
  const answer = await (await openSite({ records })).post('/reading-list', { ids });
  const page = await answer.text();
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  expect(page).toContain('2 papers');
  expect(page.indexOf('2608.00002')).toBeLessThan(page.indexOf('2608.00001'));
});

test('they are taken as a file', async () => {
  const site = await openSite({ records });
  const answer = await site.post('/reading-list/file', { ids, format: 'bib' });
  expect(answer.headers.get('Content-Disposition')).toBe('attachment; filename="reading-list.bib"');
  expect((await answer.text()).match(/^@/gm)).toHaveLength(2);
  expect((await site.post('/reading-list/file', { ids, format: 'doc' })).status).toBe(400);
});

test('without a list the page says how one begins', async () => {
  expect(await (await openSite({ records })).html('/reading-list')).toContain('Nothing is saved yet');
});
