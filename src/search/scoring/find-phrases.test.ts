import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { storeForTest } from '../../../test/relevance/stored-papers.ts';
import { makeIndexablePaper } from '../../../test/relevance/stored-papers.ts';
import { fixedClock } from '../../lib/clock.ts';
import type { Database } from '../../storage/database.ts';
import { migrate } from '../../storage/migrate.ts';
import { openDatabase } from '../../storage/open-database.ts';
import { createRanker } from '../rank-papers.ts';
import { buildSegment } from '../segments/build-segment.ts';
import { addEncodedSegment } from '../segments/segment-store.ts';
import { growRevision } from '../writer-lease.ts';

let database: Database;
beforeEach(async () => {
  database = openDatabase({ address: ':memory:' });
  await migrate(database, fixedClock('2026-08-20T10:00:00Z'));
});
afterEach(() => database.destroy());

const word = fc.constantFrom('pre', 'trained', 'Pretrained', 'pre-trained', 'models', 'of', 'graph');
const sentence = (minLength: number, maxLength: number) =>
  fc.array(word, { minLength, maxLength }).map((words) => words.join(' '));
const papers = fc
  .array(fc.record({ title: sentence(1, 4), abstract: sentence(0, 8) }), { minLength: 1, maxLength: 12 })
  .map((all) => all.map((one, i) => makeIndexablePaper({ id: i + 1, ...one })));

test('finds, and leaves out, the papers in which the words stand next to each other', async () => {
  await fc.assert(
    fc.asyncProperty(papers, sentence(2, 3), sentence(2, 2), async (all, phrase, other) => {
      await database.deleteFrom('papers').execute();
      await database.deleteFrom('search_segments').execute();
      await database.deleteFrom('search_postings').execute();
      await storeForTest(database, all);
      for (const half of [all.slice(0, 5), all.slice(5)]) {
        if (half.length > 0) await addEncodedSegment(database, buildSegment(half));
      }
      await growRevision(database);
      const withPhrase = all.filter((one) => [one.title, one.abstract].some((text) => holds(text, phrase)));
      const inTitle = all.filter((one) => holds(one.title, phrase));
      const idsOf = (some: typeof all): number[] => some.map(({ id }) => id);
      // Stop words have no postings in abstracts: a phrase of nothing else needs one in the title.
      const findable = /[^of ]/.test(phrase)
        ? withPhrase
        : withPhrase.filter((one) => /\bof\b/.test(one.title));
      expect(await find(`"${phrase}"`)).toEqual(idsOf(findable));
      const withOther = (one: (typeof all)[number]): boolean =>
        [one.title, one.abstract].some((text) => holds(text, other));
      if (other !== 'of of') {
        // By the other phrase's words, stop words in abstracts are found as well.
        expect(await find(`"${phrase}" "${other}"`)).toEqual(idsOf(withPhrase.filter(withOther)));
        expect(await find(`"${phrase}" -"${other}"`)).toEqual(
          idsOf(findable.filter((one) => !withOther(one))),
        );
      }
      expect(await find(`title:"${phrase}"`)).toEqual(idsOf(inTitle));
      expect(await find(`-"${phrase}"`)).toEqual(idsOf(all.filter((one) => !withPhrase.includes(one))));
    }),
    { numRuns: 60 },
  );
});

async function find(text: string): Promise<number[]> {
  const { hits } = await createRanker(database).rank({ text, limit: 100 });
  return hits.map(({ paperId }) => paperId).toSorted((a, b) => a - b);
}

/** The definition: some run of the text's words is the phrase, whose words may be written together. */
function holds(text: string, phrase: string): boolean {
  const wanted = phrase.toLowerCase().split(/[ -]/);
  return [text, text.replaceAll('-', '')].some((written) => {
    const words = written.toLowerCase().split(/[ -]/);
    return words.some((_, start) => begins(words.slice(start), wanted));
  });
}

function begins(words: string[], wanted: string[]): boolean {
  if (wanted.length === 0) return true;
  return wanted.some(
    (_, i) => words[0] === wanted.slice(0, i + 1).join('') && begins(words.slice(1), wanted.slice(i + 1)),
  );
}
