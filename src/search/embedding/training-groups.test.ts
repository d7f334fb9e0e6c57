import { describe, expect, it } from 'vitest';
import { createSeededRandom } from './seeded-random.ts';
import { createGroupSampler } from './training-groups.ts';

/** 900 papers of field 0 and 100 of field 1. */
const groupOfPaper = Int32Array.from({ length: 1000 }, (_, paper) => (paper < 900 ? 0 : 1));

function countSmallField(power: number): number {
  const sampler = createGroupSampler(groupOfPaper, {
    groupCount: 2,
    groupSize: 10,
    power,
    random: createSeededRandom(2),
  });
  const papers = new Int32Array(40);
  let count = 0;
  for (let batch = 0; batch < 250; batch += 1) {
    sampler.sampleBatch(papers);
    count += papers.filter((paper) => paper >= 900).length;
  }
  return count / (250 * 40);
}

describe('createGroupSampler', () => {
  it('draws fields in proportion to their size to the power given', () => {
    expect(countSmallField(1)).toBeCloseTo(0.1, 1);
    expect(countSmallField(0.5)).toBeCloseTo(0.25, 1);
    expect(countSmallField(0)).toBeCloseTo(0.5, 1);
  });

  it('has no paper twice in a batch, and its papers in groups of one field', () => {
    const sampler = createGroupSampler(groupOfPaper, {
      groupCount: 2,
      groupSize: 10,
      power: 0.5,
      random: createSeededRandom(3),
    });
    const papers = new Int32Array(40);
    for (let batch = 0; batch < 50; batch += 1) {
      sampler.sampleBatch(papers);
      expect(new Set(papers).size).toBe(40);
      const changes = papers.reduce(
        (sum, paper, at) => sum + Number(at > 0 && paper >= 900 !== (papers[at - 1] as number) >= 900),
        0,
      );
      expect(changes).toBeLessThanOrEqual(6);
    }
  });

  it('shows every paper of a field once before any again', () => {
    const sampler = createGroupSampler(new Int32Array(80), {
      groupCount: 1,
      groupSize: 8,
      power: 1,
      random: createSeededRandom(4),
    });
    const papers = new Int32Array(8);
    const seen = new Set<number>();
    for (let batch = 0; batch < 10; batch += 1) {
      sampler.sampleBatch(papers);
      papers.forEach((paper) => seen.add(paper));
    }
    expect(seen.size).toBe(80);
  });
});
