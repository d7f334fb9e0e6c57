import type { LoadedSegment, QueriedIndex } from '../index-reader.ts';
import { areFiltersEmpty, type QueryFilters } from '../query/query-filters.ts';
import { applyFilters, type PhrasePapers } from './apply-filters.ts';

/**
 * Remembers which papers pass the filters that were asked for last, up to a number of bytes (one a paper): a reader
 * keeps a field and a year while the words change. Segments never change; what is deleted is no matter of filters.
 */
export class FilterCache {
  readonly #maxBytes: number;
  readonly #known = new Map<string, Uint8Array>();
  #bytes = 0;

  constructor({ maxBytes }: { maxBytes: number }) {
    this.#maxBytes = maxBytes;
  }

  /** As `applyFilters` answers; not to be changed. */
  apply(
    filters: QueryFilters,
    segment: LoadedSegment,
    index: QueriedIndex,
    phrases: PhrasePapers,
  ): Uint8Array | undefined {
    // Where phrases stand is looked up in the papers' text for each query anew.
    const isLasting = filters.requirements.every(({ match }) => match !== 'phrase');
    if (areFiltersEmpty(filters) || !isLasting) return applyFilters(filters, segment, index, phrases);
    const key = `${segment.id} ${JSON.stringify(filters)}`;
    const known = this.#known.get(key);
    if (known) {
      // A Map keeps the order of insertion: the first one was not asked for the longest.
      this.#known.delete(key);
      this.#known.set(key, known);
      return known;
    }
    const allowed = applyFilters(filters, segment, index, phrases);
    if (allowed) this.#remember(key, allowed);
    return allowed;
  }

  #remember(key: string, allowed: Uint8Array): void {
    this.#known.set(key, allowed);
    this.#bytes += allowed.length;
    for (const [oldest, { length }] of this.#known) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#known.delete(oldest);
      this.#bytes -= length;
    }
  }
}
