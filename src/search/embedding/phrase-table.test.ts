import { describe, expect, it } from 'vitest';
import { createPhraseTable } from './phrase-table.ts';

describe('createPhraseTable', () => {
  const table = createPhraseTable(Int32Array.from([4, 7, 7, 4, 4, 8]), 100);

  it('numbers phrases from the first row, and the order of the words matters', () => {
    expect([table.find(4, 7), table.find(7, 4), table.find(4, 8)]).toEqual([100, 101, 102]);
  });

  it('finds nothing for other pairs and for unknown words', () => {
    expect([table.find(8, 4), table.find(-1, 7), table.find(4, -1)]).toEqual([-1, -1, -1]);
  });

  it('finds nothing in an empty table', () => {
    expect(createPhraseTable(new Int32Array(0), 5).find(1, 2)).toBe(-1);
  });

  it('agrees with a Map on ten thousand pairs', () => {
    const pairs = new Map<string, number>();
    const flat: number[] = [];
    for (let n = 0; n < 10_000; n += 1) {
      const first = (n * 7919) % 5003;
      const second = (n * 104_729) % 4999;
      if (pairs.has(`${String(first)} ${String(second)}`)) continue;
      pairs.set(`${String(first)} ${String(second)}`, flat.length / 2);
      flat.push(first, second);
    }
    const large = createPhraseTable(Int32Array.from(flat), 0);
    let wrong = 0;
    for (let first = 0; first < 5003; first += 17) {
      for (let second = 0; second < 4999; second += 13) {
        if (large.find(first, second) !== (pairs.get(`${String(first)} ${String(second)}`) ?? -1)) wrong += 1;
      }
    }
    for (const [pair, row] of pairs) {
      const [first = '', second = ''] = pair.split(' ');
      if (large.find(Number(first), Number(second)) !== row) wrong += 1;
    }
    expect(wrong).toBe(0);
  });
});
