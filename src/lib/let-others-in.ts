import { setImmediate as nextTurn } from 'node:timers/promises';
import { monotonicMs } from './clock.ts';

const LONGEST_TURN_MS = 10;
let lastTurnMs = 0;

/**
 * To be awaited again and again in long work on this thread: once in 10 ms, requests are answered, messages of other
 * threads come in, and blobs that are used up give their memory back. Promises alone, however many, let nothing in.
 */
export async function letOthersIn(): Promise<void> {
  if (monotonicMs() - lastTurnMs < LONGEST_TURN_MS) return;
  await nextTurn();
  lastTurnMs = monotonicMs();
}
