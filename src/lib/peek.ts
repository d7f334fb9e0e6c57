/** Reads values ahead until `isEnough`, and gives them out again with all that follow. */
export async function peek<Value>(
  values: AsyncIterable<Value>,
  isEnough: (seen: readonly Value[]) => boolean,
): Promise<{ seen: Value[]; all: AsyncGenerator<Value> }> {
  const iterator = values[Symbol.asyncIterator]();
  const seen: Value[] = [];
  let failure: { error: unknown } | undefined;
  try {
    while (!isEnough(seen)) {
      const result = await iterator.next();
      if (result.done) break;
      seen.push(result.value);
    }
  } catch (error) {
    // What was read before the failure is still good; whoever reads on meets the failure behind it.
    failure = { error };
  }
  return { seen, all: replay(seen, failure, iterator) };
}

async function* replay<Value>(
  seen: readonly Value[],
  failure: { error: unknown } | undefined,
  iterator: AsyncIterator<Value>,
): AsyncGenerator<Value> {
  try {
    yield* seen;
    if (failure) throw failure.error;
    for (let result = await iterator.next(); !result.done; result = await iterator.next()) yield result.value;
  } finally {
    await iterator.return?.();
  }
}
