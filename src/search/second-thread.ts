import { BlockingCalls, type Asking, type BlockingCallsData } from '../lib/threads/blocking-calls.ts';
import { startThread } from '../lib/threads/start-thread.ts';
import type { SharedAnswer, SharedQuestion } from './fusion/share-segments.ts';
import type { RelevanceParameters } from './scoring/relevance.ts';
import type { NearPapers } from './vectors/find-nearest.ts';
import type { NearestQuestion } from './vectors/nearest-finder.ts';

/** What a ranker lets a second thread do, one thing after the other. */
export type SecondThread = Asking<NearestQuestion, NearPapers> &
  Asking<SharedQuestion, SharedAnswer> & { end(): Promise<void> };

/** From when on it is worth to wake it up. */
export interface SecondThreadUse {
  papers: number;
  /** In what one query scores. */
  postingBytes: number;
}

/** What the thread of second-thread-worker.ts is started with. */
export interface SecondThreadData extends BlockingCallsData {
  parameters: RelevanceParameters;
}

/** It starts when it is first asked. */
export function createSecondThread(parameters: RelevanceParameters): SecondThread {
  const start = (data: BlockingCallsData) =>
    startThread(
      import.meta.url,
      './second-thread-worker.ts',
      { ...data, parameters } satisfies SecondThreadData,
      [data.port],
    );
  return new BlockingCalls<NearestQuestion | SharedQuestion, NearPapers | SharedAnswer>(
    start,
  ) as SecondThread;
}
