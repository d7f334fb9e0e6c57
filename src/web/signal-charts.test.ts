import { expect, test } from 'vitest';
import { makePaperRecord } from '../../test/support/make-paper-record.ts';
import { openSite } from '../../test/support/open-site.ts';
import type { PaperId } from '../papers/identifiers.ts';
import { recordSignals } from '../trending/record-signals.ts';
import { pointsOf } from './signal-charts.tsx';

test('a chart goes from the first look at the left to the newest at the right, 0 at the foot', () => {
  expect(pointsOf([0, 50, 100].map((count, day) => ({ atMs: day * 86_400_000, count })))).toBe(
    '2.0,46.0 160.0,24.0 318.0,2.0',
  );
  expect(pointsOf([{ atMs: 5, count: 0 }])).toBe('2.0,46.0');
});

test('the page of a paper draws its signals and says the same in words', async () => {
  const site = await openSite({ records: [makePaperRecord({ sourceId: '2608.00001' })] });
  const address = '/papers/arxiv:2608.00001';
  expect(await site.html(address)).not.toContain('<svg');
  const { id } = await site.database.selectFrom('papers').select('id').executeTakeFirstOrThrow();
  const star = { paperId: id as PaperId, signal: 'stars:github.com/owner/name' };
  await recordSignals(site.database, [
    { ...star, observedAt: '2026-08-18T12:00:00Z', count: 8 },
    { ...star, observedAt: '2026-08-20T12:00:00Z', count: 1_220 },
  ]);
  const page = await (await site.get(`${address}?fresh`)).text();
  expect(page).toMatch(
    /<svg role="img" aria-label="Stars of github\.com\/owner\/name over time: from 8 on [^"]+ to 1,220 on/,
  );
  expect(page).toContain('<polyline points="2.0,45.7 318.0,2.0"');
});
