import { letOthersIn } from '../../lib/let-others-in.ts';
import { remember } from '../../lib/remember.ts';
import type { Paper } from '../../papers/paper.ts';
import type { Database } from '../../storage/database.ts';
import { listInterestsOf, type InterestPaper } from '../preferences/interest-papers.ts';
import { MIN_SCORES, type Preferences } from '../preferences/preferences.ts';
import type { InterestRanker } from '../ranking/interest-ranker.ts';
import { bestOf, packPapers, type PackedPapers } from '../ranking/packed-papers.ts';
import type { PaperFeatures } from '../ranking/paper-features.ts';
import type { CandidatePool } from './candidate-pool.ts';
import type { Candidate } from './choose-papers.ts';

/** The pool ranked by the papers that each reader chose as her interests. */
export interface InterestRankings {
  /**
   * Reads what these readers chose, and ranks for each ahead: a batch of them takes a third of a second, in which pages are
   * answered, as they are not while a transaction is open.
   */
  load(asked: AskedRanking[]): Promise<void>;
  /** What is more like her papers than like others, best first; empty for a reader who chose none. */
  rank(asked: AskedRanking): Candidate[];
}

export interface AskedRanking {
  subscriptionId: number;
  pool: CandidatePool;
  closeness: Preferences['closeness'];
}

/** More are never looked at: a mail has room for fewer. */
const MAX_RANKED = 200;
const EXPLAINING_WORDS = 2;
/** Of papers that readers chose, and of the pools, some 3 KB each: readers like the same, and pools overlap. */
const MAX_KEPT_FEATURES = 5_000;

export function createInterestRankings(
  database: Database,
  openRanker: () => Promise<InterestRanker>,
): InterestRankings {
  let opened: OpenedRanker | undefined;
  let interests = new Map<number, InterestPaper[]>();
  const ahead = new Map<number, { asked: AskedRanking; ranked: Candidate[] }>();
  return {
    async load(asked) {
      ahead.clear();
      interests = await listInterestsOf(
        database,
        asked.map(({ subscriptionId }) => subscriptionId),
      );
      if (interests.size === 0) return;
      opened ??= keepFeatures(await openRanker());
      for (const one of asked) {
        await letOthersIn();
        ahead.set(one.subscriptionId, { asked: one, ranked: rankBy(one) });
      }
    },
    rank(asked) {
      const known = ahead.get(asked.subscriptionId);
      // Her preferences may have changed since.
      const isSame = known?.asked.pool === asked.pool && known.asked.closeness === asked.closeness;
      return known && isSame ? known.ranked : rankBy(asked);
    },
  };

  function rankBy({ subscriptionId, pool, closeness }: AskedRanking): Candidate[] {
    const own = interests.get(subscriptionId) ?? [];
    const withLiking = (wanted: number): Paper[] =>
      own.filter(({ liking }) => liking === wanted).map(({ paper }) => paper);
    const likedPapers = withLiking(1);
    if (!opened || likedPapers.length === 0) return [];
    const { ranker, featuresOf, packedOf } = opened;
    const liked = likedPapers.map(featuresOf);
    const model = ranker.learn({ liked, disliked: withLiking(-1).map(featuresOf) });
    const chosen = new Set(own.map(({ paper }) => paper.id));
    const scores = ranker.score(model, packedOf(pool));
    const speaking = ranker.speakingWords(model, liked);
    return bestOf(scores, MAX_RANKED + chosen.size, MIN_SCORES[closeness])
      .map((at) => pool.papers[at]!)
      .filter(({ paper }) => !chosen.has(paper.id))
      .slice(0, MAX_RANKED)
      .map(({ paperId, recordId, paper }) => ({
        paperId,
        recordId,
        // Made where it is asked for: that takes as long as ranking, and few of the papers find room in the mail.
        get reason() {
          const words = ranker.explain(speaking, paper, EXPLAINING_WORDS);
          return words.length > 0 ? `Like papers you chose: ${words.join(', ')}` : 'Like papers you chose';
        },
        forYou: true,
      }));
  }
}

interface OpenedRanker {
  ranker: InterestRanker;
  featuresOf(paper: Paper): PaperFeatures;
  packedOf(pool: CandidatePool): PackedPapers;
}

function keepFeatures(ranker: InterestRanker): OpenedRanker {
  const featuresOf = remember((paper: Paper) => ranker.featuresOf(paper), {
    keyOf: ({ id }) => id,
    maxCount: MAX_KEPT_FEATURES,
  });
  const packed = new WeakMap<CandidatePool, PackedPapers>();
  return {
    ranker,
    featuresOf,
    packedOf(pool) {
      const kept = packed.get(pool) ?? packPapers(pool.papers.map(({ paper }) => featuresOf(paper)));
      packed.set(pool, kept);
      return kept;
    },
  };
}
