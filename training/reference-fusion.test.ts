import { describe, expect, it } from 'vitest';
import { fuseScores } from './reference-fusion.ts';

const KEYWORD = [5, 4, 3, 0];
const DENSE = [0.1, 0.2, 0.9, 0.1];

function rank(scores: readonly number[]): number[] {
  return scores.map((_, at) => at).sort((a, b) => (scores[b] as number) - (scores[a] as number));
}

describe('fuseScores', () => {
  it('lets the dense side lift a document when no document has many of the words', () => {
    const fused = fuseScores({ keyword: KEYWORD, dense: DENSE, knownShare: 1, highestKeyword: 20 });
    expect(rank(fused)).toEqual([2, 0, 1, 3]);
  });

  it('leaves the order to the keywords when one document has all the words', () => {
    const fused = fuseScores({ keyword: KEYWORD, dense: DENSE, knownShare: 1, highestKeyword: 5 });
    expect(rank(fused)[0]).toBe(0);
  });

  it('is the order of the keywords when the model knows no word of the query', () => {
    expect(rank(fuseScores({ keyword: KEYWORD, dense: DENSE, knownShare: 0, highestKeyword: 20 }))).toEqual([
      0, 1, 2, 3,
    ]);
  });

  it('has an answer when one side has no opinion', () => {
    expect(
      fuseScores({ keyword: [0, 0], dense: [0.5, 0.1], knownShare: 1, highestKeyword: 0 })[0],
    ).toBeGreaterThan(0);
    expect(fuseScores({ keyword: [], dense: [], knownShare: 1, highestKeyword: 0 })).toEqual([]);
  });
});
