import type { LoadedSegment } from '../index-reader.ts';
import type { PaperMarks } from './paper-marks.ts';

/**
 * Remembers which papers meet the conditions that were asked for last, up to a number of bytes (a bit for each paper): a reader
 * keeps a field while the words and years change. Segments never change; what is deleted is no matter of filters.
 */
export class FilterCache {
  readonly #maxBytes: number;
  readonly #known = new Map<string, PaperMarks>();
  #bytes = 0;

  constructor({ maxBytes }: { maxBytes: number }) {
    this.#maxBytes = maxBytes;
  }

  /** What is remembered of this condition, if anything. */
  recall({ id }: LoadedSegment, condition: object): PaperMarks | undefined {
    return this.#known.get(keyOf(id, condition));
  }

  /** What `find` answered for this condition, a plain object, in this segment; not to be changed. */
  remember({ id }: LoadedSegment, condition: object, find: () => PaperMarks): PaperMarks {
    const key = keyOf(id, condition);
    const known = this.#known.get(key);
    if (known) {
      // A Map keeps the order of insertion: the first one was not asked for the longest.
      this.#known.delete(key);
      this.#known.set(key, known);
      return known;
    }
    const found = find();
    this.#known.set(key, found);
    this.#bytes += found.length;
    for (const [oldest, { length }] of this.#known) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#known.delete(oldest);
      this.#bytes -= length;
    }
    return found;
  }
}

const keyOf = (segmentId: number, condition: object): string => `${segmentId} ${JSON.stringify(condition)}`;
