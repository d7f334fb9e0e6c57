import { workerData } from 'node:worker_threads';
import { openPaperEncoder, type PaperEncoder } from '../embedding/paper-encoder.ts';
import { answerCalls } from '../../lib/threads/answer-calls.ts';
import { encodePapers, type EncodedVectors } from '../vectors/encode-papers.ts';
import { buildSegment } from './build-segment.ts';
import { transferablesOf, type EncodedSegment } from './encoded-segment.ts';
import type { BuilderQuestion } from './segment-builder.ts';

// The thread of segment-builder.ts.
const { modelPath } = workerData as { modelPath?: string };
let encoder: PaperEncoder | undefined;
const open = (path: string): PaperEncoder => (encoder ??= openPaperEncoder(path));

answerCalls<BuilderQuestion, EncodedSegment | EncodedVectors>({
  async answer(question) {
    if ('toEncode' in question) return encodePapers(question.toEncode, open(modelPath ?? ''));
    return buildSegment(question.toIndex, modelPath === undefined ? undefined : open(modelPath));
  },
  transferablesOf: (answer) =>
    'lists' in answer ? transferablesOf(answer) : [answer.vectors.buffer, answer.codes.buffer],
  close: async () => {},
});
