import { expect, test } from 'vitest';
import { makePaperRecord, makePaperRecords } from '../../test/support/make-paper-record.ts';
import { openSite, type TestSite } from '../../test/support/open-site.ts';
import { findPaperByPublicId } from '../papers/paper-store.ts';
import { recordSignals } from '../trending/record-signals.ts';
import type { DailyPaper, DailyPaperItem } from './daily-paper-json.ts';

async function read<Answer>(site: TestSite, path: string): Promise<Answer> {
  const answer = await site.get(path);
  expect(answer.status, path).toBe(200);
  return (await answer.json()) as Answer;
}

const idsOf = (items: DailyPaperItem[]): string[] => items.map(({ paper }) => paper.id);

const sorting = makePaperRecord({
  sourceId: '2608.20001',
  title: 'Sorting networks',
  abstract: 'We sort.',
  publishedOn: '2026-08-18',
  announcedOn: '2026-08-21',
  links: { code: 'https://github.com/a/b', project: 'https://sorting.test' },
});

test('a paper has the fields that clients read, dates in the one form that they parse', async () => {
  const site = await openSite({ records: [sorting] });
  const { id } = (await findPaperByPublicId(site.database, '2608.20001'))!;
  const observedAt = site.clock.now().toISOString();
  await recordSignals(site.database, [
    { paperId: id, signal: 'upvotes', observedAt, count: 12 },
    { paperId: id, signal: 'stars:github.com/a/b', observedAt, count: 345 },
  ]);
  const paper = {
    id: '2608.20001',
    authors: [
      { _id: expect.stringMatching(/^[\da-f]{24}$/) as string, name: 'Ada Lovelace', hidden: false },
      { _id: expect.stringMatching(/^[\da-f]{24}$/) as string, name: 'Emmy Noether', hidden: false },
    ],
    publishedAt: '2026-08-18T00:00:00.000Z',
    submittedOnDailyAt: '2026-08-21T00:00:00.000Z',
    title: 'Sorting networks',
    summary: 'We sort.',
    upvotes: 12,
    discussionId: expect.stringMatching(/^[\da-f]{24}$/) as string,
    projectPage: 'https://sorting.test',
    githubRepo: 'https://github.com/a/b',
    githubStars: 345,
  };
  expect(await read<DailyPaper>(site, '/api/papers/2608.20001')).toEqual(paper);
  expect(await read(site, '/api/papers/2608.20001?field=comments')).toEqual({ ...paper, comments: [] });
  expect(await read<DailyPaperItem[]>(site, '/api/daily_papers')).toEqual([
    {
      paper,
      publishedAt: paper.publishedAt,
      title: paper.title,
      summary: paper.summary,
      numComments: 0,
      isAuthorParticipating: false,
    },
  ]);
});

test('daily papers are those of a day, a week or a month, a page at a time, the next one named', async () => {
  const site = await openSite({ records: [...makePaperRecords(7), sorting] });
  expect(idsOf(await read(site, '/api/daily_papers?date=2026-08-21'))).toEqual(['2608.20001']);
  expect(await read(site, '/api/daily_papers?week=2026-W34')).toHaveLength(8);
  expect(await read(site, '/api/daily_papers?month=2026-07')).toEqual([]);
  expect(await read(site, '/api/daily_papers?submitter=somebody')).toEqual([]);
  for (const sort of ['publishedAt', 'trending']) {
    const ids: string[] = [];
    let path: string | undefined = `/api/daily_papers?limit=3&sort=${sort}`;
    while (path) {
      const answer = await site.get(path);
      ids.push(...idsOf((await answer.json()) as DailyPaperItem[]));
      path = /^<(\S+)>; rel="next"$/.exec(answer.headers.get('Link') ?? '')?.[1];
    }
    expect(new Set(ids).size, sort).toBe(8);
    expect(ids, sort).toHaveLength(8);
  }
  expect(await read(site, '/api/daily_papers?p=9&limit=10')).toEqual([]);
});

test('all papers are walked by cursor', async () => {
  const site = await openSite({ records: makePaperRecords(5) });
  const first = await site.get('/api/papers?limit=4');
  const next = /^<(\S+)>; rel="next"$/.exec(first.headers.get('Link') ?? '')?.[1];
  expect(await first.json()).toHaveLength(4);
  expect(await read(site, next ?? '')).toHaveLength(1);
});

test('a search answers papers with what matches set apart', async () => {
  const site = await openSite({ records: [sorting, ...makePaperRecords(2)] });
  const [found] = await read<{ highlightedTitle: unknown; paper: DailyPaper }[]>(
    site,
    '/api/papers/search?q=networks&limit=1',
  );
  expect(found?.paper.id).toBe('2608.20001');
  expect(found?.highlightedTitle).toEqual([
    { type: 'text', text: 'Sorting ' },
    { type: 'highlight', text: 'networks' },
  ]);
});

test('a paper is read as Markdown', async () => {
  const site = await openSite({ records: [sorting] });
  const answer = await site.get('/papers/2608.20001.md');
  expect(answer.headers.get('Content-Type')).toBe('text/markdown; charset=utf-8');
  expect(await answer.text()).toMatch(/^# Sorting networks\n[^]*\n## Abstract\n\nWe sort\.\n$/);
});

test.each([
  ['/api/daily_papers?date=2026-02-30', 400],
  ['/api/daily_papers?week=34', 400],
  ['/api/daily_papers?sort=best', 400],
  ['/api/daily_papers?limit=101', 400],
  ['/api/daily_papers?p=-1', 400],
  ['/api/daily_papers?p=9999&limit=100', 400],
  ['/api/papers?cursor=x', 400],
  ['/api/papers/search', 400],
  ['/api/papers/search?q=a&limit=121', 400],
  [`/api/papers/search?q=${'a'.repeat(251)}`, 400],
  ['/api/papers/2608.99999', 404],
  ['/papers/2608.99999.md', 404],
])('%s answers %i', async (path, status) => {
  expect((await (await openSite()).get(path)).status).toBe(status);
});
