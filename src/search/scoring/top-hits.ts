/** A paper in the order of an answer: higher score first, then the newer one, then the higher id. */
export interface RankedPaper {
  paperId: number;
  score: number;
  /** See day-number.ts. */
  publishedDay: number;
}

/** Negative: `a` stands before `b`. */
export function compareRanked(a: RankedPaper, b: RankedPaper): number {
  return b.score - a.score || b.publishedDay - a.publishedDay || b.paperId - a.paperId;
}

/** Keeps the best `size` papers that stand after `after`: a binary heap with the worst on top. */
export class TopHits {
  readonly size: number;
  readonly after: RankedPaper | undefined;
  /**
   * One number: a score that all of the best have at least, as is known so far, perhaps by another thread that looks for them
   * in other segments. Threads write it without locks: what the other one wrote may be lost, which is no error, only slower.
   */
  readonly floor: Float64Array;
  readonly #heap: RankedPaper[] = [];

  constructor(size: number, after?: RankedPaper, floor?: Float64Array) {
    this.size = size;
    this.after = after;
    this.floor = floor ?? new Float64Array(new SharedArrayBuffer(8)).fill(-Infinity);
  }

  /** Papers that score less than this need not be offered. */
  get threshold(): number {
    return this.floor[0]!;
  }

  offer(paper: RankedPaper): void {
    if (this.after && compareRanked(paper, this.after) <= 0) return;
    const heap = this.#heap;
    if (heap.length < this.size) {
      heap.push(paper);
      this.#siftUp(heap.length - 1);
    } else if (heap.length > 0 && compareRanked(paper, heap[0]!) < 0) {
      heap[0] = paper;
      this.#siftDown();
    } else return;
    if (heap.length === this.size) this.floor[0] = Math.max(this.floor[0]!, heap[0]!.score);
  }

  /** Best first. */
  sorted(): RankedPaper[] {
    return this.#heap.toSorted(compareRanked);
  }

  #siftUp(from: number): void {
    const heap = this.#heap;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (compareRanked(heap[parent]!, heap[at]!) >= 0) return;
      [heap[parent], heap[at]] = [heap[at]!, heap[parent]!];
      at = parent;
    }
  }

  #siftDown(): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const worse = right < heap.length && compareRanked(heap[right]!, heap[left]!) > 0 ? right : left;
      if (compareRanked(heap[at]!, heap[worse]!) >= 0) return;
      [heap[at], heap[worse]] = [heap[worse]!, heap[at]!];
      at = worse;
    }
  }
}
