import { cpuMs } from '../../lib/clock.ts';
import { remember } from '../../lib/remember.ts';
import type { InterestRanker } from './interest-ranker.ts';
import { bestOf, packPapers, scorePacked, type PackedPapers } from './packed-papers.ts';
import { WORD_SPACE, type PaperFeatures } from './paper-features.ts';
import { trainLinearSvm } from './train-linear-svm.ts';

/** A reader with what she is known to want. */
export interface JudgedReader {
  user: string;
  profile: string[];
  pool: string[];
  relevant: string[];
}

/** Means over the readers. */
export interface RankingFigures {
  ranking: string;
  recallAt20: number;
  meanReciprocalRank: number;
  ndcgAt10: number;
  /** Processor time a reader for learning and ranking; the features of papers and pools are there already. */
  cpuMsPerUser: number;
}

type Scorer = (profile: PaperFeatures[]) => (pool: PackedPapers) => Float64Array;

/** As deep as planning looks at the best. */
const DEPTH = 200;
/** Pools kept as they are scored; readers of one day have the same. */
const MAX_KEPT_POOLS = 4;

/**
 * Ranks each reader's pool by Offprint's ranking, by the tf-idf centroid of the profile and by a linear support vector
 * machine against all papers, all on the same features. `features` holds every paper of the readers.
 */
export function evaluateRecommendations(
  readers: JudgedReader[],
  features: ReadonlyMap<string, PaperFeatures>,
  ranker: InterestRanker,
): RankingFigures[] {
  const rankings: [name: string, scorer: Scorer][] = [
    ['Offprint', offprintScorer(ranker)],
    ['tf-idf centroid', centroidScorer],
    ['linear SVM, all papers', svmScorer([...features.values()])],
  ];
  const featuresOf = (ids: string[]): PaperFeatures[] => ids.map((id) => features.get(id)!);
  const known = (ids: string[]): string[] => [...new Set(ids)].filter((id) => features.has(id));
  const packedOf = remember((ids: string[]) => packPapers(featuresOf(ids)), {
    keyOf: (ids) => ids.join('\n'),
    maxCount: MAX_KEPT_POOLS,
  });
  const asked = readers.map(({ profile, pool, relevant }): Asked => {
    const ids = known(pool);
    return {
      profile: featuresOf(known(profile)),
      ids,
      pool: packedOf(ids),
      wanted: new Set(known(relevant)),
    };
  });
  return rankings.map(([ranking, scorer]) => ({ ranking, ...judge(asked, scorer) }));
}

interface Asked {
  profile: PaperFeatures[];
  ids: string[];
  pool: PackedPapers;
  wanted: ReadonlySet<string>;
}

function offprintScorer(ranker: InterestRanker): Scorer {
  return (liked) => {
    const model = ranker.learn({ liked, disliked: [] });
    return (pool) => ranker.score(model, pool);
  };
}

const NOTHING = new Float32Array(0);
/** What a plain model over words has of the rest. */
const WORDS_ALONE = { latent: NOTHING, meaning: NOTHING };

const centroidScorer: Scorer = (profile) => {
  const words = new Float32Array(WORD_SPACE);
  for (const { places, weights } of profile) {
    for (let at = 0; at < places.length; at += 1) words[places[at]!]! += weights[at]!;
  }
  return (pool) => scorePacked({ ...WORDS_ALONE, words, bias: 0 }, pool, 0);
};

const SVM_COST = 0.01;
const SVM_PASSES = 5;

/** Words alone, every other paper as an example of what is not wanted, both sides balanced. */
function svmScorer(all: PaperFeatures[]): Scorer {
  const wordsOf = new Map(all.map((features) => [features, { ...features, ...WORDS_ALONE }]));
  return (profile) => {
    const liked = new Set(profile);
    const others = all.filter((features) => !liked.has(features));
    const model = trainLinearSvm(
      [
        ...profile.map((paper) => ({
          ...{ features: wordsOf.get(paper)!, label: 1 as const },
          cost: (SVM_COST * others.length) / profile.length,
        })),
        ...others.map((paper) => ({ features: wordsOf.get(paper)!, label: -1 as const, cost: SVM_COST })),
      ],
      { passes: SVM_PASSES, start: NOTHING },
    );
    return (pool) => scorePacked({ ...model, meaning: NOTHING }, pool, 0);
  };
}

function judge(asked: Asked[], scorer: Scorer): Omit<RankingFigures, 'ranking'> {
  const sums = { recallAt20: 0, meanReciprocalRank: 0, ndcgAt10: 0 };
  let spentMs = 0;
  for (const { profile, ids, pool, wanted } of asked) {
    const startMs = cpuMs();
    const best = bestOf(scorer(profile)(pool), DEPTH);
    spentMs += cpuMs() - startMs;
    const hits = best.map((at) => wanted.has(ids[at] ?? ''));
    const first = hits.indexOf(true);
    sums.recallAt20 += hits.slice(0, 20).filter(Boolean).length / wanted.size;
    sums.meanReciprocalRank += first < 0 ? 0 : 1 / (first + 1);
    sums.ndcgAt10 += gain(hits) / gain(Array.from(wanted, () => true));
  }
  return {
    recallAt20: sums.recallAt20 / asked.length,
    meanReciprocalRank: sums.meanReciprocalRank / asked.length,
    ndcgAt10: sums.ndcgAt10 / asked.length,
    cpuMsPerUser: spentMs / asked.length,
  };
}

function gain(hits: boolean[]): number {
  return hits.slice(0, 10).reduce((sum, hit, at) => sum + (hit ? 1 / Math.log2(at + 2) : 0), 0);
}
