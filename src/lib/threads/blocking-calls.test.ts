import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSquaringThread } from '../../../test/support/start-squaring-thread.ts';
import { BlockingCalls, type BlockingCall } from './blocking-calls.ts';

let calls: BlockingCalls<number, number>;
beforeEach(() => {
  calls = new BlockingCalls(startSquaringThread);
});
afterEach(() => calls.end());

/** The thread takes a while to start. */
async function ask(number: number): Promise<BlockingCall<number>> {
  for (;;) {
    const call = calls.ask(number);
    if (call) return call;
    await setImmediate();
  }
}

test('each call has its own answer, in whatever order they are waited for', async () => {
  const [three, four, five] = [await ask(3), await ask(4), await ask(5)];
  expect(four.wait()).toBe(16);
  expect(five.wait()).toBe(25);
  expect(three.wait()).toBe(9);
});

test('an answer that nobody waits for holds nothing up', async () => {
  await ask(3);
  expect((await ask(4)).wait()).toBe(16);
  expect((await ask(5)).wait()).toBe(25);
});

test('once a call has failed there are no answers any more', async () => {
  expect((await ask(-1)).wait()).toBeUndefined();
  expect(calls.ask(2)).toBeUndefined();
});

test('what was asked before the end has no answer', async () => {
  const call = await ask(2);
  await calls.end();
  expect(call.wait()).toBeUndefined();
  expect(calls.ask(2)).toBeUndefined();
});
