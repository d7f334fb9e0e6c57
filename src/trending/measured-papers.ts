import type { SignalMeasure } from './measure-signal.ts';
import type { MeasuredPaper } from './trending-norms.ts';

/** A measured paper, and what its row in the score table has beside its score. */
export interface ScorableMeasures extends MeasuredPaper {
  id: number;
  listedOn: string;
  /** JSON, as stored. */
  categories: string;
  hasCode: boolean;
}

/** In a block: a paper's own numbers, and how many measures follow. */
const PAPER_NUMBERS = 8;
/** In a block: a measure's kind, and what there is to say of it. */
const MEASURE_NUMBERS = 12;

/**
 * Measured papers, to be gone through any number of times. Kept as numbers: as objects those of a million papers take
 * well over a gigabyte, which is moved about at each garbage collection.
 */
export class MeasuredPapers implements Iterable<ScorableMeasures> {
  readonly #blocks: Float64Array[] = [];
  readonly #names = new Names();

  add(papers: readonly ScorableMeasures[]): void {
    const measureCount = papers.reduce((sum, { measures }) => sum + measures.length, 0);
    const block = new Float64Array(papers.length * PAPER_NUMBERS + measureCount * MEASURE_NUMBERS);
    let at = 0;
    for (const paper of papers) {
      block[at] = paper.id;
      block[at + 1] = this.#names.numberOf(paper.listedOn);
      block[at + 2] = this.#names.numberOf(paper.categories);
      block[at + 3] = paper.hasCode ? 1 : 0;
      block[at + 4] = this.#names.numberOf(paper.field);
      block[at + 5] = paper.ageDays ?? NaN;
      block[at + 6] = paper.ageBand;
      block[at + 7] = paper.measures.length;
      at += PAPER_NUMBERS;
      for (const { kind, measure } of paper.measures) {
        block[at] = this.#names.numberOf(kind);
        writeMeasure(block, at + 1, measure);
        at += MEASURE_NUMBERS;
      }
    }
    this.#blocks.push(block);
  }

  /** In the order in which they were added. */
  *[Symbol.iterator](): Generator<ScorableMeasures> {
    for (const block of this.#blocks) {
      for (let at = 0; at < block.length;) {
        const [ageDays, measureCount] = [block[at + 5]!, block[at + 7]!];
        const measures: { kind: string; measure: SignalMeasure }[] = [];
        for (let i = 0; i < measureCount; i++) {
          const start = at + PAPER_NUMBERS + i * MEASURE_NUMBERS;
          measures.push({
            kind: this.#names.nameOf(block[start]!),
            measure: readMeasure(block, start + 1),
          });
        }
        yield {
          id: block[at]!,
          listedOn: this.#names.nameOf(block[at + 1]!),
          categories: this.#names.nameOf(block[at + 2]!),
          hasCode: block[at + 3] === 1,
          field: this.#names.nameOf(block[at + 4]!),
          ageDays: Number.isNaN(ageDays) ? undefined : ageDays,
          ageBand: block[at + 6]!,
          measures,
        };
        at += PAPER_NUMBERS + measureCount * MEASURE_NUMBERS;
      }
    }
  }
}

function writeMeasure(block: Float64Array, at: number, measure: SignalMeasure): void {
  block[at] = measure.now.gain;
  block[at + 1] = measure.now.days;
  block[at + 2] = measure.base.gain;
  block[at + 3] = measure.base.days;
  block[at + 4] = measure.count;
  block[at + 5] = measure.livedDays;
  block[at + 6] = measure.grown.gain;
  block[at + 7] = measure.grown.countDays;
  block[at + 8] = measure.grewAtMs;
  block[at + 9] = measure.lookedAtMs;
  block[at + 10] = measure.knownDays;
}

function readMeasure(block: Float64Array, at: number): SignalMeasure {
  return {
    now: { gain: block[at]!, days: block[at + 1]! },
    base: { gain: block[at + 2]!, days: block[at + 3]! },
    count: block[at + 4]!,
    livedDays: block[at + 5]!,
    grown: { gain: block[at + 6]!, countDays: block[at + 7]! },
    grewAtMs: block[at + 8]!,
    lookedAtMs: block[at + 9]!,
    knownDays: block[at + 10]!,
  };
}

/** Days, fields, categories and kinds: few, each of very many papers. */
class Names {
  readonly #names: string[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#names.push(name) - 1;
      this.#numbers.set(name, number);
    }
    return number;
  }

  nameOf(number: number): string {
    return this.#names[number]!;
  }
}
