import type { Database } from '../../storage/database.ts';
import { tokenize } from '../analysis/tokenize.ts';
import { stemEnglish } from '../analysis/stem-english.ts';
import { stopWords } from '../analysis/stop-words.ts';
import { countPapers, type IndexReader, type LoadedSegment, type QueriedIndex } from '../index-reader.ts';
import { parseQuery } from '../query/parse-query.ts';
import { readIndexablePapers } from '../read-indexable-papers.ts';
import { allowLiving } from '../scoring/apply-filters.ts';
import { inverseFrequency } from '../scoring/relevance.ts';
import type { SegmentScorer } from '../scoring/score-segment.ts';
import { TopHits } from '../scoring/top-hits.ts';
import { createMarks, intersectMarks, marksOf, type PaperMarks } from '../scoring/paper-marks.ts';
import { weighQuery } from '../scoring/weigh-query.ts';
import { hasBit } from '../segments/bitmap.ts';
import { findOrdinal } from '../segments/find-ordinal.ts';
import type { IndexablePaper } from '../segments/indexable-paper.ts';
import { listNear } from '../vectors/find-nearest.ts';
import type { NearestFinder } from '../vectors/nearest-finder.ts';
import type { VectorSnapshot } from '../vectors/vector-reader.ts';
import { chooseDiverse, type SimilarPaper } from './choose-diverse.ts';

export interface SimilarRanking {
  database: Database;
  reader: IndexReader;
  scorer: SegmentScorer;
  finder: NearestFinder;
}

const MAX_PAPERS = 50;
const CANDIDATES = 100;
/** The rarest words of the papers, which say what they are about where the model has no word for it. */
const RARE_WORDS = 16;
/** What having all of these words counts beside a similarity of 1. */
const WORD_WEIGHT = 0.3;

/**
 * Papers like these, best first, without them: the nearest to the mean of their vectors, put in order by similarity and
 * by their rarest words, and thinned out so that each adds something. Without vectors, by the words alone.
 */
export async function rankSimilar(
  paperIds: number[],
  limit: number,
  { database, reader, scorer, finder }: SimilarRanking,
): Promise<{ paperId: number; score: number }[]> {
  const given = new Set(paperIds.slice(0, MAX_PAPERS));
  const papers = await readIndexablePapers(database, [...given]);
  const counts = countWords(papers);
  const index = await reader.query([...new Set([...counts.values()].map(({ term }) => term))]);
  const segments = index.snapshot.segments.map((segment) => ({
    segment,
    allowed: withoutGiven(segment, given),
  }));
  const vectors = index.snapshot.remoteVectors ?? index.snapshot.vectors;
  const mean = vectors && meanVector(vectors, index.snapshot.segments, given);
  const near =
    vectors && mean
      ? listNear(
          finder.find(
            vectors,
            mean,
            segments.map(({ segment, allowed }) => ({ id: segment.id, allowed })),
            CANDIDATES,
          ),
        )
      : undefined;

  const wordShares = new Map<number, number>();
  const query = parseQuery(chooseRareWords(counts, index).join(' '));
  const top = new TopHits(CANDIDATES);
  scorer.begin(weighQuery(query, index), index.snapshot, { titleLength: query.wordCount });
  for (const { segment, allowed } of segments) {
    const ofSegment = near?.filter(({ segmentId }) => segmentId === segment.id);
    if (ofSegment?.length === 0) continue;
    const ordinals = ofSegment?.map(({ ordinal }) => ordinal);
    const wanted = ordinals ? marksOf(segment.columns.paperCount, ordinals) : allowed;
    const listsOf = (term: string) => index.postings(segment.id, term).lists;
    scorer.score(segment.columns, listsOf, top, { titleBonus: 0, allowed: wanted });
  }
  for (const { paperId, score } of top.sorted()) wordShares.set(paperId, score / scorer.highestScore);

  const bySegment = new Map(index.snapshot.segments.map((segment) => [segment.id, segment]));
  const candidates: SimilarPaper[] = near
    ? near.map(({ segmentId, ordinal, similarity }) => {
        const { columns } = bySegment.get(segmentId)!;
        const paperId = columns.paperIds[ordinal]!;
        const score = similarity + WORD_WEIGHT * (wordShares.get(paperId) ?? 0);
        const values = vectors?.bySegment.get(segmentId)?.values;
        const vector = values?.subarray(ordinal * mean!.length, (ordinal + 1) * mean!.length);
        return { paperId, score, similarity, titleHash: columns.titleHashes[ordinal]!, vector };
      })
    : [...wordShares].map(([paperId, score]) => ({
        paperId,
        score,
        similarity: 0,
        titleHash: paperId,
        vector: undefined,
      }));
  return chooseDiverse(candidates, limit, titleHashesOf(index.snapshot.segments, given)).map(
    ({ paperId, score }) => ({ paperId, score }),
  );
}

