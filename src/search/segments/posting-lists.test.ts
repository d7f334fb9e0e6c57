import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteWriter } from './byte-writer.ts';
import { decodeList } from './posting-kernel.ts';
import { readPostingLists, writePostingList } from './posting-lists.ts';

interface Given {
  form: string;
  postings: [ordinal: number, counts: number][];
}

const postings = fc
  .uniqueArray(
    fc.tuple(
      fc.oneof(fc.nat({ max: 200 }), fc.nat({ max: 3_000_000 })),
      fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 255 })),
    ),
    { selector: ([ordinal]) => ordinal, minLength: 1, maxLength: 60 },
  )
  .map((all) => all.sort(([a], [b]) => a - b));
const word = fc.oneof(fc.constantFrom('model', 'models', 'mod', '', '𝒳y', '𝒳'), fc.string());

describe('posting lists', () => {
  test('read what was written', () => {
    fc.assert(
      fc.property(word, fc.array(fc.record({ form: word, postings }), { maxLength: 5 }), (term, given) => {
        expect(read(term, write(term, given))).toEqual(given);
      }),
    );
  });

  test('are read as far as a paper', () => {
    fc.assert(
      fc.property(postings, fc.nat({ max: 3_000_000 }), (all, last) => {
        const [list] = readPostingLists('term', write('term', [{ form: 'term', postings: all }]));
        const before = all.filter(([ordinal]) => ordinal < last).length;
        const expected = all.slice(0, before + 1).map(([ordinal]) => ordinal);
        expect([...decodeList(list!, last).ordinals]).toEqual(expected);
      }),
    );
  });

  test('that are cut short are an error, never other postings', () => {
    fc.assert(
      fc.property(postings, fc.nat(), (all, cut) => {
        const bytes = write('term', [{ form: 'terms', postings: all }]);
        const shorter = bytes.subarray(0, 1 + (cut % (bytes.length - 1)));
        expect(() => readPostingLists('term', shorter)).toThrow('cut short');
      }),
    );
  });

  test('of one paper take a few bytes', () => {
    expect(write('turing', [{ form: 'turing', postings: [[70_000, 64]] }])).toHaveLength(6);
  });
});

function write(term: string, lists: Given[]): Uint8Array {
  const writer = new ByteWriter();
  for (const { form, postings: all } of lists) {
    const ordinals = Uint32Array.from(all, ([ordinal]) => ordinal);
    const counts = Uint8Array.from(all, ([, count]) => count);
    writePostingList(writer, term, form, ordinals, counts, 0, all.length);
  }
  return writer.toBytes();
}

function read(term: string, bytes: Uint8Array): Given[] {
  return readPostingLists(term, bytes).map((list) => {
    const { ordinals, counts } = decodeList(list);
    return { form: list.form, postings: Array.from(ordinals, (ordinal, i) => [ordinal, counts[i]!]) };
  });
}
