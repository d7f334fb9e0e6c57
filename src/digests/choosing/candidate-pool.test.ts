import { expect, test } from 'vitest';
import { makePaper } from '../../../test/support/make-paper.ts';
import type { PaperId } from '../../papers/identifiers.ts';
import { createCandidatePool, type PoolPaper } from './candidate-pool.ts';
import { chooseForReader } from './choose-for-reader.ts';
import { choosePapers } from './choose-papers.ts';
import { defaultPreferences, type Preferences } from '../preferences/preferences.ts';

const day = '2026-08-20';

function poolPaper(paperId: number, parts: Parameters<typeof makePaper>[0]): PoolPaper {
  const paper = makePaper({ id: paperId as PaperId, listedOn: day, ...parts });
  return { paperId, recordId: paperId, reason: 'rising', paper, score: 1 };
}

const pool = createCandidatePool([
  poolPaper(1, {
    title: 'Message passing for molecules',
    abstract: 'We propose networks.',
    authors: ['John Smith', 'Emmy Noether'],
    categories: ['cs.LG', 'q-bio.BM'],
    links: { code: 'https://example.org/code' },
  }),
  poolPaper(2, {
    title: 'A survey of message passing',
    abstract: 'Molecules are not discussed.',
    authors: ['Jane Smith'],
    categories: ['cs.LG'],
    links: {},
  }),
  poolPaper(3, {
    title: 'Passing a message on',
    abstract: 'Molecular graphs.',
    authors: ['J. Smith', 'Passing Noether'],
    categories: ['math.CO'],
    links: {},
  }),
]);

test.each([
  ['message passing', [1, 2, 3]],
  ['"message passing"', [1, 2]],
  ['"message passing" -survey', [1]],
  ['title:molecules', [1]],
  ['author:noether', [1, 3]],
  ['author:"emmy noether"', [1]],
  ['category:q-bio', [1]],
  ['field:cs -category:q-bio', [2]],
  ['message has:code', [1]],
  ['message from:2100', []],
  ['blockchain', []],
  ['', []],
])('a topic is in the language of queries: %s', (topic, ids) => {
  expect(pool.findByTopic(topic).map(({ paperId }) => paperId)).toEqual(ids);
});

test.each([
  ['John Smith', [1, 3]],
  ['J. Smith', [1, 2, 3]],
  ['J Smith', [1, 2, 3]],
  ['Jane Smith', [2, 3]],
  ['Smith', [1, 2, 3]],
  ['Emmy Noether', [1]],
  ['E. Noether', [1]],
])('an author is found by full name and initial: %s', (name, ids) => {
  expect(pool.findByAuthor(name).map(({ paperId }) => paperId)).toEqual(ids);
});

function choose(preferences: Partial<Preferences>, limit = 10) {
  const lists = chooseForReader(
    pool,
    { ...defaultPreferences, ...preferences },
    { lastIssueOn: null, day, seenPaperId: 0 },
    [],
  );
  return choosePapers({ ...lists, carriedOver: [], isTaken: () => false, limit });
}

test('a paper that fits several wishes comes once, for the first of them', () => {
  const chosen = choose({ topics: ['message', 'passing'], authors: ['Emmy Noether'] });
  expect(chosen.map(({ paperId }) => paperId)).toEqual([1, 2, 3]);
  expect(chosen[0]).toMatchObject({ reason: 'Because you follow Emmy Noether', forYou: true });
});

test('words to leave out are whole words', () => {
  expect(choose({ withoutWords: ['survey'] }).map(({ paperId }) => paperId)).toEqual([1, 3]);
  expect(choose({ withoutWords: ['surv'] })).toHaveLength(3);
});

test('one paper from outside stands last and says so, where the reader has not switched it off', () => {
  const outside = choose({ fields: ['cs'] });
  expect(outside.map(({ paperId }) => paperId)).toEqual([1, 2, 3]);
  expect(outside.at(-1)).toMatchObject({ reason: 'From outside what you follow: rising' });
  expect(outside.at(-1)?.forYou).toBeUndefined();
  expect(choose({ fields: ['cs'], exploration: 'off' }).map(({ paperId }) => paperId)).toEqual([1, 2]);
  expect(choose({ fields: ['cs'] }, 4).map(({ paperId }) => paperId)).toEqual([1, 2]);
  expect(choose({ fields: ['q-fin'] })).toEqual([]);
});
