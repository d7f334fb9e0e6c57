import { expect, test } from 'vitest';
import { parseOpenreviewPage } from './openreview-page.ts';

const notes = (...all: object[]): string => JSON.stringify({ notes: all });

test('both versions of the interface are understood', () => {
  const wrapped = {
    title: { value: 'One' },
    authors: { value: ['Ann Example'] },
    venue: { value: 'ICLR 2026' },
  };
  const plain = { title: 'Two', authors: ['Ann Example'], pdf: '/pdf/abc.pdf' };
  const { records, noteCount } = parseOpenreviewPage(
    notes(
      { id: 'abcdef1', forum: 'abcdef1', pdate: Date.parse('2026-01-22'), cdate: 1, content: wrapped },
      { id: 'abcdef2', cdate: Date.parse('2020-01-22'), mdate: Date.parse('2020-02-01'), content: plain },
    ),
  );
  expect(noteCount).toBe(2);
  expect(records).toMatchObject([
    { openreviewId: 'abcdef1', title: 'One', publishedOn: '2026-01-22', venue: 'ICLR 2026' },
    { title: 'Two', updatedOn: '2020-02-01', links: { pdf: 'https://openreview.net/pdf?id=abcdef2' } },
  ]);
});

test('a review is no paper', () => {
  const { records, problems } = parseOpenreviewPage(
    notes({ id: 'review1', forum: 'abcdef1', content: { title: { value: 'Good' } } }),
  );
  expect(records).toEqual([]);
  expect(problems).toEqual([{ entry: 'review1', reason: 'it is a reply, not a paper' }]);
});
