import { expect, test } from 'vitest';
import { makePaperRecord } from '../../test/support/make-paper-record.ts';
import { openSite } from '../../test/support/open-site.ts';
import { listLinkReports } from '../papers/link-reports.ts';

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

test('ten reports an hour are taken from one network; others, and the next hour, are not held up', async () => {
  const site = await openSite({ records });
  const reportFrom = async (remoteAddress: string): Promise<number> => {
    const body = new URLSearchParams({ paper: 'arxiv:2608.00001', url });
    const connection = { incoming: { socket: { remoteAddress } } };
    return (await site.app.request('/link-reports', { method: 'POST', body }, connection)).status;
  };
  for (let nth = 1; nth <= 10; nth++) expect(await reportFrom('192.0.2.7')).toBe(200);
  expect(await reportFrom('192.0.2.7')).toBe(429);
  expect(await reportFrom('198.51.100.7')).toBe(200);
  const [report] = await listLinkReports(site.database);
  expect(report!.report_count).toBe(11);
  site.clock.advance(3_600_000);
  expect(await reportFrom('192.0.2.7')).toBe(200);
});
