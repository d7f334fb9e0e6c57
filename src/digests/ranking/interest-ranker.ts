import type { EmbeddingModel } from '../../search/embedding/embedding-model.ts';
import { speakingWords, type SpeakingWords } from './speaking-words.ts';
import {
  packPapers,
  scorePacked,
  scoreShortlist,
  type InterestModel,
  type PackedPapers,
} from './packed-papers.ts';
import { createFeatureExtractor, scaleToUnit, type PaperFeatures, type PaperText } from './paper-features.ts';
import { trainLinearSvm, type TrainingExample } from './train-linear-svm.ts';

/** Learns from papers that a reader chose which others are like them. */
export interface InterestRanker {
  featuresOf(paper: PaperText): PaperFeatures;
  /** `liked`: one at least. */
  learn(papers: { liked: PaperFeatures[]; disliked: PaperFeatures[] }): InterestModel;
  /**
   * For each paper, how much more it is like the liked papers than any others are, in standard deviations of those: the
   * same for readers with few papers and with many. -Infinity: not among the best 400.
   */
  score(model: InterestModel, papers: PackedPapers): Float32Array;
  /** What {@link InterestRanker.explain} needs of a model: far less than the model, to be kept for many readers. */
  speakingWords(model: InterestModel, liked: PaperFeatures[]): SpeakingWords;
  /** The words of a paper that speak most for it, in the words of the paper; at most `count`. */
  explain(speaking: SpeakingWords, paper: PaperText, count: number): string[];
}

/** Others that the chosen papers are set against; fewer found less, and every paper there is found no more. */
const OTHERS = 1_000;
const PASSES = 2;
const COST = 0.3;
/** Words tell one subject from its neighbour; meaning helps where they differ. Measured with eval-recommend. */
const MEANING_WEIGHT = 0.25;
/** Enough to tell how papers at large score; see `MIN_SCORES`. */
const TYPICAL = 250;
/** Scored with all their words; twice what planning looks at. */
const SHORTLIST = 400;

/** `background`: papers drawn from all, some hundreds at least. */
export function createInterestRanker(background: PaperText[], embedding?: EmbeddingModel): InterestRanker {
  const { featuresOf, outlineOf, termsOf } = createFeatureExtractor(background, embedding);
  const others = background
    .slice(0, OTHERS)
    .map((paper): TrainingExample => ({ features: outlineOf(paper), label: -1, cost: COST }));
  const typical = packPapers(
    background
      .slice(0, OTHERS)
      .filter((_, index) => index % (OTHERS / TYPICAL) === 0)
      .map(featuresOf),
  );
  return {
    featuresOf,
    learn({ liked, disliked }) {
      // The few liked ones count together as much as the many others.
      const cost = (COST * Math.max(others.length, 1)) / liked.length;
      const examples = [
        ...liked.map((features): TrainingExample => ({ features, label: 1, cost })),
        ...disliked.map((features): TrainingExample => ({ features, label: -1, cost })),
        ...others,
      ];
      return { ...trainLinearSvm(examples, { passes: PASSES }), meaning: meaningOf(liked, disliked) };
    },
    score(model, papers) {
      const { mean, deviation } = spreadOf(scorePacked(model, typical, MEANING_WEIGHT));
      const scores = scoreShortlist(model, papers, { meaningWeight: MEANING_WEIGHT, count: SHORTLIST });
      return scores.map((score) => (score - mean) / deviation);
    },
    speakingWords,
    explain(speaking, paper, count) {
      const strengths = new Map<string, number>();
      for (const { term, place, weight } of termsOf(paper)) {
        strengths.set(term, speaking.strengthOf(place) * weight);
      }
      const chosen: string[] = [];
      for (const [term, strength] of [...strengths].sort((a, b) => b[1] - a[1])) {
        if (chosen.length >= count || strength <= 0) break;
        const words = term.split(' ');
        if (!chosen.some((other) => other.split(' ').some((word) => words.includes(word)))) chosen.push(term);
      }
      return chosen;
    },
  };
}

/** `deviation`: 1 where there is none. */
function spreadOf(values: Float32Array): { mean: number; deviation: number } {
  if (values.length === 0) return { mean: 0, deviation: 1 };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

/**
 * The middle of what the liked papers mean, away from the others'. Learned along with the words it found no more and took
 * as long again.
 */
function meaningOf(liked: PaperFeatures[], disliked: PaperFeatures[]): Float32Array {
  const sum = new Float32Array(liked[0]?.meaning.length ?? 0);
  const add = (papers: PaperFeatures[], sign: 1 | -1): void => {
    for (const { meaning } of papers)
      for (let dim = 0; dim < sum.length; dim += 1) sum[dim]! += sign * meaning[dim]!;
  };
  add(liked, 1);
  add(disliked, -1);
  scaleToUnit(sum);
  return sum;
}
