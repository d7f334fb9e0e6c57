import { setImmediate as thisTurn } from 'node:timers/promises';

const MAX_BATCH = 100;

/**
 * Makes a function for one thing of a function for many: calls that come in one turn of the event loop, or while a
 * batch is under way, go together. `run` answers one value for each thing, in order; what it throws, all callers of the batch get.
 */
export function inBatches<Thing, Answer>(
  run: (things: Thing[]) => Promise<Answer[]>,
): (thing: Thing) => Promise<Answer> {
  let waiting: { thing: Thing; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = [];
  let isRunning = false;

  async function runAll(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      await thisTurn();
      const batch = waiting.slice(0, MAX_BATCH);
      waiting = waiting.slice(MAX_BATCH);
      try {
        const answers = await run(batch.map(({ thing }) => thing));
        batch.forEach(({ resolve }, index) => resolve(answers[index] as Answer));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isRunning = false;
  }

  return (thing) =>
    new Promise((resolve, reject) => {
      waiting.push({ thing, resolve, reject });
      if (!isRunning) void runAll();
    });
}
