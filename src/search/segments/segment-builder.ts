import { startThread } from '../threads/start-thread.ts';
import { createThreadCalls } from '../threads/thread-calls.ts';
import type { EncodedSegment } from './encoded-segment.ts';
import type { IndexablePaper } from './indexable-paper.ts';

export interface SegmentBuilder {
  build(papers: IndexablePaper[]): Promise<EncodedSegment>;
  close(): Promise<void>;
}

/** Builds segments on another thread, which computes and nothing else; the thread that stores papers goes on. */
export function createSegmentBuilder(): SegmentBuilder {
  const calls = createThreadCalls<IndexablePaper[], EncodedSegment>(() =>
    startThread(import.meta.url, './build-segment-worker.ts'),
  );
  return { build: calls.ask, close: calls.end };
}
