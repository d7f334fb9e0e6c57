import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeIndexablePaper } from '../../test/relevance/stored-papers.ts';
import { fixedClock } from '../lib/clock.ts';
import type { Database } from '../storage/database.ts';
import { migrate } from '../storage/migrate.ts';
import { openDatabase } from '../storage/open-database.ts';
import { hashWords } from './analysis/hash-words.ts';
import { stemEnglish } from './analysis/stem-english.ts';
import { stopWords } from './analysis/stop-words.ts';
import { tokenize } from './analysis/tokenize.ts';
import { markDeleted } from './mark-deleted.ts';
import { parseQuery, type QueryTerm } from './query/parse-query.ts';
import { createRanker } from './rank-papers.ts';
import {
  coordinationFactor,
  inverseFrequency,
  lengthNorm,
  parametersFor,
  relevanceParameters,
  saturate,
} from './scoring/relevance.ts';
import { buildSegment } from './segments/build-segment.ts';
import { dayNumber } from './segments/day-number.ts';
import type { IndexablePaper } from './segments/indexable-paper.ts';
import { mergeSegments } from './segments/segment-merge.ts';
import { addEncodedSegment, listLiveSegments } from './segments/segment-store.ts';
import { growRevision } from './writer-lease.ts';

let database: Database;
beforeEach(async () => {
  database = openDatabase({ address: ':memory:' });
  await migrate(database, fixedClock('2026-08-20T10:00:00Z'));
});
afterEach(() => database.destroy());

const word = fc.constantFrom(
  ...'model models modeling train trained pre-trained pretrained graph graphs Graf GPT-4 the of Müller search'.split(
    ' ',
  ),
);
const text = (maxLength: number) => fc.array(word, { maxLength }).map((words) => words.join(' '));
const paper = fc.record({
  title: text(5),
  abstract: text(25),
  authors: fc.array(fc.constantFrom('Ada Müller', 'Graph Models'), { maxLength: 2 }),
  categories: fc.subarray(['cs.CL', 'stat.ML']),
  venue: fc.constantFrom(null, 'Graph Search Letters'),
  publishedOn: fc.constantFrom(null, '2024', '2025-03', '2025-03-04'),
  hasCode: fc.boolean(),
});
const papers = fc
  .array(paper, { minLength: 1, maxLength: 20 })
  .map((all) => all.map((one, i) => makeIndexablePaper({ id: i + 1, ...one })));

