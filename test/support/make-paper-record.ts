import type { PaperRecord } from '../../src/papers/paper.ts';

/** An arXiv record in which only what the test cares about is named. `arxivId` follows `sourceId`. */
export function makePaperRecord(parts: Partial<PaperRecord> = {}): PaperRecord {
  const sourceId = parts.sourceId ?? '2608.00001';
  const source = parts.source ?? 'arxiv';
  return {
    source,
    sourceId,
    ...(source === 'arxiv' && { arxivId: sourceId }),
    title: `A paper called ${sourceId}`,
    abstract: 'We describe a method and measure it.',
    authors: ['Ada Lovelace', 'Emmy Noether'],
    publishedOn: '2026-08-19',
    announcedOn: '2026-08-20',
    categories: ['cs.CL'],
    ...parts,
  };
}

/** So many records, each of a paper of its own. */
export function makePaperRecords(count: number, parts: Partial<PaperRecord> = {}): PaperRecord[] {
  return Array.from({ length: count }, (_, index) =>
    makePaperRecord({ sourceId: `2608.${String(index + 1).padStart(5, '0')}`, ...parts }),
  );
}
