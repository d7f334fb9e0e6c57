import type { LoadedSegment, QueriedIndex } from '../index-reader.ts';
import type { ParsedQuery } from '../query/parse-query.ts';
import { IN_AUTHORS } from '../segments/field-counts.ts';
import { markPapers } from '../segments/posting-kernel.ts';
import type { PostingList } from '../segments/posting-lists.ts';
import { createMarks, intersectMarks, type PaperMarks } from './paper-marks.ts';

/** Where a paper is `allowed` and has each of the query's words, in any form or written together. */
export function withAllWords(
  { terms, groupCount }: ParsedQuery,
  segment: LoadedSegment,
  index: QueriedIndex,
  allowed: PaperMarks | undefined,
): PaperMarks {
  const { paperCount } = segment.columns;
  const all = createMarks(paperCount, 1);
  if (allowed) intersectMarks(all, allowed);
  for (let group = 0; group < groupCount; group++) {
    const withOne = createMarks(paperCount);
    for (const { word, term, groups } of terms) {
      if (!groups.includes(group)) continue;
      const { lists } = index.postings(segment.id, term);
      const isWord = (list: PostingList): boolean => list.form === word;
      markPapers(withOne, lists.filter(isWord), ANYWHERE);
      // Names are no forms of other words.
      markPapers(
        withOne,
        lists.filter((list) => !isWord(list)),
        NOT_ONLY_AUTHORS,
      );
    }
    intersectMarks(all, withOne);
  }
  return all;
}

/** By field counts. */
const ANYWHERE = new Uint8Array(0x100).fill(1);
const NOT_ONLY_AUTHORS = ANYWHERE.map((_, counts) => (counts === IN_AUTHORS ? 0 : 1));
