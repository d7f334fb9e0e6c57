import type { PostingList } from './segments/posting-lists.ts';

/** A term's postings in one segment; without lists where it doesn't occur. */
export interface TermPostings {
  paperCount: number;
  lists: PostingList[];
}

interface Entry {
  segmentId: number;
  term: string;
  postings: TermPostings;
  /** Whether it was asked for since it was last in turn to go. */
  isUsed: boolean;
}

/** What an entry costs besides its postings. */
const ENTRY_BYTES = 300;

/**
 * The postings that were asked for of late, still encoded, up to a number of bytes. The oldest goes first, but gets a
 * second turn where it was used (Corbató: "A paging experiment with the Multics system", 1968): to find one moves nothing.
 */
export class PostingCache {
  readonly #maxBytes: number;
  readonly #bySegment = new Map<number, Map<string, Entry>>();
  /** The oldest first. */
  readonly #inTurn = new Set<Entry>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  find(segmentId: number, term: string): TermPostings | undefined {
    const entry = this.#bySegment.get(segmentId)?.get(term);
    if (!entry) return undefined;
    entry.isUsed = true;
    return entry.postings;
  }

  add(segmentId: number, term: string, postings: TermPostings): void {
    const earlier = this.#bySegment.get(segmentId)?.get(term);
    if (earlier) this.#remove(earlier);
    const added = { segmentId, term, postings, isUsed: false };
    this.#insert(added);
    for (const oldest of this.#inTurn) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#inTurn.delete(oldest);
      if (oldest.isUsed || (oldest === added && this.#inTurn.size > 0)) {
        oldest.isUsed = false;
        this.#inTurn.add(oldest);
      } else this.#remove(oldest);
    }
  }

  #insert(entry: Entry): void {
    const ofSegment = this.#bySegment.get(entry.segmentId) ?? new Map<string, Entry>();
    ofSegment.set(entry.term, entry);
    this.#bySegment.set(entry.segmentId, ofSegment);
    this.#inTurn.add(entry);
    this.#bytes += sizeOf(entry.postings);
  }

  #remove(entry: Entry): void {
    const ofSegment = this.#bySegment.get(entry.segmentId);
    ofSegment?.delete(entry.term);
    if (ofSegment?.size === 0) this.#bySegment.delete(entry.segmentId);
    this.#inTurn.delete(entry);
    this.#bytes -= sizeOf(entry.postings);
  }
}

function sizeOf({ lists }: TermPostings): number {
  return ENTRY_BYTES * (1 + lists.length) + (lists[0]?.bytes.length ?? 0);
}