interface WordCount {
  /** Its stem. */
  term: string;
  count: number;
}

function countWords(papers: IndexablePaper[]): Map<string, WordCount> {
  const counts = new Map<string, WordCount>();
  for (const { title, abstract } of papers) {
    for (const word of tokenize(`${title}\n${abstract}`).words) {
      const known = counts.get(word);
      if (known) known.count++;
      else if (!stopWords.has(word)) counts.set(word, { term: stemEnglish(word), count: 1 });
    }
  }
  return counts;
}

/** By how often they stand in the papers and how rarely elsewhere; words that no other paper has say nothing. */
function chooseRareWords(counts: Map<string, WordCount>, index: QueriedIndex): string[] {
  const weights = [...counts].flatMap(([word, { term, count }]) => {
    const found = countPapers(index, term);
    const weight = (1 + Math.log(count)) * inverseFrequency(index.snapshot.statistics.paperCount, found);
    return found > 1 ? [{ word, weight }] : [];
  });
  return weights
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, RARE_WORDS)
    .map(({ word }) => word);
}

function withoutGiven(segment: LoadedSegment, given: Set<number>): PaperMarks | undefined {
  const ordinals = ordinalsOf(segment, given);
  const living = allowLiving(segment, undefined);
  if (ordinals.length === 0) return living;
  const allowed = createMarks(segment.columns.paperCount, 1);
  intersectMarks(allowed, marksOf(segment.columns.paperCount, ordinals), { isExcluded: true });
  if (living) intersectMarks(allowed, living);
  return allowed;
}

/** Of length 1; undefined where none of the papers has a vector. */
function meanVector(
  { bySegment, dims }: VectorSnapshot,
  segments: LoadedSegment[],
  given: Set<number>,
): Float32Array | undefined {
  const mean = new Float32Array(dims);
  for (const segment of segments) {
    const values = bySegment.get(segment.id)?.values;
    if (!values) continue;
    const living = allowLiving(segment, undefined);
    for (const ordinal of ordinalsOf(segment, given)) {
      if (living && !hasBit(living, ordinal)) continue;
      const vector = values.subarray(ordinal * dims, (ordinal + 1) * dims);
      const length = Math.hypot(...vector);
      if (length > 0) for (let d = 0; d < dims; d++) mean[d]! += vector[d]! / length;
    }
  }
  const length = Math.hypot(...mean);
  return length === 0 ? undefined : mean.map((value) => value / length);
}

function ordinalsOf({ columns }: LoadedSegment, given: Set<number>): number[] {
  return [...given].map((id) => findOrdinal(columns.paperIds, id)).filter((ordinal) => ordinal >= 0);
}

function titleHashesOf(segments: LoadedSegment[], given: Set<number>): Set<number> {
  return new Set(
    segments.flatMap((segment) =>
      ordinalsOf(segment, given).map((ordinal) => segment.columns.titleHashes[ordinal]!),
    ),
  );
}
