import { coordinationFactor } from './relevance.ts';
import { MAX_FACTOR_WORDS } from './score-kernel.ts';

/** The factor for each set of the query's words; few of a long query's occur among its papers. */
export class CoordinationFactors {
  readonly #weights: number[];
  readonly #exponent: number;
  readonly #total: number;
  /** By mask; of a long query empty. */
  readonly table: Float64Array;
  readonly #known = new Map<number, number>();

  constructor(weights: number[], exponent: number) {
    this.#weights = weights;
    this.#exponent = exponent;
    this.#total = weights.reduce((sum, weight) => sum + weight, 0);
    const isShort = weights.length <= MAX_FACTOR_WORDS;
    this.table = isShort
      ? this.#matchedWeights().map((matched) => this.#factorOf(matched))
      : new Float64Array(0);
  }

  of(mask: number): number {
    const known = this.table.length > 0 ? this.table[mask] : this.#known.get(mask);
    if (known !== undefined) return known;
    const matched = this.#weights.reduce((sum, weight, bit) => ((mask >>> bit) & 1 ? sum + weight : sum), 0);
    const factor = this.#factorOf(matched);
    this.#known.set(mask, factor);
    return factor;
  }

  #factorOf(matched: number): number {
    return coordinationFactor(matched, this.#total, this.#exponent);
  }

  /** By mask: that of the same words but the last, and its weight. */
  #matchedWeights(): Float64Array {
    const matched = new Float64Array(1 << this.#weights.length);
    this.#weights.forEach((weight, bit) => {
      for (let mask = 1 << bit; mask < 2 << bit; mask++) matched[mask] = matched[mask ^ (1 << bit)]! + weight;
    });
    return matched;
  }
}
