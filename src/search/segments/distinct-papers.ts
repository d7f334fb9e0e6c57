/** Counts the distinct ordinals of one term after the other, without clearing anything in between. */
export class DistinctPapers {
  readonly #termOf: Uint32Array;
  #term = 0;

  constructor(paperCount: number) {
    this.#termOf = new Uint32Array(paperCount);
  }

  /** From here on, every paper is new again. */
  nextTerm(): void {
    this.#term++;
  }

  /** Answers how many of these papers were not among the term's papers yet. */
  add(ordinals: Uint32Array): number {
    let count = 0;
    for (const ordinal of ordinals) {
      if (this.#termOf[ordinal] === this.#term) continue;
      this.#termOf[ordinal] = this.#term;
      count++;
    }
    return count;
  }
}
