import type { PostingList } from '../segments/posting-lists.ts';
import { MAX_ABSTRACT_LENGTH, MAX_TITLE_LENGTH, type SegmentColumns } from '../segments/segment-columns.ts';
import { CoordinationFactors } from './coordination-factors.ts';
import {
  lengthNorm,
  parametersFor,
  saturate,
  type CollectionStatistics,
  type RelevanceParameters,
} from './relevance.ts';
import {
  ScoreKernel,
  WINDOW_PAPERS,
  type Candidates,
  type KernelColumns,
  type ListCursor,
} from './score-kernel.ts';
import type { TopHits } from './top-hits.ts';
import type { WeightedQuery, WeightedTerm } from './weigh-query.ts';

/** What scoring reads of a segment's papers. */
export type ScoredColumns = KernelColumns &
  Pick<SegmentColumns, 'paperIds' | 'titleHashes' | 'publishedDays'>;

/** What scoring goes by in all of an index. */
export interface ScoredIndex {
  statistics: CollectionStatistics;
  segments: { id: number; columns: ScoredColumns }[];
}

export interface ScoreOptions {
  /** A bit by ordinal, 1 where a paper is not deleted and the filters let it through; missing: all. */
  allowed?: Uint8Array | undefined;
  /** Papers of the query's very title get `titleBonus`. */
  titleHash?: number | undefined;
  titleBonus: number;
  /** What papers get beside their words, by ordinal; papers that are allowed. */
  bonuses?: ReadonlyMap<number, number> | undefined;
  /** Ordinals, of which those that match are removed. */
  unmatched?: Set<number> | undefined;
  /** By ordinal: the group in which a paper that matches is counted, see `groupCounts`. */
  groupOf?: Uint32Array | undefined;
}

/**
 * Finds every paper of a segment that has any of the query's words, and scores those that can still come among the best:
 * a window of papers at a time, the rarest word first, so that the common ones need only be counted for most papers
 * (MaxScore: Turtle, Flood, "Query evaluation: strategies and optimizations", 1995). The list is the same as if all
 * were scored. Made once and used for one query after the other.
 */
export class SegmentScorer {
  readonly #given: RelevanceParameters;
  readonly #kernel = new ScoreKernel();
  #statistics: CollectionStatistics | undefined;
  #parameters: RelevanceParameters;
  #terms: BoundedTerm[] = [];
  #factors = new CoordinationFactors([], 0);
  #titleFloor = -Infinity;

  constructor(parameters: RelevanceParameters) {
    this.#given = parameters;
    this.#parameters = parameters;
  }

  /**
   * Before a query's first segment. `titleLength`: words of the query, should it be a title. `groupCount`: of papers, see
   * `groupCounts`.
   */
  begin(
    query: Omit<WeightedQuery, 'rarities'>,
    { statistics, segments }: ScoredIndex,
    { titleLength, groupCount = 0 }: { titleLength: number; groupCount?: number | undefined },
  ): void {
    this.#parameters = parametersFor(this.#given, query.groupWeights.length);
    this.#factors = new CoordinationFactors(query.groupWeights, this.#parameters.coordination);
    this.#kernel.setFactors(this.#factors.table);
    this.#terms = boundTerms(query.terms, this.#parameters);
    this.#titleFloor = lowestScoreOfTitle(this.#terms, titleLength, statistics, this.#parameters);
    this.#kernel.keepColumns(new Set(segments.map(({ columns }) => columns)));
    this.#kernel.clearGroupCounts(groupCount);
    if (statistics !== this.#statistics) this.#setTables(statistics);
  }

  /** What no paper's words can add up to, without bonuses. */
  get highestScore(): number {
    return this.#terms[0]?.bound ?? 0;
  }

  /** How many papers of each group matched, in all segments since `begin`. */
  groupCounts(): Uint32Array {
    return this.#kernel.groupCounts();
  }

  /** Offers the segment's papers to `top` and answers how many match. */
  score(
    columns: ScoredColumns,
    listsOf: (term: string) => PostingList[],
    top: TopHits,
    { allowed, titleHash, titleBonus, bonuses, unmatched, groupOf }: ScoreOptions,
  ): number {
    const cursors = this.#terms.flatMap((term) => this.#cursorsOf(term, listsOf(term.term)));
    if (cursors.length === 0) return 0;
    const floor = titleHash === undefined ? Infinity : this.#titleFloor;
    let matchCount = 0;
    const kernel = this.#kernel;
    let start = kernel.load(columns, cursors, { allowed, groupOf });
    const offering = { titleHash, titleBonus, bonuses: new WindowBonuses(kernel, bonuses) };
    while (start < columns.paperCount) {
      const end = Math.min(start + WINDOW_PAPERS, columns.paperCount);
      const threshold = Math.min(top.threshold, floor);
      offering.bonuses.move(start, end);
      const next = kernel.scoreWindow(start, end, threshold);
      this.#offer(kernel.collect(start, end), columns, top, offering);
      matchCount += kernel.matchCount;
      for (const ordinal of unmatched ?? [])
        if (ordinal >= start && ordinal < end && kernel.isMatch(ordinal - start)) unmatched!.delete(ordinal);
      start = next;
    }
    return matchCount;
  }

  /** Offers a window's candidates. */
  #offer(
    candidates: Candidates,
    { titleHashes, publishedDays, paperIds }: ScoredColumns,
    top: TopHits,
    { titleHash, titleBonus, bonuses }: Offering,
  ): void {
    let { threshold } = top;
    for (let i = 0; i < candidates.count; i++) {
      const ordinal = candidates.ordinal(i);
      const bonus = bonuses.of(ordinal) + (titleHashes[ordinal] === titleHash ? titleBonus : 0);
      // No factor is above 1: most candidates need not be multiplied.
      if (candidates.score(i) + bonus < threshold) continue;
      const score = candidates.score(i) * this.#factors.of(candidates.mask(i)) + bonus;
      if (score < threshold) continue;
      top.offer({ paperId: paperIds[ordinal]!, score, publishedDay: publishedDays[ordinal]! });
      ({ threshold } = top);
    }
  }

