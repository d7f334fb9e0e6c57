import { workerData } from 'node:worker_threads';
import { answerBlockingCalls } from '../../src/lib/threads/answer-blocking-calls.ts';
import type { BlockingCallsData } from '../../src/lib/threads/blocking-calls.ts';

// The thread of start-squaring-thread.ts: squares numbers, and fails with negative ones and whatever else it is asked.
answerBlockingCalls(workerData as BlockingCallsData, (number: number) => {
  if (!(number >= 0)) throw new Error('no number to square');
  return number * number;
});
