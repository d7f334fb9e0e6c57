import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteWriter } from './byte-writer.ts';
import { abstractCount, titleCount } from './field-counts.ts';
import { intersectPostings } from './intersect-postings.ts';
import { decodeList } from './posting-kernel.ts';
import { readPostingLists, writePostingList, type PostingList } from './posting-lists.ts';

/** One form of a word: field counts by ordinal. */
type Form = [ordinal: number, counts: number][];

function toList(form: Form, name: string): PostingList {
  const sorted = form.toSorted(([a], [b]) => a - b);
  const writer = new ByteWriter(64);
  const ordinals = Uint32Array.from(sorted, ([ordinal]) => ordinal);
  const counts = Uint8Array.from(sorted, ([, count]) => count);
  writePostingList(writer, 'word', name, ordinals, counts, 0, sorted.length);
  return readPostingLists('word', writer.toBytes())[0]!;
}

/** In how many places of a paper's title and abstract every word stands, in whatever form. */
function naive(words: Form[][], ordinal: number): { title: number; abstract: number } {
  const sums = words.map((forms) => {
    const counts = forms.flatMap((form) => form.filter(([at]) => at === ordinal).map(([, count]) => count));
    return {
      title: counts.reduce((sum, count) => sum + titleCount(count), 0),
      abstract: counts.reduce((sum, count) => sum + abstractCount(count), 0),
    };
  });
  return {
    title: Math.min(3, ...sums.map(({ title }) => title)),
    abstract: Math.min(15, ...sums.map(({ abstract }) => abstract)),
  };
}

const anyForm = fc.uniqueArray(fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 255 })), {
  selector: ([ordinal]) => ordinal,
  minLength: 1,
  maxLength: 30,
});

test('the papers that have all words in one field, each as often as the rarest', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(anyForm, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 4 }),
      (words) => {
        const lists = words.map((forms) =>
          forms.map((form, i) => toList(form, i === 0 ? 'word' : `words${i}`)),
        );
        const [found] = intersectPostings('term', lists, 41).lists;
        const { ordinals, counts } = found ? decodeList(found) : { ordinals: [], counts: [] };
        const expected = Array.from({ length: 41 }, (_, ordinal) => ({ ordinal, ...naive(words, ordinal) }));
        expect(
          Array.from(ordinals, (ordinal, i) => ({
            ordinal,
            title: titleCount(counts[i]!),
            abstract: abstractCount(counts[i]!),
          })),
        ).toEqual(expected.filter(({ title, abstract }) => title + abstract > 0));
      },
    ),
  );
});
