import type { PostingList } from './segments/posting-lists.ts';

/** A term's postings in one segment; without lists where it doesn't occur. */
export interface TermPostings {
  paperCount: number;
  lists: PostingList[];
}

/** What an entry costs besides its postings. */
const ENTRY_BYTES = 300;

/** The postings that were asked for last, still encoded, up to a number of bytes. */
export class PostingCache {
  readonly #maxBytes: number;
  readonly #entries = new Map<string, TermPostings>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  find(segmentId: number, term: string): TermPostings | undefined {
    const key = keyOf(segmentId, term);
    const found = this.#entries.get(key);
    if (!found) return undefined;
    // A Map keeps the order of insertion: the first entry is the one that was not asked for the longest.
    this.#entries.delete(key);
    this.#entries.set(key, found);
    return found;
  }

  add(segmentId: number, term: string, postings: TermPostings): void {
    const key = keyOf(segmentId, term);
    this.#remove(key);
    this.#entries.set(key, postings);
    this.#bytes += sizeOf(postings);
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#bytes -= sizeOf(entry);
  }
}

const keyOf = (segmentId: number, term: string): string => `${segmentId} ${term}`;

function sizeOf({ lists }: TermPostings): number {
  return ENTRY_BYTES * (1 + lists.length) + (lists[0]?.bytes.length ?? 0);
}