describe('the fast scorer', () => {
  test('answers what scoring each paper by hand answers, however the papers are cut into segments', async () => {
    await fc.assert(
      fc.asyncProperty(papers, text(6), fc.integer({ min: 1, max: 8 }), async (all, query, size) => {
        await cut(all, size);
        const { hits, total } = await rank(query);
        const expected = rankByHand(all, query);
        expect(total).toBe(expected.length);
        expect(hits.map((hit) => hit.paperId)).toEqual(expected.slice(0, 100).map((hit) => hit.paperId));
        hits.forEach((hit, i) => expect(hit.score).toBeCloseTo(expected[i]!.score, 9));
      }),
      { numRuns: 60 },
    );
  });

  test('passes over no paper that belongs among the best few', async () => {
    const many = fc
      .array(paper, { minLength: 10, maxLength: 60 })
      .map((all) => all.map((one, i) => makeIndexablePaper({ id: i + 1, ...one })));
    const limit = fc.integer({ min: 1, max: 4 });
    await fc.assert(
      fc.asyncProperty(
        many,
        text(20),
        limit,
        fc.integer({ min: 2, max: 30 }),
        async (all, query, best, size) => {
          await cut(all, size);
          const { hits, total } = await createRanker(database).rank({ text: query, limit: best });
          const expected = rankByHand(all, query);
          expect(total).toBe(expected.length);
          expect(hits.map((hit) => hit.paperId)).toEqual(expected.slice(0, best).map((hit) => hit.paperId));
          hits.forEach((hit, i) => expect(hit.score).toBeCloseTo(expected[i]!.score, 9));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('answers from one large segment, windows apart, what it answers from small ones', async () => {
    const every = { alpha: 2, beta: 5, gamma: 31, delta: 997, epsilon: 4_999 };
    const large = Array.from({ length: 10_000 }, (_, i) => {
      const words = Object.entries(every).flatMap(([word, n]) => (i % n === 0 ? word : []));
      const abstract = [...words, ...words.slice(i % 3), ...Array<string>(i % 7).fill('zeta')].join(' ');
      return makeIndexablePaper({ id: i + 1, title: words.slice(0, i % 2).join(' '), abstract });
    });
    const queries = [
      'alpha beta',
      'gamma delta alpha',
      'epsilon',
      'epsilon zeta -beta',
      Object.keys(every).join(' '),
    ];
    const answers = async (size: number) => {
      await cut(large, size);
      const ranker = createRanker(database);
      return Promise.all(queries.map((one) => ranker.rank({ text: one, limit: 7, facets: true })));
    };
    expect(await answers(10_000)).toEqual(await answers(1_000));
  });

  test('answers in pages what it answers at once', async () => {
    await fc.assert(
      fc.asyncProperty(papers, text(4), async (all, query) => {
        await emptyIndex();
        await addSegmentOf(all);
        const atOnce = await rank(query);
        const ranker = createRanker(database);
        const paged: unknown[] = [];
        let cursor: string | undefined;
        do {
          const page = await ranker.rank({ text: query, limit: 3, ...(cursor && { cursor }) });
          paged.push(...page.hits);
          cursor = page.next ?? undefined;
        } while (cursor);
        expect(paged).toEqual(atOnce.hits);
      }),
      { numRuns: 30 },
    );
  });
});

describe('beside the list', () => {
  test('facets count every paper that matches', async () => {
    await fc.assert(
      fc.asyncProperty(papers, text(4), fc.integer({ min: 1, max: 8 }), async (all, query, size) => {
        await cut(all, size);
        const { facets } = await createRanker(database).rank({ text: query, limit: 1, facets: true });
        const ids = new Set(rankByHand(all, query).map(({ paperId }) => paperId));
        const found = all.filter(({ id }) => ids.has(id));
        const count = (valueOf: (one: IndexablePaper) => string | null | undefined) => {
          const counts: { [value: string]: number } = {};
          for (const value of found.map(valueOf)) if (value) counts[value] = (counts[value] ?? 0) + 1;
          return counts;
        };
        const told = (of: { value: string; count: number }[]) =>
          Object.fromEntries(of.map((one) => [one.value, one.count]));
        expect(told(facets!.fields)).toEqual(count((one) => one.categories[0]));
        expect(told(facets!.venues)).toEqual(count((one) => one.venue));
        expect(told(facets!.years)).toEqual(count((one) => one.publishedOn?.slice(0, 4)));
        expect(facets!.withCode).toBe(found.filter((one) => one.hasCode).length);
      }),
      { numRuns: 30 },
    );
  });

  test('the parts of an explanation sum to the score', async () => {
    await fc.assert(
      fc.asyncProperty(papers, text(6), fc.integer({ min: 1, max: 8 }), async (all, query, size) => {
        await cut(all, size);
        const { hits } = await createRanker(database).rank({ text: query, limit: 5, explain: true });
        for (const { score, why } of hits) {
          const words = why!.words.reduce((sum, part) => sum + part.score, 0);
          expect(words + why!.title).toBeCloseTo(score, 9);
          expect(why!.meaning).toBeCloseTo(0, 9);
          for (const part of why!.words)
            expect(part.title + part.abstract + part.authors + part.venue).toBeCloseTo(part.score, 9);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('sorted by day, those papers are listed that have all the words', async () => {
    await fc.assert(
      fc.asyncProperty(papers, text(3), fc.integer({ min: 1, max: 8 }), async (all, query, size) => {
        await cut(all, size);
        const { hits, total } = await createRanker(database).rank({
          text: query,
          limit: 100,
          sort: 'newest',
        });
        const { groupCount } = parseQuery(query);
        const expected = rankByHand(all, query).filter(({ matched }) => matched === groupCount);
        const byDay = expected.toSorted((a, b) => b.day - a.day || b.paperId - a.paperId);
        expect(hits.map((hit) => hit.paperId)).toEqual(byDay.map((hit) => hit.paperId));
        expect(total).toBe(byDay.length);
      }),
      { numRuns: 30 },
    );
  });
});

describe('merging', () => {
  test('segments with deleted and replaced papers gives the index of what is left', async () => {
    await fc.assert(
      fc.asyncProperty(
        papers,
        papers,
        fc.uniqueArray(fc.integer({ min: 1, max: 20 })),
        text(4),
        async (old, changed, gone, query) => {
          await emptyIndex();
          await addSegmentOf(old.slice(0, 7));
          await addSegmentOf(old.slice(7));
          await removeFromIndex([...changed.map(({ id }) => id), ...gone]);
          await addSegmentOf(changed.filter(({ id }) => !gone.includes(id)));
          const before = await rank(query);
          await mergeSegments(
            database,
            (step) => database.transaction().execute(step),
            await listLiveSegments(database),
          );
          const left = [...new Map([...old, ...changed].map((one) => [one.id, one])).values()].filter(
            ({ id }) => !gone.includes(id),
          );
          const expected = rankByHand(left, query);
          const after = await rank(query);
          expect(before.total).toBe(expected.length);
          expect(after.total).toBe(expected.length);
          expect(after.hits.map((hit) => hit.paperId)).toEqual(expected.map((hit) => hit.paperId));
          expect(await listLiveSegments(database)).toHaveLength(left.length > 0 ? 1 : 0);
        },
      ),
      { numRuns: 40 },
    );
  });
});

const rank = (query: string) => createRanker(database).rank({ text: query, limit: 100 });

async function emptyIndex(): Promise<void> {
  await database.deleteFrom('search_segments').execute();
  await database.deleteFrom('search_postings').execute();
}

async function addSegmentOf(some: IndexablePaper[]): Promise<void> {
  if (some.length > 0) await addEncodedSegment(database, buildSegment(some));
  await growRevision(database);
}

async function removeFromIndex(ids: number[]): Promise<void> {
  await markDeleted(database, ids, new Map());
  await growRevision(database);
}

async function cut(all: IndexablePaper[], size: number): Promise<void> {
  await emptyIndex();
  for (let start = 0; start < all.length; start += size) await addSegmentOf(all.slice(start, start + size));
}

/** The definition, paper by paper, without any index. */
function rankByHand(all: IndexablePaper[], query: string) {
  const parsed = parseQuery(query);
  const profiles = all.map(profileOf);
  const parameters = parametersFor(relevanceParameters, parsed.groupCount);
  const mean = (of: (profile: Profile) => number) =>
    profiles.reduce((sum, one) => sum + of(one), 0) / all.length;
  const [titleMean, abstractMean] = [mean((one) => one.titleLength), mean((one) => one.abstractLength)];
  const withForm = (isIt: (form: string) => boolean) =>
    profiles.filter((profile) => [...profile.forms.keys()].some(isIt)).length;
  const rarity = (isIt: (form: string) => boolean) => inverseFrequency(all.length, withForm(isIt));

  const weightOf = (group: number): number => {
    const own = parsed.terms.find(({ groups }) => groups.length === 1 && groups[0] === group)!;
    return rarity((form) => stemEnglish(form) === own.term);
  };
  const sum = (groups: Iterable<number>) => [...groups].reduce((total, group) => total + weightOf(group), 0);
  const withStem = (term: string) => withForm((form) => stemEnglish(form) === term);
  /** What joins several words is worth no more than they, and the less, the fewer papers join them. */
  const worth = ({ term, groups }: QueryTerm, isIt: (form: string) => boolean) => {
    if (groups.length === 1) return rarity(isIt);
    const apart = parsed.terms.filter((one) => one.groups.length === 1 && groups.includes(one.groups[0]!));
    const rarest = Math.min(...apart.map((one) => withStem(one.term)));
    const share = withStem(term) / Math.max(1, withStem(term) + rarest);
    return share * Math.min(rarity(isIt), sum(groups));
  };

  const hits = profiles.flatMap((profile) => {
    let score = 0;
    const matched = new Set<number>();
    for (const asked of parsed.terms) {
      const { word: asTyped, term, groups } = asked;
      const hasStem = (form: string) => stemEnglish(form) === term;
      const weigh = (form: string): number => {
        const counts = profile.forms.get(form);
        if (!counts) return 0;
        const inAbstract =
          counts.abstract * lengthNorm(profile.abstractLength, abstractMean, parameters.abstractLengthShare);
        const inTitle =
          counts.title * lengthNorm(profile.titleLength, titleMean, parameters.titleLengthShare);
        const byAuthor = form === asTyped ? counts.author * parameters.authorWeight : 0;
        return (
          inAbstract + parameters.titleWeight * inTitle + byAuthor + parameters.venueWeight * counts.venue
        );
      };
      const stem = [...profile.forms.keys()].filter(hasStem).reduce((sum, form) => sum + weigh(form), 0);
      if (stem === 0) continue;
      score += (1 - parameters.exactShare) * worth(asked, hasStem) * saturate(stem, parameters.k1);
      score +=
        parameters.exactShare *
        worth(asked, (form) => form === asTyped) *
        saturate(weigh(asTyped), parameters.k1);
      for (const group of groups) matched.add(group);
    }
    if (matched.size === 0) return [];
    const everything = sum(Array.from({ length: parsed.groupCount }, (_, group) => group));
    score *= coordinationFactor(sum(matched), everything, parameters.coordination);
    if (profile.titleHash === parsed.titleHash) {
      const isFound = ({ term }: { term: string }) => withForm((form) => stemEnglish(form) === term) > 0;
      for (const asked of parsed.terms.filter(isFound)) {
        score += Math.max(
          worth(asked, (form) => form === asked.word),
          worth(asked, (form) => stemEnglish(form) === asked.term),
        );
      }
    }
    return [{ paperId: profile.id, score, day: profile.day, matched: matched.size }];
  });
  return hits.sort((a, b) =>
    Math.abs(a.score - b.score) > 1e-9 ? b.score - a.score : b.day - a.day || b.paperId - a.paperId,
  );
}

type Profile = ReturnType<typeof profileOf>;

function profileOf({ id, title, abstract, authors, categories, venue, publishedOn }: IndexablePaper) {
  const forms = new Map<string, { title: number; abstract: number; author: number; venue: number }>();
  const count = (form: string, field: 'title' | 'abstract' | 'author' | 'venue', most: number): void => {
    const counts = forms.get(form) ?? { title: 0, abstract: 0, author: 0, venue: 0 };
    forms.set(form, counts);
    counts[field] = Math.min(counts[field] + 1, most);
  };
  const all = (source: string) => [
    ...tokenize(source).words,
    ...tokenize(source).compounds.map((one) => one.text),
  ];
  const withoutStopWords = (source: string) => all(source).filter((form) => !stopWords.has(form));
  for (const form of all(title)) count(form, 'title', 3);
  for (const form of withoutStopWords(abstract)) count(form, 'abstract', 15);
  for (const form of authors.flatMap(all)) count(form, 'author', 1);
  for (const form of withoutStopWords(venue ?? '')) count(form, 'venue', 1);
  for (const category of categories) count(category.toLowerCase().replace('.', ''), 'venue', 1);
  return {
    id,
    forms,
    day: dayNumber(publishedOn),
    titleHash: hashWords(tokenize(title).words),
    titleLength: tokenize(title).words.length,
    abstractLength: tokenize(abstract).words.filter((form) => !stopWords.has(form)).length,
  };
}
