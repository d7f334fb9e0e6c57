import type { Worker } from 'node:worker_threads';
import { startThread } from '../start-thread.ts';
import type { EncodedSegment } from './encoded-segment.ts';
import type { IndexablePaper } from './indexable-paper.ts';

/** Builds segments on another thread, so that the thread that stores papers does nothing else. */
export interface SegmentBuilder {
  build(papers: IndexablePaper[]): Promise<EncodedSegment>;
  close(): Promise<void>;
}

interface Call {
  resolve(segment: EncodedSegment): void;
  reject(reason: unknown): void;
}

interface Answer {
  number: number;
  segment?: EncodedSegment;
  error?: unknown;
}

/** The thread starts with the first call and never keeps the program from ending. */
export function createSegmentBuilder(): SegmentBuilder {
  const waiting = new Map<number, Call>();
  let worker: Worker | undefined;
  let lastNumber = 0;

  const start = (): Worker => {
    const started = startThread(import.meta.url, './build-segment-worker.ts');
    started.unref();
    started.on('message', ({ number, segment, error }: Answer) => {
      const call = waiting.get(number);
      waiting.delete(number);
      if (waiting.size === 0) started.unref();
      if (segment) call?.resolve(segment);
      else call?.reject(error);
    });
    const fail = (reason: unknown): void => {
      if (worker === started) worker = undefined;
      for (const call of waiting.values()) call.reject(reason);
      waiting.clear();
    };
    started.on('error', fail);
    started.on('exit', () => fail(new Error('search: the thread that builds the index ended')));
    return started;
  };

  return {
    build(papers) {
      worker ??= start();
      worker.ref();
      const number = ++lastNumber;
      return new Promise((resolve, reject) => {
        waiting.set(number, { resolve, reject });
        worker?.postMessage({ number, papers });
      });
    },
    async close() {
      const ending = worker;
      worker = undefined;
      await ending?.terminate();
    },
  };
}
