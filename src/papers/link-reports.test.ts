import { expect, test } from 'vitest';
import { forEachDatabase } from '../../test/support/databases.ts';
import { makePaperRecord } from '../../test/support/make-paper-record.ts';
import { listWatchedPapers } from '../ingest/watched-papers.ts';
import { fixedClock } from '../lib/clock.ts';
import type { Database } from '../storage/database.ts';
import { recordSignals } from '../trending/record-signals.ts';
import { judgeLink, listDoubtedLinks, listLinkReports, reportLink } from './link-reports.ts';
import { findPaperByPublicId } from './paper-store.ts';
import type { Paper } from './paper.ts';
import { saveRecords } from './save-records.ts';

const clock = fixedClock('2026-08-20T10:00:00Z');
const url = 'https://github.com/another/name';
const record = makePaperRecord({ abstract: `We compare with ${url}.` });

async function savePaper(database: Database): Promise<Paper> {
  await saveRecords(database, [record], { savedAt: clock.now().toISOString() });
  return (await findPaperByPublicId(database, 'arxiv:2608.00001'))!;
}

forEachDatabase('a link reported as wrong', (open) => {
  test('is noted once, however often it is reported, and what the paper does not link to is not', async () => {
    const database = await open();
    const paper = await savePaper(database);
    expect(await reportLink(database, clock, { paper, url: 'https://github.com/no/link' })).toBe(false);
    expect(await reportLink(database, clock, { paper, url })).toBe(true);
    expect(await reportLink(database, clock, { paper, url })).toBe(true);
    expect(await listLinkReports(database)).toMatchObject([{ url, report_count: 2, verdict: 'open' }]);
    expect(await listDoubtedLinks(database, paper)).toEqual([url]);
  });

  test('goes for good with its stars once the operator says so, and comes back when kept', async () => {
    const database = await open();
    const paper = await savePaper(database);
    const signal = 'stars:github.com/another/name';
    await recordSignals(database, [
      { paperId: paper.id, signal, observedAt: '2026-08-20T09:00:00Z', count: 9 },
    ]);
    await reportLink(database, clock, { paper, url });
    const [report] = await listLinkReports(database);
    const id = report!.id;

    await judgeLink(database, clock, { id, verdict: 'hidden' });
    await saveRecords(database, [{ ...record, title: 'A new title', version: 2, updatedOn: '2026-08-20' }], {
      savedAt: '2026-08-20T11:00:00.000Z',
    });
    const hidden = await findPaperByPublicId(database, paper.publicId);
    expect(hidden).toMatchObject({ id: paper.id, title: 'A new title' });
    expect(hidden!.links.code).toBeUndefined();
    expect(await database.selectFrom('signal_series').selectAll().execute()).toEqual([]);
    const [watched] = await listWatchedPapers(database, clock, { days: 30, limit: 10 });
    expect(watched!.codePlaces).toEqual([]);

    await judgeLink(database, clock, { id, verdict: 'kept' });
    expect((await findPaperByPublicId(database, paper.publicId))!.links.code).toBe(url);
    expect(await listLinkReports(database)).toEqual([]);
    expect(await judgeLink(database, clock, { id: id + 1, verdict: 'kept' })).toBeUndefined();
  });
});
