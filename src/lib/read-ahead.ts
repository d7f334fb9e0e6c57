/** The same values; while one is being used, the next is already being read. */
export async function* readAhead<Value>(values: AsyncIterable<Value>): AsyncGenerator<Value> {
  const iterator = values[Symbol.asyncIterator]();
  const start = (): Promise<IteratorResult<Value>> => {
    const next = iterator.next();
    // A failure is thrown where the value is awaited, not as an unhandled rejection before that.
    next.catch(() => {});
    return next;
  };
  let next = start();
  try {
    for (let result = await next; !result.done; result = await next) {
      next = start();
      yield result.value;
    }
  } finally {
    await iterator.return?.();
  }
}