  #setTables(statistics: CollectionStatistics): void {
    const { titleLengthShare, abstractLengthShare, titleWeight, k1, venueWeight } = this.#given;
    const { averageTitleLength, averageAbstractLength } = statistics;
    this.#statistics = statistics;
    this.#kernel.setTables({
      k1,
      venueWeight,
      titleNorms: Float64Array.from(
        lengths(MAX_TITLE_LENGTH),
        (length) => titleWeight * lengthNorm(length, averageTitleLength, titleLengthShare),
      ),
      abstractNorms: Float64Array.from(lengths(MAX_ABSTRACT_LENGTH), (length) =>
        lengthNorm(length, averageAbstractLength, abstractLengthShare),
      ),
    });
  }

  #cursorsOf(
    { word, mask, exactWeight, stemWeight, bound, rest }: BoundedTerm,
    lists: PostingList[],
  ): ListCursor[] {
    return lists.map((list, index): ListCursor => {
      const isExact = list.form === word;
      // A term of one form: its own saturation is that of the stem. The word as typed is added in two parts even so,
      // for one product would round otherwise, and papers alike in two segments would not score alike.
      const isOnly = lists.length === 1 && !isExact;
      return {
        list,
        mask,
        place: isOnly ? 'only form' : index < lists.length - 1 ? 'one of several' : 'last of several',
        ownWeight: isExact ? exactWeight : isOnly ? stemWeight : 0,
        stemWeight,
        authorWeight: isExact ? this.#parameters.authorWeight : 0,
        bound,
        rest,
      };
    });
  }
}

interface BoundedTerm extends WeightedTerm {
  exactWeight: number;
  stemWeight: number;
  /** The most that this term and all after it can add to a score: saturation stays below 1. */
  bound: number;
  /** Bits of the words that these cover. */
  rest: number;
}

/** In the order in which they are scored. */
function boundTerms(terms: WeightedTerm[], { exactShare }: RelevanceParameters): BoundedTerm[] {
  const weighted = terms.map((term) => ({
    ...term,
    exactWeight: exactShare * term.exactRarity,
    stemWeight: (1 - exactShare) * term.stemRarity,
    bound: 0,
    rest: 0,
  }));
  const worth = ({ exactWeight, stemWeight }: BoundedTerm): number => exactWeight + stemWeight;
  weighted.sort((a, b) => worth(b) - worth(a));
  let bound = 0;
  let rest = 0;
  for (const term of weighted.toReversed()) {
    term.bound = bound += worth(term);
    term.rest = rest |= term.mask;
  }
  return weighted;
}

/** What a paper of the query's very title has at least: each word as typed, once, in a title of that length. */
function lowestScoreOfTitle(
  terms: BoundedTerm[],
  titleLength: number,
  { averageTitleLength }: CollectionStatistics,
  { titleWeight, titleLengthShare, k1 }: RelevanceParameters,
): number {
  const length = Math.min(titleLength, MAX_TITLE_LENGTH);
  const saturated = saturate(titleWeight * lengthNorm(length, averageTitleLength, titleLengthShare), k1);
  const lowest = new Map<number, number>();
  for (const { mask, exactWeight, stemWeight } of terms) {
    // A term that joins several words need not be in the title; of several for one word, one is.
    if ((mask & (mask - 1)) !== 0) continue;
    lowest.set(mask, Math.min(lowest.get(mask) ?? Infinity, (exactWeight + stemWeight) * saturated));
  }
  const sum = [...lowest.values()].reduce((total, score) => total + score, 0);
  return sum * (1 - 1e-9);
}

const lengths = (max: number): number[] => Array.from({ length: max + 1 }, (_, length) => length);

interface Offering {
  titleHash: number | undefined;
  titleBonus: number;
  bonuses: WindowBonuses;
}

/** What the papers of a window get beside their words: few do, and each candidate is asked about. */
class WindowBonuses {
  readonly #bonuses: ReadonlyMap<number, number>;
  readonly #ordinals: Uint32Array;
  readonly #kernel: ScoreKernel;
  #next = 0;
  #start = 0;

  constructor(kernel: ScoreKernel, bonuses: ReadonlyMap<number, number> = new Map()) {
    this.#bonuses = bonuses;
    this.#ordinals = Uint32Array.from(bonuses.keys()).sort();
    this.#kernel = kernel;
    kernel.clearBonuses();
  }

  /** To a window behind the one before. */
  move(start: number, end: number): void {
    this.#kernel.clearBonuses();
    this.#start = start;
    for (; this.#ordinals[this.#next]! < end; this.#next++) {
      const ordinal = this.#ordinals[this.#next]!;
      if (ordinal >= start) this.#kernel.addBonus(ordinal - start, this.#bonuses.get(ordinal)!);
    }
  }

  of(ordinal: number): number {
    return this.#kernel.bonusOf(ordinal - this.#start);
  }
}
