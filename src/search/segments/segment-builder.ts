import { identifyModel } from '../embedding/paper-encoder.ts';
import { startThread } from '../../lib/threads/start-thread.ts';
import { createThreadCalls } from '../../lib/threads/thread-calls.ts';
import type { EncodablePaper, EncodedVectors } from '../vectors/encode-papers.ts';
import type { VectorSource } from '../vectors/vector-source.ts';
import type { EncodedSegment } from './encoded-segment.ts';
import type { IndexablePaper } from './indexable-paper.ts';

export interface SegmentBuilder {
  build(papers: IndexablePaper[]): Promise<EncodedSegment>;
  /** Missing: segments have no vectors. */
  vectors?: VectorSource;
  close(): Promise<void>;
}

export type BuilderQuestion = { toIndex: IndexablePaper[] } | { toEncode: (EncodablePaper | undefined)[] };

/** Builds segments on another thread, which computes and nothing else; the thread that stores papers goes on. */
export function createSegmentBuilder({ modelPath }: { modelPath?: string | undefined } = {}): SegmentBuilder {
  const calls = createThreadCalls<BuilderQuestion, EncodedSegment | EncodedVectors>(() =>
    startThread(import.meta.url, './build-segment-worker.ts', { modelPath }),
  );
  return {
    build: async (toIndex) => (await calls.ask({ toIndex })) as EncodedSegment,
    ...(modelPath !== undefined && {
      vectors: {
        model: identifyModel(modelPath),
        encode: async (toEncode) => (await calls.ask({ toEncode })) as EncodedVectors,
      },
    }),
    close: calls.end,
  };
}
