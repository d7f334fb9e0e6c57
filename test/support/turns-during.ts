/** How often the event loop went round while `work` went on: 0 or 1 where it let nothing else in. */
export async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  const countTurn = (): void => {
    turns++;
    next = setImmediate(countTurn);
  };
  let next = setImmediate(countTurn);
  try {
    await work();
  } finally {
    clearImmediate(next);
  }
  return turns;
}
