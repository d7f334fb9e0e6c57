import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadRecordHashes } from '../../src/papers/load-related-records.ts';
import { countByDay, newestListedDay, previousAndNextDay } from '../../src/papers/listed-days.ts';
import { countPapersListedOn, listPapersListedOn } from '../../src/papers/listed-papers.ts';
import { listMerges } from '../../src/papers/paper-merges.ts';
import {
  countPapers,
  findPaper,
  findPaperByPublicId,
  listPapersByIds,
} from '../../src/papers/paper-store.ts';
import type { PaperRecord } from '../../src/papers/paper.ts';
import { saveRecords } from '../../src/papers/save-records.ts';
import { undoMerge } from '../../src/papers/undo-merge.ts';
import { periodOf } from '../../src/lib/iso-period.ts';
import type { Database } from '../../src/storage/database.ts';
import { forEachDatabase } from '../support/databases.ts';

const savedAt = '2026-08-20T10:00:00.000Z';
const later = '2026-08-21T10:00:00.000Z';

function arxivRecord(arxivId: string, rest: Partial<PaperRecord> = {}): PaperRecord {
  const title = `A telling title of ${arxivId}`;
  return {
    source: 'arxiv',
    sourceId: arxivId,
    arxivId,
    title,
    authors: ['Ann Author'],
    publishedOn: '2024-01-01',
    ...rest,
  };
}

function save(database: Database, ...records: PaperRecord[]) {
  return saveRecords(database, records, { savedAt });
}

/**
 * Everything but row numbers and times: each paper with its records and the keys that lead to it. A name that this
 * program once gave a paper leads to it ever after, so those it does not bear (any more) tell of the way, not the state.
 */
async function describePapers(database: Database): Promise<unknown[]> {
  const papers = await database.selectFrom('papers').selectAll().orderBy('public_id').execute();
  const records = await database
    .selectFrom('records')
    .selectAll()
    .orderBy('source')
    .orderBy('source_id')
    .execute();
  const identifiers = await database
    .selectFrom('record_identifiers')
    .selectAll()
    .orderBy('identifier')
    .execute();
  const titles = await database
    .selectFrom('record_titles')
    .selectAll()
    .orderBy('title_key')
    .orderBy('published_year')
    .execute();
  return papers.map(({ id: paperId, changed_at: _changedAt, ...paper }) => ({
    ...paper,
    records: records
      .filter((record) => record.paper_id === paperId)
      .map(({ id, content, content_hash }) => ({
        content,
        content_hash,
        identifiers: identifiers
          .filter((row) => row.record_id === id)
          .map((row) => row.identifier)
          .filter((name) => name === paper.public_id || !name.startsWith('offprint:')),
        titles: titles
          .filter((row) => row.record_id === id)
          .map((row) => [row.title_key, row.published_year]),
      })),
  }));
}

const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const dates = fc.constantFrom('2020', '2021-05', '2022-03-04', '2024', '2024-02-30', '2025-01-01');

const recordArbitrary: fc.Arbitrary<PaperRecord> = fc
  .record({
    source: fc.constantFrom('arxiv', 'acl', 'bibtex'),
    sourceId: fc.constantFrom('1', '2', '3'),
    title: fc.constantFrom('A telling title of some length', 'Another telling title indeed', 'Editorial'),
    authors: fc.constantFrom([], ['Ann Author'], ['Author, Ann', 'Bob Writer']),
    arxivId: optional(fc.constantFrom('2401.00001', '2401.00002v3', '2401.00003')),
    doi: optional(fc.constantFrom('10.1000/A', '10.1000/b', '10.48550/arXiv.2401.00001')),
    aclId: optional(fc.constantFrom('2024.acl-long.1', '2024.acl-long.2')),
    abstract: optional(fc.constantFrom('One abstract.', 'Another abstract.')),
    abstractKind: optional(fc.constantFrom('abstract' as const, 'summary' as const)),
    publishedOn: optional(dates),
    updatedOn: optional(dates),
    announcedOn: optional(dates),
    venue: optional(fc.constantFrom('ACL', 'NeurIPS')),
    categories: optional(fc.constantFrom(['cs.CL'], ['cs.LG', 'cs.CL'])),
    links: optional(fc.constantFrom({ page: 'https://example.org/1' }, { code: 'https://example.org/2' })),
    version: optional(fc.integer({ min: 1, max: 3 })),
    versions: optional(
      fc.constantFrom([{ number: 1, submittedOn: '2024-01-01' }], [{ number: 2, submittedOn: null }]),
    ),
  })
  .map((record) => JSON.parse(JSON.stringify(record)) as PaperRecord);

