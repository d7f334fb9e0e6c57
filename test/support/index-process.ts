import { fixedClock } from '../../src/lib/clock.ts';
import { createIndexer } from '../../src/search/indexer.ts';
import { buildSegment } from '../../src/search/segments/build-segment.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { removeForTest, storeForTest } from '../relevance/stored-papers.ts';

export interface IndexTask {
  address: string;
  now: string;
  seed: number;
}

/** Words that say which version of a paper the index has. */
export const wordOf = (id: number, version: number): string => `paper${id}version${version}`;

const MOST_PAPERS = 400;

// The process of index-kill.ts: stores, changes and removes papers and indexes them, with a merge due every few steps,
// until it is killed.
process.once('message', ({ address, now, seed }: IndexTask) => void work(address, now, seed));

async function work(address: string, now: string, seed: number): Promise<void> {
  const database = openDatabase({ address, durability: 'normal' });
  const indexer = createIndexer(database, {
    clock: fixedClock(now),
    builder: { build: async (papers) => buildSegment(papers), close: async () => {} },
  });
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (state >> 8) % below;
  };
  for (let step = 1; ; step++) {
    const ids = Array.from({ length: 1 + random(12) }, () => 1 + random(MOST_PAPERS));
    await storeForTest(
      database,
      [...new Set(ids)].map((id) => ({
        id,
        title: `${wordOf(id, seed * 1_000 + step)} ${'graph network model data '.repeat(1 + random(3))}`,
        abstract: Array.from({ length: 60 }, () => `word${random(3_000)}`).join(' '),
      })),
    );
    if (random(4) === 0) await removeForTest(database, 1 + random(MOST_PAPERS));
    await indexer.indexPending();
    if (random(3) === 0) await indexer.finish();
    process.send?.(step);
  }
}
