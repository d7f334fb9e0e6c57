import { expect, onTestFinished, test } from 'vitest';
import { makeIndexablePaper } from '../../../test/relevance/stored-papers.ts';
import { fixedClock } from '../../lib/clock.ts';
import { migrate } from '../../storage/migrate.ts';
import { openDatabase } from '../../storage/open-database.ts';
import { createRanker } from '../rank-papers.ts';
import { buildSegment } from '../segments/build-segment.ts';
import { addEncodedSegment } from '../segments/segment-store.ts';
import { growRevision } from '../writer-lease.ts';

async function complete(titles: string[], text: string): Promise<string[] | undefined> {
  const database = openDatabase({ address: ':memory:' });
  onTestFinished(() => database.destroy());
  await migrate(database, fixedClock('2026-08-20T10:00:00Z'));
  const papers = titles.map((title, i) => makeIndexablePaper({ id: i + 1, title }));
  await addEncodedSegment(database, buildSegment(papers));
  await growRevision(database);
  return (await createRanker(database).rank({ text, limit: 5, isTyping: true })).completions;
}

const times = (count: number, title: string): string[] => Array.from({ length: count }, () => title);

test.each([
  ['with a hyphen, what papers write with one', times(9, 'Zero-shot transfer'), 'zero', ['zero-shot']],
  [
    'with two hyphens, what papers write with two',
    [...times(9, 'Vision-language-action models'), ...times(9, 'Vision, language, action')],
    'visionl',
    ['vision-language-action'],
  ],
  ['with short words between', times(9, 'State-of-the-art synthesis'), 'stateo', ['state-of-the-art']],
  [
    'in one, a word that most papers write in one',
    [...times(4, 'Back-ground noise'), ...times(5, 'Background noise')],
    'backg',
    ['background'],
  ],
  [
    'in one, a word whose parts are words of other papers',
    [...times(9, 'Network design'), ...times(20, 'A net at work')],
    'netw',
    ['network'],
  ],
])('a completion is written %s', async (_what, titles, text, completions) => {
  expect(await complete(titles, text)).toEqual(completions);
});

test('the parts of a topic are found as they are suggested', async () => {
  const titles = [...times(9, 'Language-specific neurons'), ...times(12, 'Language models')];
  expect(await complete(titles, 'some langu')).toEqual(['language', 'language-specific']);
});
