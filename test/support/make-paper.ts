import type { PaperId, PublicId } from '../../src/papers/identifiers.ts';
import type { Paper } from '../../src/papers/paper.ts';

/** A paper on arXiv in which only what the test cares about is named; the rest follows its arXiv id. */
export function makePaper(parts: Partial<Paper> = {}): Paper {
  const arxivId = parts.identifiers ? parts.identifiers.arxivId : '2608.00001';
  return {
    id: 1 as PaperId,
    publicId: `arxiv:${arxivId}` as PublicId,
    title: `A paper called ${arxivId}`,
    abstract: 'We describe a method and measure it.',
    abstractKind: 'abstract',
    authors: ['Ada Lovelace', 'Emmy Noether'],
    publishedOn: '2026-08-19',
    updatedOn: null,
    announcedOn: '2026-08-20',
    listedOn: '2026-08-20',
    categories: ['cs.CL'],
    venue: null,
    comment: null,
    license: null,
    identifiers: { arxivId: '2608.00001' },
    links: arxivId ? { page: `https://arxiv.org/abs/${arxivId}` } : {},
    versions: [],
    ...parts,
  };
}
