import { parentPort } from 'node:worker_threads';
import { buildSegment } from './build-segment.ts';
import { transferablesOf } from './encoded-segment.ts';
import type { IndexablePaper } from './indexable-paper.ts';

parentPort?.on('message', ({ number, papers }: { number: number; papers: IndexablePaper[] }) => {
  try {
    const segment = buildSegment(papers);
    parentPort?.postMessage({ number, segment }, transferablesOf(segment));
  } catch (error) {
    parentPort?.postMessage({ number, error });
  }
});
