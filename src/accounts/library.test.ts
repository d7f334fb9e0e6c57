import { beforeEach, expect, test } from 'vitest';
import { addPerson, makeAccountContext, paperIdOf } from '../../test/support/account-fixtures.ts';
import { forEachDatabase } from '../../test/support/databases.ts';
import { makePaperRecord, makePaperRecords } from '../../test/support/make-paper-record.ts';
import { fixedClock } from '../lib/clock.ts';
import type { PaperId } from '../papers/identifiers.ts';
import { saveRecords } from '../papers/save-records.ts';
import type { Database } from '../storage/database.ts';
import type { Person } from './account.ts';
import { addPapers, addPapersFromText, listCollectionPapers, removePaper } from './collection-papers.ts';
import {
  addCollection,
  changeCollection,
  deleteCollection,
  findCollection,
  listCollections,
} from './collections.ts';
import { deleteAccount } from './delete-account.ts';
import { listSavedPapers } from './list-saved-papers.ts';
import { findSaving, MAX_SAVED_PAPERS, savePaper, unsavePaper } from './saved-papers.ts';

forEachDatabase('the library', (open) => {
  let database: Database;
  let clock: ReturnType<typeof fixedClock>;
  let context: ReturnType<typeof makeAccountContext>;
  let ada: Person;
  let eve: Person;
  let paper: PaperId;

  beforeEach(async () => {
    database = await open();
    clock = fixedClock('2026-08-20T10:00:00Z');
    context = makeAccountContext(database, clock);
    await saveRecords(database, makePaperRecords(7), { savedAt: clock.now().toISOString() });
    [ada, eve] = [await addPerson(context, 'ada@example.org'), await addPerson(context, 'eve@example.org')];
    paper = await paperIdOf(database, 'arxiv:2608.00001');
  });

  const listAll = async ({ id }: Person, state?: 'to-read' | 'read') =>
    (await listSavedPapers(database, id, { limit: 100, ...(state && { state }) })).papers;
  const open1 = async (person: Person, name = 'Reading group') => {
    const added = await addCollection(context, person.id, name);
    if ('problem' in added) throw new Error(added.problem);
    return (await findCollection(database, added.publicId, person.id))!;
  };

  test('keeps a paper with its state and note, for its owner alone', async () => {
    for (let times = 0; times < 2; times += 1) await savePaper(context, ada.id, paper);
    await savePaper(context, ada.id, paper, { note: 'ask Grace' });
    expect(await listAll(ada, 'to-read')).toMatchObject([
      { paper: { id: paper }, readAt: null, note: 'ask Grace' },
    ]);
    await savePaper(context, ada.id, paper, { isRead: true });
    const readAt = clock.now().toISOString();
    clock.advance(1_000);
    await savePaper(context, ada.id, paper, { isRead: true });
    expect(await listAll(ada, 'read')).toMatchObject([{ readAt, note: 'ask Grace' }]);
    expect(await listAll(ada, 'to-read')).toEqual([]);
    expect(await findSaving(database, eve.id, paper)).toBeUndefined();
    await unsavePaper(context, eve.id, paper);
    expect(await listAll(ada)).toHaveLength(1);
    for (let times = 0; times < 2; times += 1) await unsavePaper(context, ada.id, paper);
    expect(await listAll(ada)).toEqual([]);
  });

  test('is paged, saved last first, whatever was saved at the same instant', async () => {
    for (let number = 1; number <= 7; number += 1) {
      await savePaper(context, ada.id, await paperIdOf(database, `arxiv:2608.0000${number}`));
      if (number % 3 === 0) clock.advance(1_000);
    }
    const ids: number[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await listSavedPapers(database, ada.id, { limit: 2, ...(cursor && { cursor }) });
      ids.push(...page.papers.map((saved) => saved.paper.id));
      cursor = page.next;
    } while (cursor !== null);
    expect(ids).toEqual((await listAll(ada)).map((saved) => saved.paper.id));
    expect(new Set(ids).size).toBe(7);
  });

  test('follows papers that turn out to be one', async () => {
    const other = makePaperRecord({
      source: 'acl',
      sourceId: '2026.acl-long.1',
      title: 'Quite another title',
    });
    const separate = { ...other, source: 'acl', aclId: '2026.acl-long.1' } as typeof other & {
      arxivId?: string;
    };
    delete separate.arxivId;
    await saveRecords(database, [separate], { savedAt: clock.now().toISOString() });
    const second = await paperIdOf(database, 'acl:2026.acl-long.1');
    expect(second).not.toBe(paper);
    await savePaper(context, ada.id, paper, { note: 'first' });
    await savePaper(context, ada.id, second, { note: 'second' });
    await saveRecords(database, [{ ...separate, arxivId: '2608.00001' }], {
      savedAt: clock.now().toISOString(),
    });
    const merged = await paperIdOf(database, 'acl:2026.acl-long.1');
    expect(merged).toBe(await paperIdOf(database, 'arxiv:2608.00001'));
    expect(await listAll(ada)).toHaveLength(1);
    await unsavePaper(context, ada.id, merged);
    expect(await listAll(ada)).toEqual([]);
  });

  test('has room for so many papers and says when it is full', async () => {
    await database
      .insertInto('saved_papers')
      .values(
        Array.from({ length: MAX_SAVED_PAPERS }, (_, index) => ({
          ...{ person_id: ada.id, record_id: 1_000_000 + index, saved_at: '', read_at: null, note: '' },
        })),
      )
      .execute();
    expect(await savePaper(context, ada.id, paper)).toMatchObject({
      problem: expect.stringContaining('full') as string,
    });
    expect(await savePaper(context, eve.id, paper)).toBeUndefined();
  });

  test('a collection is private until its owner makes it public, under an address that stays', async () => {
    const collection = await open1(ada, ' <b>Reading</b>  group ');
    expect(collection).toMatchObject({ name: 'Reading group', isPublic: false, isOwn: true, paperCount: 0 });
    const seenBy = (person?: Person) => findCollection(database, collection.publicId, person?.id);
    expect([await seenBy(), await seenBy(eve)]).toEqual([undefined, undefined]);
    await changeCollection(context, collection, { isPublic: true, name: 'Club' });
    expect(await seenBy()).toMatchObject({ name: 'Club', isOwn: false, isPublic: true });
    await changeCollection(context, collection, { isPublic: false });
    expect(await seenBy(eve)).toBeUndefined();
    await deleteCollection(database, collection);
    expect([await seenBy(ada), await listCollections(database, ada.id)]).toEqual([undefined, []]);
  });

  test('a collection takes papers from a BibTeX file by identifier and by title, and says what is not here', async () => {
    const collection = await open1(ada);
    const known = makePaperRecord({ sourceId: '2608.00002' });
    await saveRecords(
      database,
      [
        makePaperRecord({
          sourceId: '2608.30001',
          title: 'Sorting out the words of many papers',
          publishedOn: '2026-08-01',
        }),
      ],
      { savedAt: clock.now().toISOString() },
    );
    const file = `
      @article{one, title = {${known.title}}, author = {A. Nobody}, eprint = {2608.00002}, archivePrefix = {arXiv}}
      @inproceedings{two, title = {{S}orting Out the Words of Many Papers}, author = {Lovelace, Ada}, year = 2027}
      @article{three, title = {Sorting out the words of many papers}, author = {Lovelace, Ada}, year = 1999}
      @article{four, title = {This site has never heard of it}, author = {X, Y}, year = 2026}`;
    expect(await addPapersFromText(context, collection, file)).toEqual({
      addedCount: 2,
      unknown: ['Sorting out the words of many papers', 'This site has never heard of it'],
      leftOutCount: 0,
    });
    expect(await addPapersFromText(context, collection, file)).toMatchObject({
      addedCount: 0,
      leftOutCount: 0,
    });
    expect(
      await addPapersFromText(context, collection, 'https://arxiv.org/abs/2608.00003v2 nonsense'),
    ).toEqual({
      addedCount: 1,
      unknown: ['nonsense'],
      leftOutCount: 0,
    });
    const { papers } = await listCollectionPapers(database, collection, { limit: 10 });
    expect(papers.map(({ publicId }) => publicId).sort()).toEqual([
      'arxiv:2608.00002',
      'arxiv:2608.00003',
      'arxiv:2608.30001',
    ]);
    await removePaper(database, collection, papers[0]!.id);
    expect((await findCollection(database, collection.publicId, ada.id))?.paperCount).toBe(2);
  });

  test('goes with the account, and nobody else’s does', async () => {
    const [own, other] = [await open1(ada), await open1(eve)];
    for (const [person, collection] of [
      [ada, own],
      [eve, other],
    ] as const) {
      await savePaper(context, person.id, paper);
      await addPapers(context, collection, [paper]);
    }
    await deleteAccount(database, ada.id, { mails: 'keep' });
    expect([await listAll(ada), await listCollections(database, ada.id)]).toEqual([[], []]);
    expect([await listAll(eve), await listCollections(database, eve.id)]).toMatchObject([
      [{}],
      [{ paperCount: 1 }],
    ]);
    expect(await database.selectFrom('collection_papers').select('collection_id').execute()).toHaveLength(1);
  });
});
