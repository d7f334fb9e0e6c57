import type { LoadedSegment, QueriedIndex } from '../index-reader.ts';
import type { ParsedQuery, QueryTerm } from '../query/parse-query.ts';
import { IN_AUTHORS } from '../segments/field-counts.ts';
import { decodeList } from '../segments/posting-kernel.ts';
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
    for (const term of terms) if (term.groups.includes(group)) markPapers(withOne, term);
    intersectMarks(all, withOne);
  }
  return all;

  function markPapers(marked: PaperMarks, { word, term }: QueryTerm): void {
    for (const list of index.postings(segment.id, term).lists) {
      const { ordinals, counts } = decodeList(list);
      // Names are no forms of other words.
      for (let i = 0; i < list.count; i++)
        if (list.form === word || counts[i] !== IN_AUTHORS) marked[ordinals[i]!] = 1;
    }
  }
}
