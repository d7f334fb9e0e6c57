import { expect, test } from 'vitest';
import { makePaperRecord } from '../../test/support/make-paper-record.ts';
import { openSite } from '../../test/support/open-site.ts';

const url = 'https://github.com/another/name';
const records = [makePaperRecord({ abstract: `We compare with ${url}.` })];
const page = '/papers/arxiv:2608.00001';

test('anybody can say that a code link is wrong, and the page says that somebody did', async () => {
  const site = await openSite({ records });
  expect(await site.html(page)).toContain('Not this paper');
  const answer = await site.post('/link-reports', { paper: 'arxiv:2608.00001', url });
  expect(answer.status).toBe(200);
  expect(await site.html(page)).toContain('nobody has looked yet');
});

test('of a paper that is not here, or of no link, nothing is noted', async () => {
  const site = await openSite({ records });
  expect((await site.post('/link-reports', { paper: 'arxiv:2608.09999', url })).status).toBe(404);
  const answer = await site.post('/link-reports', {
    paper: 'arxiv:2608.00001',
    url: 'https://example.org/x',
  });
  expect(await answer.text()).toContain('no such link');
  expect(await site.html(page)).not.toContain('nobody has looked yet');
});
