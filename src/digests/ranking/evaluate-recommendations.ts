import { cpuMs } from '../../lib/clock.ts';
import type { InterestRanker } from './interest-ranker.ts';
import { WORD_SPACE, type PaperFeatures } from './paper-features.ts';
import { scoreOf, trainLinearSvm } from './train-linear-svm.ts';

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
  /** Processor time a reader for learning and ranking, the features of papers being there already. */
  cpuMsPerUser: number;
}

type Scorer = (profile: PaperFeatures[]) => (features: PaperFeatures) => number;

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
  return rankings.map(([ranking, scorer]) => ({ ranking, ...judge(readers, features, scorer) }));
}

function offprintScorer(ranker: InterestRanker): Scorer {
  return (liked) => {
    const model = ranker.learn({ liked, disliked: [] });
    return (features) => ranker.score(model, features);
  };
}

const centroidScorer: Scorer = (profile) => {
  const centroid = new Float32Array(WORD_SPACE);
  for (const { places, weights } of profile) {
    for (let at = 0; at < places.length; at += 1) centroid[places[at]!]! += weights[at]!;
  }
  return ({ places, weights }) => {
    let score = 0;
    for (let at = 0; at < places.length; at += 1) score += centroid[places[at]!]! * weights[at]!;
    return score;
  };
};

const SVM_COST = 0.01;
const SVM_PASSES = 5;

/** Words alone, every other paper as an example of what is not wanted, both sides balanced. */
function svmScorer(all: PaperFeatures[]): Scorer {
  return (profile) => {
    const liked = new Set(profile);
    const others = all.filter((features) => !liked.has(features));
    const model = trainLinearSvm(
      [
        ...profile.map((features) => ({
          ...{ features, label: 1 as const },
          cost: (SVM_COST * others.length) / profile.length,
        })),
        ...others.map((features) => ({ features, label: -1 as const, cost: SVM_COST })),
      ],
      { passes: SVM_PASSES, meaningWeight: 0 },
    );
    return (features) => scoreOf(model, features, 0);
  };
}

function judge(
  readers: JudgedReader[],
  features: ReadonlyMap<string, PaperFeatures>,
  scorer: Scorer,
): Omit<RankingFigures, 'ranking'> {
  const sums = { recallAt20: 0, meanReciprocalRank: 0, ndcgAt10: 0 };
  const known = (ids: string[]): string[] => [...new Set(ids)].filter((id) => features.has(id));
  let spentMs = 0;
  for (const { profile, pool, relevant } of readers) {
    const startMs = cpuMs();
    const score = scorer(known(profile).map((id) => features.get(id)!));
    const scored = known(pool).map((id) => ({ id, score: score(features.get(id)!) }));
    const ranked = scored.sort((a, b) => b.score - a.score).map(({ id }) => id);
    spentMs += cpuMs() - startMs;
    const wanted = new Set(relevant.filter((id) => features.has(id)));
    const hits = ranked.map((id) => wanted.has(id));
    const first = hits.indexOf(true);
    sums.recallAt20 += hits.slice(0, 20).filter(Boolean).length / wanted.size;
    sums.meanReciprocalRank += first < 0 ? 0 : 1 / (first + 1);
    sums.ndcgAt10 += gain(hits) / gain(Array.from(wanted, () => true));
  }
  return {
    recallAt20: sums.recallAt20 / readers.length,
    meanReciprocalRank: sums.meanReciprocalRank / readers.length,
    ndcgAt10: sums.ndcgAt10 / readers.length,
    cpuMsPerUser: spentMs / readers.length,
  };
}

function gain(hits: boolean[]): number {
  return hits.slice(0, 10).reduce((sum, hit, at) => sum + (hit ? 1 / Math.log2(at + 2) : 0), 0);
}
