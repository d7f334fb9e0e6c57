import type { EmbeddingModel } from '../../search/embedding/embedding-model.ts';
import { denseProduct } from './dense-product.ts';
import { createInterestPrior, OTHER_COST } from './interest-prior.ts';
import { scoreShortlist, type InterestModel, type PackedPapers } from './packed-papers.ts';
import {
  createFeatureExtractor,
  everyNth,
  scaleToUnit,
  type PaperFeatures,
  type PaperText,
} from './paper-features.ts';
import { speakingWords, type SpeakingWords } from './speaking-words.ts';
import { scoreLinear, trainLinearSvm, type TrainingExample } from './train-linear-svm.ts';

/** Learns from papers that a reader chose which others are like them. */
export interface InterestRanker {
  featuresOf(paper: PaperText): PaperFeatures;
  /** `liked`: one at least. */
  learn(papers: { liked: PaperFeatures[]; disliked: PaperFeatures[] }): InterestModel;
  /**
   * For each paper, how much more it is like the liked papers than any others are, in standard deviations of those: the
   * same for readers with few papers and with many. -Infinity: not among the best 400.
   */
  score(model: InterestModel, papers: PackedPapers): Float64Array;
  /** What {@link InterestRanker.explain} needs of a model: far less than the model, to be kept for many readers. */
  speakingWords(model: InterestModel, liked: PaperFeatures[]): SpeakingWords;
  /** The words of a paper that speak most for it, in the words of the paper; at most `count`. */
  explain(speaking: SpeakingWords, paper: PaperText, count: number): string[];
}

/** Of what being wrong about all others costs, about all liked papers. With three times more or less, no fewer are found. */
const LIKED_SHARE = 0.3;
const PASSES = 5;
/** Words tell one subject from its neighbour; meaning helps where they differ. Measured with eval-recommend. */
const MEANING_WEIGHT = 0.1;
/** Enough to tell how papers at large score; see `MIN_SCORES`. */
const TYPICAL = 250;
/** Compared by meaning, too; twice what planning looks at. */
const SHORTLIST = 400;

/** `background`: papers drawn from all, some hundreds at least. */
export function createInterestRanker(background: PaperText[], embedding?: EmbeddingModel): InterestRanker {
  const { backgroundWords, wordsOf, meaningOf, termsOf } = createFeatureExtractor(background, embedding);
  const prior = createInterestPrior(backgroundWords);
  const featuresOf = (paper: PaperText): PaperFeatures => {
    const words = wordsOf(paper);
    return { ...words, latent: prior.latentOf(words), meaning: meaningOf(paper) };
  };
  const typical = everyNth(background, TYPICAL).map(featuresOf);
  return {
    featuresOf,
    learn({ liked, disliked }) {
      const cost = (LIKED_SHARE * OTHER_COST * Math.max(background.length, 1)) / liked.length;
      const examples = [
        ...liked.map((features): TrainingExample => ({ features, label: 1, cost })),
        ...disliked.map((features): TrainingExample => ({ features, label: -1, cost })),
      ];
      const linear = trainLinearSvm(examples, { passes: PASSES, start: prior.start });
      return { ...linear, meaning: middleMeaning(liked, disliked) };
    },
    score(model, papers) {
      const { middle, deviation } = spreadOf(typical.map((features) => scoreAlone(model, features)));
      const scores = scoreShortlist(model, papers, { meaningWeight: MEANING_WEIGHT, count: SHORTLIST });
      return scores.map((score) => (score - middle) / deviation);
    },
    speakingWords({ words, latent }, liked) {
      return speakingWords((place) => words[place]! + prior.strengthAt(place, latent), liked);
    },
    explain(speaking, paper, count) {
      const text = wordsInARow(`${paper.title}\n${paper.abstract}`);
      const strengths = new Map<string, number>();
      for (const { term, place, weight } of termsOf(paper)) {
        // A compound is a term in one, too, which nobody reads: graphenhanced.
        if (text.includes(` ${term} `)) strengths.set(term, speaking.strengthOf(place) * weight);
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

/** The words of a text with a space around each, hyphens and all between them left out. */
const wordsInARow = (text: string): string => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `;

function scoreAlone(model: InterestModel, features: PaperFeatures): number {
  return scoreLinear(model, features) + MEANING_WEIGHT * denseProduct(model.meaning, features.meaning, 0);
}

/**
 * The middle of the values, and how far above it a sixth of them begins, which is a standard deviation of normal ones: the
 * liked papers and what is like them, far above all in a small collection, do not widen it. 1 where there is none.
 */
function spreadOf(values: number[]): { middle: number; deviation: number } {
  const sorted = values.sort((a, b) => a - b);
  const quantile = (share: number): number => sorted[Math.floor(share * sorted.length)] ?? 0;
  const middle = quantile(1 / 2);
  return { middle, deviation: quantile(5 / 6) - middle || 1 };
}

/**
 * The middle of what the liked papers mean, away from the others'. Learned along with the words it found no more and took
 * as long again.
 */
function middleMeaning(liked: PaperFeatures[], disliked: PaperFeatures[]): Float32Array {
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
