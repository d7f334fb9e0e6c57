import type { LoadedSegment, QueriedIndex } from '../index-reader.ts';
import { hasBit } from '../segments/bitmap.ts';
import { decodeOrdinals, type PostingList } from '../segments/posting-lists.ts';
import { MAX_ABSTRACT_LENGTH, MAX_TITLE_LENGTH } from '../segments/segment-columns.ts';
import {
  coordinationFactor,
  lengthNorm,
  parametersFor,
  type CollectionStatistics,
  type RelevanceParameters,
} from './relevance.ts';
import type { TopHits } from './top-hits.ts';
import type { WeightedQuery, WeightedTerm } from './weigh-query.ts';

/**
 * Scores every paper of one segment, a term at a time, over arrays by ordinal. Made for one query and used for all its
 * segments; the arrays stay for the next one.
 */
export class SegmentScorer {
  readonly #given: RelevanceParameters;
  #parameters: RelevanceParameters;
  #size = 0;
  #scores = new Float64Array(0);
  /** Which of the query's words a paper has. */
  #masks = new Uint32Array(0);
  /** The term at hand: weighted count over all its forms; zero again after each term. */
  #weighted = new Float64Array(0);
  #touched = new Uint32Array(0);
  #ordinals = new Uint32Array(0);
  readonly #titleNorms = new Float64Array(MAX_TITLE_LENGTH + 1);
  readonly #abstractNorms = new Float64Array(MAX_ABSTRACT_LENGTH + 1);

  constructor(parameters: RelevanceParameters) {
    this.#given = parameters;
    this.#parameters = parameters;
  }

  /** Before a query's first segment. */
  begin(
    { groupWeights }: WeightedQuery,
    { averageTitleLength, averageAbstractLength }: CollectionStatistics,
  ): void {
    this.#parameters = parametersFor(this.#given, groupWeights.length);
    const { titleLengthShare, abstractLengthShare, titleWeight } = this.#parameters;
    for (let length = 0; length <= MAX_TITLE_LENGTH; length++)
      this.#titleNorms[length] = titleWeight * lengthNorm(length, averageTitleLength, titleLengthShare);
    for (let length = 0; length <= MAX_ABSTRACT_LENGTH; length++)
      this.#abstractNorms[length] = lengthNorm(length, averageAbstractLength, abstractLengthShare);
  }

  /**
   * Offers the segment's papers to `top` and answers how many match. `allowed`: by ordinal, 1 where the filters let it
   * through. Papers of the query's very title get `titleBonus`.
   */
  score(
    segment: LoadedSegment,
    index: QueriedIndex,
    query: WeightedQuery,
    top: TopHits,
    { allowed, titleHash, titleBonus }: { allowed?: Uint8Array; titleHash?: number; titleBonus: number },
  ): number {
    this.#reset(segment.columns.paperCount);
    for (const term of query.terms) this.#addTerm(segment, term, index.postings(segment.id, term.term).lists);
    return this.#collect(segment, query, top, allowed, titleHash, titleBonus);
  }