forEachDatabase('papers', (open, kind) => {
  test('any order, batching and repetition of the same records gives the same papers', async () => {
    const scenario = fc.array(recordArbitrary, { minLength: 1, maxLength: 10 }).chain((records) =>
      fc.record({
        records: fc.constant(records),
        shuffled: fc.shuffledSubarray([...records, ...records], { minLength: 0 }),
        rest: fc.shuffledSubarray(records, { minLength: records.length, maxLength: records.length }),
        batch: fc.integer({ min: 1, max: 4 }),
      }),
    );
    const [one, other] = [await open(), await open()];
    await fc.assert(
      fc.asyncProperty(scenario, async ({ records, shuffled, rest, batch }) => {
        await empty(one);
        await empty(other);
        await save(one, ...records);
        const stream = [...shuffled, ...rest];
        for (let start = 0; start < stream.length; start += batch)
          await save(other, ...stream.slice(start, start + batch));
        expect(await describePapers(other)).toEqual(await describePapers(one));
        const again = await saveRecords(other, stream, { savedAt: later });
        expect(again).toEqual({ new: 0, changed: 0, same: stream.length, changedPaperIds: [], merged: [] });
      }),
      { numRuns: kind === 'SQLite' ? 300 : 25 },
    );
  }, 120_000);

  test('a new paper is found by its number and by every form of its identifier', async () => {
    const database = await open();
    const result = await save(database, arxivRecord('2401.00001', { doi: '10.1000/ABC' }));
    expect(result).toMatchObject({ new: 1, changed: 0, same: 0, merged: [] });
    const [id] = result.changedPaperIds;
    if (id === undefined) throw new Error('no paper was made');
    const paper = await findPaper(database, id);
    expect(paper).toMatchObject({
      publicId: 'arxiv:2401.00001',
      identifiers: { doi: '10.1000/abc' },
      listedOn: '2024-01-01',
    });
    for (const form of [
      '2401.00001',
      'arXiv:2401.00001v2',
      'https://arxiv.org/abs/2401.00001',
      'doi:10.1000/abc',
    ])
      expect(await findPaperByPublicId(database, form)).toEqual(paper);
    expect(await findPaperByPublicId(database, '2401.00009')).toBeUndefined();
    expect(await findPaperByPublicId(database, 'some words')).toBeUndefined();
    expect(await countPapers(database)).toBe(1);
  });

  test('the same record again changes nothing, not even the time', async () => {
    const database = await open();
    await save(database, arxivRecord('2401.00001'));
    await database.deleteFrom('search_pending').execute();
    const before = await database.selectFrom('papers').selectAll().execute();
    expect(await saveRecords(database, [arxivRecord('2401.00001')], { savedAt: later })).toMatchObject({
      same: 1,
    });
    expect(await database.selectFrom('papers').selectAll().execute()).toEqual(before);
    expect(await database.selectFrom('search_pending').selectAll().execute()).toEqual([]);
  });

  test('version 1 after version 2 adds its day and takes nothing away', async () => {
    const database = await open();
    const second = arxivRecord('2401.00001', {
      title: 'The second title of all',
      version: 2,
      announcedOn: '2024-03-01',
      versions: [{ number: 2, submittedOn: '2024-02-28' }],
    });
    const first = arxivRecord('2401.00001', {
      title: 'The first title of all',
      version: 1,
      announcedOn: '2024-01-02',
      versions: [{ number: 1, submittedOn: '2024-01-01' }],
    });
    await save(database, second);
    expect(await save(database, first)).toMatchObject({ new: 0, changed: 1 });
    expect(await findPaperByPublicId(database, '2401.00001')).toMatchObject({
      title: 'The second title of all',
      announcedOn: '2024-01-02',
      versions: [
        { number: 1, submittedOn: '2024-01-01' },
        { number: 2, submittedOn: '2024-02-28' },
      ],
    });
  });

  test('two papers that turn out to be one keep the smaller number, and every address', async () => {
    const database = await open();
    const preprint = arxivRecord('2401.00001', { abstract: 'The abstract.' });
    const proceedings: PaperRecord = {
      source: 'acl',
      sourceId: '2024.acl-long.1',
      aclId: '2024.acl-long.1',
      title: 'Wholly renamed in print',
      authors: ['Ann Author'],
      venue: 'ACL',
    };
    const [kept] = (await save(database, preprint)).changedPaperIds;
    const [gone] = (await save(database, proceedings)).changedPaperIds;
    await database.deleteFrom('search_pending').execute();
    const result = await save(database, { ...proceedings, arxivId: '2401.00001' });
    expect(result).toMatchObject({
      changed: 1,
      changedPaperIds: [kept],
      merged: [{ from: gone, into: kept }],
    });
    const paper = await findPaperByPublicId(database, 'https://aclanthology.org/2024.acl-long.1/');
    expect(paper).toMatchObject({
      id: kept,
      publicId: 'arxiv:2401.00001',
      venue: 'ACL',
      abstract: 'The abstract.',
    });
    const pending = await database
      .selectFrom('search_pending')
      .select('paper_id')
      .orderBy('paper_id')
      .execute();
    expect(pending.map((row) => row.paper_id)).toEqual([kept, gone]);
    const [next] = (await save(database, arxivRecord('2401.00009'))).changedPaperIds;
    expect(next).toBeGreaterThan(gone ?? Infinity);
  });

  test('a merge says what and why, is undone, and stays undone', async () => {
    const database = await open();
    const preprint = arxivRecord('2401.00001');
    const copy: PaperRecord = { ...preprint, source: 'bibtex', sourceId: 'author2024' };
    delete copy.arxivId;
    await save(database, preprint);
    await save(database, copy);
    const { merges } = await listMerges(database, { limit: 10 });
    expect(merges).toMatchObject([
      {
        kept: [{ source: 'arxiv', sourceId: '2401.00001' }],
        joined: [{ source: 'bibtex', sourceId: 'author2024' }],
        mergedAt: savedAt,
        undoneAt: null,
      },
    ]);
    expect(merges[0]?.because).toMatch(/^title:/);
    expect(await countPapers(database)).toBe(1);

    await undoMerge(database, merges[0]?.id ?? 0, { undoneAt: later });
    expect(await countPapers(database)).toBe(2);
    const separated = await describePapers(database);
    await save(database, copy, { ...preprint, comment: 'Corrected.' }, preprint);
    expect(await countPapers(database)).toBe(2);
    expect(separated).toHaveLength(2);
    expect(await listMerges(database, { limit: 10 })).toMatchObject({ merges: [{ undoneAt: later }] });
    expect(await undoMerge(database, merges[0]?.id ?? 0, { undoneAt: later })).toEqual({
      changedPaperIds: [],
      merged: [],
    });
    await expect(undoMerge(database, 999, { undoneAt: later })).rejects.toThrow('there is no merge 999');
  });

  test('papers separated in spite of a common DOI have each an address of their own', async () => {
    const database = await open();
    const record = (sourceId: string): PaperRecord => ({
      source: 'bibtex',
      sourceId,
      doi: '10.1000/x',
      title: 'Short',
      authors: [],
    });
    await save(database, record('a'), record('b'));
    const { merges } = await listMerges(database, { limit: 1 });
    const { changedPaperIds } = await undoMerge(database, merges[0]?.id ?? 0, { undoneAt: later });
    const papers = await database.selectFrom('papers').selectAll().orderBy('public_id').execute();
    expect(papers.map((paper) => paper.public_id)).toEqual([
      'doi:10.1000/x',
      expect.stringMatching(/^offprint:/),
    ]);
    for (const { public_id, id } of papers)
      expect((await findPaperByPublicId(database, public_id))?.id).toBe(id);
    expect(changedPaperIds).toHaveLength(1);
  });

  test('merges are listed a page at a time, newest first', async () => {
    const database = await open();
    for (const id of ['2401.00001', '2401.00002', '2401.00003'])
      await save(database, arxivRecord(id), arxivRecord(id, { source: 'starter' }));
    const first = await listMerges(database, { limit: 2 });
    expect(first.merges.map((merge) => merge.because)).toEqual(['arxiv:2401.00003', 'arxiv:2401.00002']);
    const second = await listMerges(database, {
      limit: 2,
      ...(first.next !== null && { cursor: first.next }),
    });
    expect(second.merges.map((merge) => merge.because)).toEqual(['arxiv:2401.00001']);
    expect(second.next).toBeNull();
  });

  test('papers come in the order asked, without those that are gone', async () => {
    const database = await open();
    const ids = (
      await save(database, ...['2401.00001', '2401.00002', '2401.00003'].map((id) => arxivRecord(id)))
    ).changedPaperIds;
    const asked = [...ids].reverse();
    const [missing] = ids.map((id) => (id + 1000) as typeof id);
    const papers = await listPapersByIds(database, missing === undefined ? asked : [missing, ...asked]);
    expect(papers.map((paper) => paper.id)).toEqual(asked);
  });

  test('a list is paged without gap or repetition while papers arrive', async () => {
    const database = await open();
    const number = (index: number): string => `2608.${String(index).padStart(5, '0')}`;
    const listed = (index: number, day: string): PaperRecord =>
      arxivRecord(number(index), {
        announcedOn: day,
        categories: index % 2 ? ['cs.CL', 'cs.LG'] : ['math.CO'],
      });
    await save(
      database,
      ...Array.from({ length: 25 }, (_, index) => listed(index, index < 12 ? '2026-08-20' : '2026-08-19')),
    );
    const week = periodOf('week', '2026-W34') ?? { from: '', to: '' };
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 10; page += 1) {
      const { papers, next } = await listPapersListedOn(database, {
        ...week,
        limit: 4,
        ...(cursor && { cursor }),
      });
      seen.push(...papers.map((paper) => paper.publicId));
      await save(database, listed(100 + page, '2026-08-20'));
      if (next === null) break;
      cursor = next;
    }
    expect(new Set(seen).size).toBe(25);
    expect(seen).toHaveLength(25);
    expect(await countPapersListedOn(database, { ...week, category: 'cs.LG' })).toBe(12 + 3);
    expect(await countPapersListedOn(database, { ...week, category: 'cs' })).toBe(0);
    await expect(listPapersListedOn(database, { ...week, limit: 4, cursor: 'x' })).rejects.toThrow(
      'not one that a list gave out',
    );
  });

  test('a paper of which only the month is known is in the month but in no day or week', async () => {
    const database = await open();
    await save(
      database,
      arxivRecord('2609.00001', { publishedOn: '2026-09' }),
      arxivRecord('2608.00001', { publishedOn: '2026-08-31' }),
      arxivRecord('2609.00002', { publishedOn: '2026-09-02' }),
      arxivRecord('2609.00003', { publishedOn: '2026' }),
    );
    const count = (kind: 'day' | 'week' | 'month', text: string) =>
      countPapersListedOn(database, periodOf(kind, text) ?? { from: '', to: '' });
    expect(await count('month', '2026-09')).toBe(2);
    expect(await count('month', '2026-08')).toBe(1);
    expect(await count('day', '2026-08-31')).toBe(1);
    expect(await count('week', '2026-W36')).toBe(2);
    expect(await count('month', '2025-12')).toBe(0);
    expect(await newestListedDay(database)).toBe('2026-09-02');
    expect(await newestListedDay(database, { notAfter: '2026-09-01' })).toBe('2026-08-31');
    expect(await previousAndNextDay(database, '2026-09-01')).toEqual({
      previous: '2026-08-31',
      next: '2026-09-02',
    });
    expect(await previousAndNextDay(database, '2026-09-02')).toEqual({
      previous: '2026-08-31',
      next: undefined,
    });
    expect(await countByDay(database, { from: '2026-08', to: '2026-10' })).toEqual([
      { day: '2026-09-02', count: 1 },
      { day: '2026-08-31', count: 1 },
    ]);
  });

  test('a failed batch leaves nothing behind', async () => {
    const database = await open();
    const failing = database.transaction().execute(async (transaction) => {
      await save(transaction, arxivRecord('2401.00001'));
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow('the disk is full');
    expect(await countPapers(database)).toBe(0);
    expect(await loadRecordHashes(database, [{ source: 'arxiv', sourceId: '2401.00001' }])).toEqual(
      new Map(),
    );
  });
});

async function empty(database: Database): Promise<void> {
  for (const table of [
    'papers',
    'records',
    'record_identifiers',
    'record_titles',
    'paper_merges',
    'search_pending',
  ] as const)
    await database.deleteFrom(table).execute();
}
