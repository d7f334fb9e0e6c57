import { describe, expect, it } from 'vitest';
import { getNdcg, getRecall, getReciprocalRank } from './ranking-metrics.ts';

const judgements = new Map([
  ['a', 3],
  ['b', 1],
  ['c', 0],
]);

describe('ranking metrics', () => {
  it('nDCG with linear gain', () => {
    expect(getNdcg(['a', 'b'], judgements, 10)).toBe(1);
    // (1 + 3 / log2 3) / (3 + 1 / log2 3)
    expect(getNdcg(['b', 'a'], judgements, 10)).toBeCloseTo((1 + 3 / Math.log2(3)) / (3 + 1 / Math.log2(3)));
    expect(getNdcg(['x', 'a'], judgements, 1)).toBe(0);
  });

  it('recall counts only relevant documents', () => {
    expect(getRecall(['c', 'a'], judgements, 2)).toBe(0.5);
    expect(getRecall(['c', 'a'], judgements, 1)).toBe(0);
  });

  it('reciprocal rank', () => {
    expect(getReciprocalRank(['c', 'x', 'b'], judgements)).toBeCloseTo(1 / 3);
    expect(getReciprocalRank(['c'], judgements)).toBe(0);
  });
});
