import type { Database } from '../../storage/database.ts';
import { listInterestsOf, type InterestPaper } from '../preferences/interest-papers.ts';
import { MIN_SCORES, type Preferences } from '../preferences/preferences.ts';
import type { InterestRanker } from '../ranking/interest-ranker.ts';
import type { PaperFeatures } from '../ranking/paper-features.ts';
import type { CandidatePool, PoolPaper } from './candidate-pool.ts';
import type { Candidate } from './choose-papers.ts';

/** The pool ranked by the papers that each reader chose as her interests. */
export interface InterestRankings {
  /** Reads what these readers chose. */
  load(subscriptionIds: number[]): Promise<void>;
  /** What is more like her papers than like others, best first; empty for a reader who chose none. */
  rank(subscriptionId: number, pool: CandidatePool, closeness: Preferences['closeness']): Candidate[];
}

/** More are never looked at: a mail has room for fewer. */
const MAX_RANKED = 200;
const EXPLAINING_WORDS = 2;

export function createInterestRankings(
  database: Database,
  openRanker: () => Promise<InterestRanker>,
): InterestRankings {
  let ranker: InterestRanker | undefined;
  let interests = new Map<number, InterestPaper[]>();
  const featuresInPools = new WeakMap<PoolPaper, PaperFeatures>();
  return {
    async load(subscriptionIds) {
      interests = await listInterestsOf(database, subscriptionIds);
      if (interests.size > 0) ranker ??= await openRanker();
    },
    rank(subscriptionId, pool, closeness) {
      const own = interests.get(subscriptionId) ?? [];
      const used = ranker;
      const liked = own.filter(({ liking }) => liking === 1);
      if (!used || liked.length === 0) return [];
      const featuresOf = ({ paper }: InterestPaper): PaperFeatures => used.featuresOf(paper);
      const model = used.learn({
        liked: liked.map(featuresOf),
        disliked: own.filter(({ liking }) => liking === -1).map(featuresOf),
      });
      const chosen = new Set(own.map(({ paper }) => paper.id));
      return pool.papers
        .filter(({ paper }) => !chosen.has(paper.id))
        .map((candidate) => {
          let features = featuresInPools.get(candidate);
          if (!features) featuresInPools.set(candidate, (features = used.featuresOf(candidate.paper)));
          return { candidate, score: used.score(model, features) };
        })
        .filter(({ score }) => score > MIN_SCORES[closeness])
        .sort((a, b) => b.score - a.score)
        .slice(0, MAX_RANKED)
        .map(({ candidate: { paperId, recordId, paper } }) => {
          const words = used.explain(model, paper, EXPLAINING_WORDS);
          const alike = words.length > 0 ? `: ${words.join(', ')}` : '';
          return { paperId, recordId, reason: `Like papers you chose${alike}`, forYou: true };
        });
    },
  };
}
