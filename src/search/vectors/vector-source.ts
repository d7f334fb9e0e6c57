import type { EncodablePaper, EncodedVectors } from './encode-papers.ts';

/** What encodes papers by one model. */
export interface VectorSource {
  /** See PaperEncoder. */
  model: string;
  /**
   * For a segment that has no vectors of this model. Undefined in `papers` stands for a paper that no longer exists; as
   * an answer: not yet, see `state`.
   */
  encode(papers: (EncodablePaper | undefined)[]): Promise<EncodedVectors | undefined>;
  /** `busy`: ask again later; `away`: it can't say when. Missing: always `ready`. */
  state?(): 'ready' | 'busy' | 'away';
}

export const isAway = ({ state }: VectorSource): boolean => state?.() === 'away';
export const isReady = ({ state }: VectorSource): boolean => (state?.() ?? 'ready') === 'ready';
