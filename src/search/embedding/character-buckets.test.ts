import { describe, expect, it } from 'vitest';
import { getBucketWeight, listCharacterBuckets } from './character-buckets.ts';

describe('listCharacterBuckets', () => {
  it('has one bucket for each 3-, 4- and 5-gram of the marked word', () => {
    // <gene> : 4 + 3 + 2
    expect(listCharacterBuckets('gene', 1000)).toHaveLength(9);
  });

  it('gives words of one stem most of their buckets in common, and others next to none', () => {
    const shared = (a: string, b: string): number => {
      const own = new Set(listCharacterBuckets(a, 16_000));
      return listCharacterBuckets(b, 16_000).filter((bucket) => own.has(bucket)).length / own.size;
    };
    expect(shared('phosphorylation', 'phosphorylates')).toBeGreaterThan(0.6);
    expect(shared('phosphorylation', 'turbulence')).toBeLessThan(0.1);
  });

  it('stays within the bucket count and is the same every time', () => {
    const buckets = listCharacterBuckets('immunoprecipitation', 50);
    expect(Math.max(...buckets)).toBeLessThan(50);
    expect(Math.min(...buckets)).toBeGreaterThanOrEqual(0);
    expect(listCharacterBuckets('immunoprecipitation', 50)).toEqual(buckets);
  });

  it('keeps a bounded number for a word without end', () => {
    expect(listCharacterBuckets('x'.repeat(10_000), 50).length).toBeLessThanOrEqual(48);
  });
});

describe('getBucketWeight', () => {
  it('keeps the length of a sum of unrelated vectors at one', () => {
    expect(getBucketWeight(16) ** 2 * 16).toBeCloseTo(1);
    expect(getBucketWeight(0)).toBe(0);
  });
});
