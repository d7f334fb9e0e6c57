import { stopWords } from '../analysis/stop-words.ts';
import { splitWords } from '../embedding/embedding-tokens.ts';
import type { PaperEncoder } from '../embedding/paper-encoder.ts';
import type { WeightedQuery } from '../scoring/weigh-query.ts';
import { inverseFrequency } from '../scoring/relevance.ts';
import type { NearPapers } from '../vectors/find-nearest.ts';

/**
 * How keyword and meaning are joined. A paper's score is
 *
 *     keyword score + WEIGHT x highest x known x max(0, similarity - floor)
 *
 * highest: the keyword score that no paper exceeds, so that both sides are in the same unit for any query.
 * known: of the rarity of the query's words, the part of those that the model has learnt. A claim made of gene names that
 *   the training text never had stays with the keywords.
 * floor: the similarity of the last of the NEAREST papers; those beyond it have no bonus, and need none to be computed.
 *
 * One formula for every paper and every page, so that a page never depends on what the ones before it held. Fitted on the
 * four judged sets against our own BM25F (docs/search.md has the table); z-scores over the union of both sides, which
 * training/reference-fusion.ts has, come out the same within .001, and reciprocal ranks worse than keywords alone.
 */
export const WEIGHT = 0.3;
export const NEAREST = 500;

/** A paper that has none of the words is found from this similarity on; papers on anything else stay below it. */
export const ALONE_SIMILARITY = 0.35;

/**
 * Of an embeddings server's model nothing is known but that nearer is better: some put all texts between .7 and .9. What
 * lies between the nearest paper and the floor is stretched to what the built-in model has there in the mean; papers
 * without any of the words are found in the upper part of it.
 */
const REMOTE_SPREAD = 0.35;
const REMOTE_ALONE_SHARE = 0.4;

/** A word's weight in the query's vector is the square root of its share of the highest rarity, at least this share. */
const SMALLEST_SHARE = 0.05;
const STOP_WORD_SHARE = 0.3;
/** Of a word whose rarity was not looked up: it stands behind the first words of a very long query. */
const UNKNOWN_SHARE = 0.5;

/** A query as a vector, and how far it is to be trusted. */
export interface QueryMeaning {
  vector: Float32Array;
  /** 0 to 1, see above. */
  known: number;
}

export function encodeQuery(
  text: string,
  rarities: WeightedQuery['rarities'],
  paperCount: number,
  encoder: PaperEncoder,
): QueryMeaning {
  const highest = inverseFrequency(paperCount, 1);
  const shareOf = (word: string): number => {
    if (stopWords.has(word)) return STOP_WORD_SHARE;
    const rarity = rarities.get(word);
    return rarity === undefined ? UNKNOWN_SHARE : Math.min(1, rarity / highest);
  };
  const vector = encoder.encode(text, {
    weighWord: (word) => Math.sqrt(Math.max(SMALLEST_SHARE, shareOf(word))),
  });
  let known = 0;
  let all = 0;
  for (const word of new Set(splitWords(text))) {
    if (stopWords.has(word)) continue;
    const rarity = rarities.get(word) ?? 0;
    all += rarity;
    if (encoder.knowsWord(word)) known += rarity;
  }
  return { vector, known: all === 0 ? 0 : known / all };
}

/** From which similarity on papers are put higher; the next page is ranked by the same. */
export interface MeaningReach {
  /** See above. */
  floor: number;
  /** From there to the nearest paper, for an embeddings server's model; missing for the built-in one. */
  spread?: number | undefined;
}

/** What the nearest papers get. */
export interface MeaningBonuses {
  bySegment: Map<number, SegmentBonuses>;
  /** The largest bonus of all. */
  largest: number;
  reach: MeaningReach;
}

export interface SegmentBonuses {
  /** By ordinal. */
  bonuses: Map<number, number>;
  /** Ordinals of papers that are found even where they have none of the words. */
  foundAlone: Set<number>;
}

export interface Weighing {
  known: number;
  highest: number;
  /** An embeddings server's model gave the similarities. */
  isRemote: boolean;
  /** That of the first page, where this is another one. */
  reach: MeaningReach | undefined;
}

export function weighNearest(
  near: NearPapers,
  { known, highest, isRemote, reach: given }: Weighing,
): MeaningBonuses {
  const isGiven = given && (given.spread !== undefined) === isRemote;
  const reach = isGiven ? given : isRemote ? reachOfRemote(near) : reachOfOwn(near);
  const { floor, spread } = reach;
  const factor = spread === undefined ? 1 : spread > 0 ? REMOTE_SPREAD / spread : 0;
  const aloneFrom = spread === undefined ? ALONE_SIMILARITY : floor + spread * (1 - REMOTE_ALONE_SHARE);
  const scale = WEIGHT * highest * known * factor;
  const bySegment: MeaningBonuses['bySegment'] = new Map();
  let largest = 0;
  const { segmentIds, ordinals, similarities } = near;
  for (let at = 0; at < ordinals.length; at++) {
    const [segmentId, ordinal, similarity] = [segmentIds[at]!, ordinals[at]!, similarities[at]!];
    const bonus = scale * Math.max(0, similarity - floor);
    const ofSegment = bySegment.get(segmentId) ?? { bonuses: new Map(), foundAlone: new Set() };
    bySegment.set(segmentId, ofSegment);
    ofSegment.bonuses.set(ordinal, bonus);
    if (similarity >= aloneFrom) ofSegment.foundAlone.add(ordinal);
    largest = Math.max(largest, bonus);
  }
  return { bySegment, largest, reach };
}

const reachOfOwn = ({ similarities }: NearPapers): MeaningReach => ({
  floor: similarities.length < NEAREST ? 0 : Math.max(0, Math.min(...similarities)),
});

function reachOfRemote({ similarities }: NearPapers): MeaningReach {
  if (similarities.length === 0) return { floor: 0, spread: 0 };
  const floor = Math.min(...similarities);
  return { floor, spread: Math.max(...similarities) - floor };
}
