import { earliest, mostExactDate, uniteVersions } from './clean-record.ts';
import type { Paper, PaperIdentifiers, PaperLinks, PaperRecord, PaperVersion } from './paper.ts';

/** What a paper's records determine; the two ids are given to it by the store. */
export type PaperFields = Omit<Paper, 'id' | 'publicId'>;

/** Whose word on the text counts first. Sources that are not named come after these, in the order of their names. */
const SOURCE_ORDER = ['arxiv', 'acl', 'openreview', 'biorxiv', 'medrxiv', 'crossref', 'openalex'];

/**
 * The paper that these records (cleaned, at least one, no key twice) are, whatever their order: text from the best
 * source, authors' abstract before our own summary, the most exact and then the earliest publication date, the
 * earliest announcement, all versions, and every other field from the best source that has it.
 */
export function mergeRecords(records: readonly PaperRecord[]): PaperFields {
  const ranked = [...records].sort(compareRecords);
  const best = ranked[0];
  if (!best) throw new Error('papers: a paper needs at least one record');
  const first = <Value>(read: (record: PaperRecord) => Value | undefined): Value | undefined =>
    ranked.map(read).find((value) => value !== undefined);

  const withAbstract = ranked.find((record) => record.abstract && record.abstractKind !== 'summary');
  const described = withAbstract ?? ranked.find((record) => record.abstract);
  const publishedOn = ranked.map((record) => record.publishedOn ?? null).reduce(mostExactDate, null);
  const announcedOn = ranked.map((record) => record.announcedOn ?? null).reduce(earliest, null);
  return {
    title: first((record) => record.title || undefined) ?? '',
    abstract: described?.abstract ?? '',
    abstractKind: described?.abstractKind ?? 'abstract',
    authors: first((record) => (record.authors.length > 0 ? record.authors : undefined)) ?? [],
    publishedOn,
    updatedOn: ranked.map((record) => record.updatedOn ?? null).reduce(latest, null),
    announcedOn,
    listedOn: announcedOn ?? publishedOn,
    categories: first((record) => record.categories) ?? [],
    venue: first((record) => record.venue) ?? null,
    comment: first((record) => record.comment) ?? null,
    license: first((record) => record.license) ?? null,
    identifiers: mergeIdentifiers(ranked),
    links: mergeLinks(ranked),
    versions: ranked.reduce<PaperVersion[]>((all, { versions = [] }) => uniteVersions(all, versions), []),
  };
}

function compareRecords(a: PaperRecord, b: PaperRecord): number {
  return (
    Number(a.abstractKind === 'summary') - Number(b.abstractKind === 'summary') ||
    sourceRank(a) - sourceRank(b) ||
    compareText(a.source, b.source) ||
    (b.version ?? 0) - (a.version ?? 0) ||
    compareText(b.updatedOn ?? '', a.updatedOn ?? '') ||
    compareText(a.sourceId, b.sourceId)
  );
}

function sourceRank({ source }: PaperRecord): number {
  const rank = SOURCE_ORDER.indexOf(source);
  return rank < 0 ? SOURCE_ORDER.length : rank;
}

function latest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

function mergeIdentifiers(ranked: readonly PaperRecord[]): PaperIdentifiers {
  const merged: PaperIdentifiers = {};
  for (const field of ['arxivId', 'doi', 'aclId', 'openreviewId'] as const) {
    const value = ranked.find((record) => record[field])?.[field];
    if (value) merged[field] = value;
  }
  return merged;
}

function mergeLinks(ranked: readonly PaperRecord[]): PaperLinks {
  const merged: PaperLinks = {};
  for (const kind of ['page', 'pdf', 'code', 'project'] as const) {
    const link = ranked.find((record) => record.links?.[kind])?.links?.[kind];
    if (link) merged[kind] = link;
  }
  return merged;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