  #reset(paperCount: number): void {
    this.#size = paperCount;
    if (this.#scores.length < paperCount) {
      this.#scores = new Float64Array(paperCount);
      this.#masks = new Uint32Array(paperCount);
      this.#weighted = new Float64Array(paperCount);
      this.#touched = new Uint32Array(paperCount);
      this.#ordinals = new Uint32Array(paperCount);
      return;
    }
    this.#scores.fill(0, 0, paperCount);
    this.#masks.fill(0, 0, paperCount);
  }

  #addTerm(segment: LoadedSegment, term: WeightedTerm, lists: PostingList[]): void {
    const { k1, exactShare } = this.#parameters;
    const exactWeight = exactShare * term.exactRarity;
    const stemWeight = (1 - exactShare) * term.stemRarity;
    const only = lists.length === 1 ? lists[0] : undefined;
    if (only) {
      const isExact = only.form === term.word;
      this.#addList(segment, only, isExact, isExact ? exactWeight + stemWeight : stemWeight, term.mask, k1);
      return;
    }
    let touchedCount = 0;
    for (const list of lists) touchedCount = this.#gatherForm(segment, list, term, exactWeight, touchedCount);
    const scores = this.#scores;
    for (let i = 0; i < touchedCount; i++) {
      const ordinal = this.#touched[i]!;
      const weighted = this.#weighted[ordinal]!;
      this.#weighted[ordinal] = 0;
      scores[ordinal]! += (stemWeight * weighted) / (k1 + weighted);
    }
  }

  /** A term of one form: its own saturation is that of the stem. */
  #addList(
    segment: LoadedSegment,
    list: PostingList,
    isExact: boolean,
    weight: number,
    mask: number,
    k1: number,
  ): void {
    const ordinals = this.#ordinals;
    decodeOrdinals(list, ordinals);
    const { bytes, count, countsStart } = list;
    for (let i = 0; i < count; i++) {
      const ordinal = ordinals[i]!;
      const weighted = this.#weigh(segment, ordinal, bytes[countsStart + i]!, isExact);
      if (weighted === 0) continue;
      this.#scores[ordinal]! += (weight * weighted) / (k1 + weighted);
      this.#masks[ordinal]! |= mask;
    }
  }

  /** One of several forms: adds to the stem's counts, and, where it is the word as typed, to the score at once. */
  #gatherForm(
    segment: LoadedSegment,
    list: PostingList,
    { word, mask }: WeightedTerm,
    exactWeight: number,
    touchedBefore: number,
  ): number {
    const { k1 } = this.#parameters;
    const isExact = list.form === word;
    const ordinals = this.#ordinals;
    decodeOrdinals(list, ordinals);
    const { bytes, count, countsStart } = list;
    let touchedCount = touchedBefore;
    for (let i = 0; i < count; i++) {
      const ordinal = ordinals[i]!;
      const weighted = this.#weigh(segment, ordinal, bytes[countsStart + i]!, isExact);
      if (weighted === 0) continue;
      if (isExact) this.#scores[ordinal]! += (exactWeight * weighted) / (k1 + weighted);
      if (this.#weighted[ordinal] === 0) this.#touched[touchedCount++] = ordinal;
      this.#weighted[ordinal]! += weighted;
      this.#masks[ordinal]! |= mask;
    }
    return touchedCount;
  }

  /** `weightedCount` of relevance.ts, by tables. */
  #weigh({ columns }: LoadedSegment, ordinal: number, counts: number, isExact: boolean): number {
    const inAbstract = (counts & 15) * this.#abstractNorms[columns.abstractLengths[ordinal]!]!;
    if (counts < 16) return inAbstract;
    const inTitle = ((counts >> 4) & 3) * this.#titleNorms[columns.titleLengths[ordinal]!]!;
    const { authorWeight, venueWeight } = this.#parameters;
    const elsewhere = (isExact && counts & 64 ? authorWeight : 0) + (counts & 128 ? venueWeight : 0);
    return inAbstract + inTitle + elsewhere;
  }

  #collect(
    { columns, deletions }: LoadedSegment,
    { groupWeights }: WeightedQuery,
    top: TopHits,
    allowed: Uint8Array | undefined,
    titleHash: number | undefined,
    titleBonus: number,
  ): number {
    const factors = new CoordinationFactors(groupWeights, this.#parameters.coordination);
    let matchCount = 0;
    for (let ordinal = 0; ordinal < this.#size; ordinal++) {
      const mask = this.#masks[ordinal]!;
      if (mask === 0) continue;
      if (allowed && allowed[ordinal] === 0) continue;
      if (deletions && hasBit(deletions, ordinal)) continue;
      matchCount++;
      const isTitle = titleHash !== undefined && columns.titleHashes[ordinal] === titleHash;
      const bonus = isTitle ? titleBonus : 0;
      if (this.#scores[ordinal]! + bonus < top.threshold) continue;
      const score = this.#scores[ordinal]! * factors.of(mask) + bonus;
      if (score < top.threshold) continue;
      top.offer({
        paperId: columns.paperIds[ordinal]!,
        score,
        publishedDay: columns.publishedDays[ordinal]!,
      });
    }
    return matchCount;
  }
}

/** Few different sets of words occur among the papers of a query: each is computed once. */
class CoordinationFactors {
  readonly #weights: number[];
  readonly #exponent: number;
  readonly #known = new Map<number, number>();

  constructor(weights: number[], exponent: number) {
    this.#weights = weights;
    this.#exponent = exponent;
  }

  of(mask: number): number {
    const known = this.#known.get(mask);
    if (known !== undefined) return known;
    let matched = 0;
    let total = 0;
    this.#weights.forEach((weight, bit) => {
      total += weight;
      if ((mask >>> bit) & 1) matched += weight;
    });
    const factor = coordinationFactor(matched, total, this.#exponent);
    this.#known.set(mask, factor);
    return factor;
  }
}
