import type { EmbeddingModel } from '../../search/embedding/embedding-model.ts';
import { scorePacked, type PackedPapers } from './packed-papers.ts';
import { createFeatureExtractor, type PaperFeatures, type PaperText } from './paper-features.ts';
import { trainLinearSvm, type LinearModel, type TrainingExample } from './train-linear-svm.ts';

/** Learns from papers that a reader chose which others are like them. */
export interface InterestRanker {
  featuresOf(paper: PaperText): PaperFeatures;
  /** `liked`: one at least. */
  learn(papers: { liked: PaperFeatures[]; disliked: PaperFeatures[] }): LinearModel;
  /** For each paper; above 0: more like the liked papers than like any others. */
  score(model: LinearModel, papers: PackedPapers): Float32Array;
  /** The words of a paper that speak most for it, in the words of the paper; at most `count`. */
  explain(model: LinearModel, paper: PaperText, count: number): string[];
}

/** Others that the chosen papers are set against; fewer found less, and every paper there is found no more. */
const OTHERS = 1_000;
const PASSES = 2;
/** Words tell one subject from its neighbour; meaning helps where they differ. Measured with eval-recommend. */
const MEANING_WEIGHT = 0.4;
const COST = 0.3;

/** `background`: papers drawn from all, some hundreds at least. */
export function createInterestRanker(background: PaperText[], embedding?: EmbeddingModel): InterestRanker {
  const { featuresOf, outlineOf, termsOf } = createFeatureExtractor(background, embedding);
  const others = background
    .slice(0, OTHERS)
    .map((paper): TrainingExample => ({ features: outlineOf(paper), label: -1, cost: COST }));
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
      return trainLinearSvm(examples, { passes: PASSES, meaningWeight: MEANING_WEIGHT });
    },
    score: (model, papers) => scorePacked(model, papers, MEANING_WEIGHT),
    explain(model, paper, count) {
      const speaking = new Map<string, number>();
      for (const { term, place, weight } of termsOf(paper))
        speaking.set(term, (model.words[place] ?? 0) * weight);
      const chosen: string[] = [];
      for (const [term, strength] of [...speaking].sort((a, b) => b[1] - a[1])) {
        if (chosen.length >= count || strength <= 0) break;
        const words = term.split(' ');
        if (!chosen.some((other) => other.split(' ').some((word) => words.includes(word)))) chosen.push(term);
      }
      return chosen;
    },
  };
}
