import { answerCalls } from '../threads/answer-calls.ts';
import { buildSegment } from './build-segment.ts';
import { transferablesOf, type EncodedSegment } from './encoded-segment.ts';
import type { IndexablePaper } from './indexable-paper.ts';

// The thread of segment-builder.ts.
answerCalls<IndexablePaper[], EncodedSegment>({
  answer: async (papers) => buildSegment(papers),
  transferablesOf,
  close: async () => {},
});
