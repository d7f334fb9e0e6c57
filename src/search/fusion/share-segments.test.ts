import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeIndexablePaper } from '../../../test/relevance/stored-papers.ts';
import { marksOfFlags } from '../../../test/support/marks-of-flags.ts';
import { startSquaringThread } from '../../../test/support/start-squaring-thread.ts';
import { fixedClock } from '../../lib/clock.ts';
import { BlockingCalls } from '../../lib/threads/blocking-calls.ts';
import type { Database } from '../../storage/database.ts';
import { migrate } from '../../storage/migrate.ts';
import { openDatabase } from '../../storage/open-database.ts';
import { IndexReader, type QueriedIndex } from '../index-reader.ts';
import { parseQuery } from '../query/parse-query.ts';
import { FacetGroups } from '../results/facet-groups.ts';
import { relevanceParameters } from '../scoring/relevance.ts';
import { SegmentScorer } from '../scoring/score-segment.ts';
import { TopHits, type RankedPaper } from '../scoring/top-hits.ts';
import { weighQuery } from '../scoring/weigh-query.ts';
import { createSecondThread, type SecondThread } from '../second-thread.ts';
import { buildSegment } from '../segments/build-segment.ts';
import { addEncodedSegment } from '../segments/segment-store.ts';
import type { NearPaper } from '../vectors/find-nearest.ts';
import { NearestFinder } from '../vectors/nearest-finder.ts';
import { growRevision } from '../writer-lease.ts';
import { rankByWords } from './rank-by-words.ts';
import {
  rankSegments,
  type SegmentsAnswer,
  type SegmentsQuery,
  type SegmentToRank,
} from './rank-segments.ts';
import { SegmentSharing } from './share-segments.ts';

let database: Database;
let second: SecondThread;
beforeEach(async () => {
  database = openDatabase({ address: ':memory:' });
  await migrate(database, fixedClock('2026-08-20T10:00:00Z'));
  second = createSecondThread(relevanceParameters);
});
afterEach(async () => {
  await second.end();
  await database.destroy();
});

const scorer = new SegmentScorer(relevanceParameters);
const words = ['car', 'cat', 'moon', 'star', 'unknown'];
const text = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 })
  .map((chosen) => chosen.join(' '));
/** Of each paper: its abstract, whether it may be found, and its similarity, where it is among the nearest. */
const paper = fc.record({
  abstract: text,
  isAllowed: fc.boolean(),
  similarity: fc.option(fc.double({ min: 0.1, max: 1, noNaN: true }), { nil: undefined }),
});

test('two threads find what one does', async () => {
  const sharing = new SegmentSharing(second, { papers: 1, postingBytes: 1 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(paper, { minLength: 1, maxLength: 9 }), { minLength: 2, maxLength: 5 }),
      text,
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      async (all, asked, size, isLaterPage) => {
        const query = parseQuery(`${asked} ${all[0]![0]!.abstract}`);
        const index = await indexAnew(
          all.map((papers) => papers.map(({ abstract }) => abstract)),
          query.terms.map(({ term }) => term),
        );
        const groups = new FacetGroups();
        const segments = index.snapshot.segments.map(({ id, columns }, at): SegmentToRank => {
          const allowed = marksOfFlags(all[at]!.map(({ isAllowed }) => isAllowed));
          return { id, columns, allowed, groupOf: groups.of(columns) };
        });
        const nearPapers = segments.flatMap(({ id }, at) =>
          all[at]!.flatMap(({ isAllowed, similarity }, ordinal): NearPaper[] =>
            isAllowed && similarity !== undefined ? [{ segmentId: id, ordinal, similarity }] : [],
          ),
        );
        const near = {
          segmentIds: Float64Array.from(nearPapers, ({ segmentId }) => segmentId),
          ordinals: Uint32Array.from(nearPapers, ({ ordinal }) => ordinal),
          similarities: Float64Array.from(nearPapers, ({ similarity }) => similarity),
        };
        const { terms, groupWeights } = weighQuery(query, index);
        const segmentsQuery: SegmentsQuery = {
          words: { terms, groupWeights },
          titleLength: query.wordCount,
          titleHash: query.titleHash,
          titleBonus: 9,
          meaning: { known: 1, isRemote: false, reach: undefined },
          groupCount: groups.count,
        };
        const rank = (some: SegmentToRank[], top: TopHits): SegmentsAnswer =>
          rankSegments(segmentsQuery, some, {
            index: index.snapshot,
            scorer,
            near,
            listsOf: (id, term) => index.postings(id, term).lists,
            top,
          });
        const first = new TopHits(1);
        rank(segments, first);
        const after: RankedPaper | undefined = isLaterPage ? first.sorted()[0] : undefined;

        const alone = new TopHits(size, after);
        const expected = rank(segments, alone);
        const both = new TopHits(size, after);
        const share = () => sharing.share(segmentsQuery, segments, index, both, near);
        let shared = share();
        // The thread takes a while to start.
        for (; !shared; shared = share()) await setImmediate();
        const own = rank(shared.own, both);
        const others = shared.take(both)!;

        expect(shared.own.length * shared.others.length).toBeGreaterThan(0);
        expect(both.sorted()).toEqual(alone.sorted());
        expect(own.total + others.total).toBe(expected.total);
        expect([...own.alone, ...others.alone].sort()).toEqual(expected.alone.toSorted());
        expect(own.groupCounts.map((count, group) => count + others.groupCounts[group]!)).toEqual(
          expected.groupCounts,
        );
      },
    ),
    { numRuns: 60 },
  );
});

test('where the other thread fails, this one does all', async () => {
  const index = await indexAnew([['car moon'], ['car'], ['moon star']], ['car', 'moon']);
  const rankOn = (thread: SecondThread): [total: number, best: RankedPaper[]] => {
    const top = new TopHits(9);
    const { total } = rankByWords(parseQuery('car moon'), index, {
      scorer,
      finder: new NearestFinder(thread, { papers: 1 }),
      sharing: new SegmentSharing(thread, { papers: 1, postingBytes: 1 }),
      mode: 'bm25',
      top,
      allowedOf: () => undefined,
    });
    return [total, top.sorted()];
  };
  const failing = new BlockingCalls<unknown, never>(startSquaringThread);
  while (!failing.ask(1)) await setImmediate();
  const [total, best] = rankOn(failing);
  expect(failing.ask(1)).toBeUndefined();
  expect(total).toBe(3);
  expect([total, best]).toEqual(rankOn(second));
});

async function indexAnew(segments: string[][], terms: string[]): Promise<QueriedIndex> {
  for (const table of ['search_segments', 'search_postings'] as const)
    await database.deleteFrom(table).execute();
  let id = 0;
  for (const abstracts of segments)
    await addEncodedSegment(
      database,
      buildSegment(abstracts.map((abstract) => makeIndexablePaper({ id: ++id, abstract }))),
    );
  await growRevision(database);
  return new IndexReader(database, { cacheBytes: 1 << 20, modelPaths: [], remoteModel: undefined }).query(
    terms,
  );
}
