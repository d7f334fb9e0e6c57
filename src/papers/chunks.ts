/**
 * Few sizes, so that a few statements serve all lengths and stay prepared; the largest keeps the widest table (19
 * columns) far below the 32,766 parameters that SQLite takes.
 */
const CHUNK_SIZES = [128, 32, 8, 2, 1];

/** The rows of a long insert, in pieces of a few fixed sizes. */
export function* chunksOf<Row>(rows: readonly Row[]): Generator<Row[]> {
  let start = 0;
  for (const size of CHUNK_SIZES) {
    for (; rows.length - start >= size; start += size) yield rows.slice(start, start + size);
  }
}

const LOOKUP_SIZES = [8, 64, 512];

/** The distinct values of a long `in (...)`, in pieces of a few fixed sizes: the last is filled up with its last value. */
export function* lookupChunksOf<Value extends string | number>(values: Iterable<Value>): Generator<Value[]> {
  const distinct = [...new Set(values)];
  const largest = LOOKUP_SIZES.at(-1) ?? 1;
  for (let start = 0; start < distinct.length; start += largest) {
    const chunk = distinct.slice(start, start + largest);
    const size = LOOKUP_SIZES.find((candidate) => candidate >= chunk.length) ?? largest;
    const last = chunk.at(-1);
    while (last !== undefined && chunk.length < size) chunk.push(last);
    yield chunk;
  }
}
