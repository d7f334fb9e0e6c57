import type { Worker } from 'node:worker_threads';
import type { BlockingCallsData } from '../../src/lib/threads/blocking-calls.ts';
import { startThread } from '../../src/lib/threads/start-thread.ts';

export const startSquaringThread = (data: BlockingCallsData): Worker =>
  startThread(import.meta.url, './squaring-worker.ts', data, [data.port]);
