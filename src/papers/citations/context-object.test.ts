import { expect, test } from 'vitest';
import { makePaper } from '../../../test/support/make-paper.ts';
import { contextObject } from './context-object.ts';

const read = (text: string): URLSearchParams => new URLSearchParams(text);

test('a preprint is named as one, with its authors, date and identifier', () => {
  const object = read(
    contextObject(
      makePaper({
        title: 'Sorting & $O(n^2)$',
        authors: ['Ada Lovelace', 'José Núñez'],
        identifiers: { arxivId: '2608.00001' },
        publishedOn: '2026-08-19',
        venue: null,
      }),
    ),
  );
  expect(object.get('rft_val_fmt')).toBe('info:ofi/fmt:kev:mtx:dc');
  expect(object.get('rft.type')).toBe('preprint');
  expect(object.get('rft.title')).toBe('Sorting & O(n²)');
  expect(object.getAll('rft.creator')).toEqual(['Ada Lovelace', 'José Núñez']);
  expect(object.get('rft.date')).toBe('2026-08-19');
  expect(object.get('rft_id')).toBe('info:doi/10.48550/arXiv.2608.00001');
});

test('an article names its journal', () => {
  const object = read(
    contextObject(makePaper({ venue: 'Journal of Samples 12 (2026) 1-9', authors: ['Ada Lovelace'] })),
  );
  expect([object.get('rft.genre'), object.getAll('rft.au')]).toEqual(['article', ['Ada Lovelace']]);
});

test('a collaboration of thousands does not make a list heavy', () => {
  const object = contextObject(
    makePaper({ authors: Array.from({ length: 3_000 }, (_, n) => `Author ${n}`) }),
  );
  expect(object.length).toBeLessThan(2_000);
});
