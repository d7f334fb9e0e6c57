import { findCodeLinks } from './find-code-links.ts';
import { normaliseIdentifiers } from './identifiers.ts';
import type { PaperLinks, PaperRecord, PaperVersion } from './paper.ts';

/**
 * The record as it is kept: identifiers normalised, dates that are none and empty fields left out, the fields always
 * in the same order, so that the same content is the same JSON.
 */
export function cleanRecord(record: PaperRecord): PaperRecord {
  const clean: PaperRecord = {
    source: record.source,
    sourceId: record.sourceId,
    title: record.title.trim(),
    authors: record.authors.filter((name) => name.trim() !== ''),
  };
  const set = <Field extends keyof PaperRecord>(
    field: Field,
    value: PaperRecord[Field] | undefined,
  ): void => {
    if (value !== undefined && value !== '') clean[field] = value;
  };
  const { arxivId, doi, aclId, openreviewId } = normaliseIdentifiers(record);
  set('arxivId', arxivId);
  set('doi', doi);
  set('aclId', aclId);
  set('openreviewId', openreviewId);
  set('abstract', record.abstract?.trim());
  if (clean.abstract && record.abstractKind === 'summary') set('abstractKind', 'summary');
  set('publishedOn', cleanDate(record.publishedOn));
  set('updatedOn', cleanDate(record.updatedOn));
  set('announcedOn', cleanDate(record.announcedOn));
  set('categories', record.categories?.length ? [...new Set(record.categories)] : undefined);
  set('venue', record.venue?.trim());
  set('comment', record.comment?.trim());
  set('license', record.license?.trim());
  set('links', cleanLinks({ code: codeLinkIn(clean), ...record.links }));
  set('version', record.version);
  set('versions', record.versions?.length ? uniteVersions(record.versions, []) : undefined);
  return clean;
}

/** Each version once, oldest first, with the earliest day that anyone gave it. */
export function uniteVersions(
  some: readonly PaperVersion[],
  others: readonly PaperVersion[],
): PaperVersion[] {
  const submittedOn = new Map<number, string | null>();
  for (const version of [...some, ...others]) {
    const known = submittedOn.get(version.number) ?? null;
    submittedOn.set(version.number, earliest(known, cleanDate(version.submittedOn ?? undefined) ?? null));
  }
  return [...submittedOn].sort(([a], [b]) => a - b).map(([number, day]) => ({ number, submittedOn: day }));
}

/** The earlier of two dates; a known one where only one is known. */
export function earliest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** A day before a month before a year; of equals the earlier; a known one where only one is known. */
export function mostExactDate(a: string | null, b: string | null): string | null {
  if (a === null || b === null || a.length === b.length) return earliest(a, b);
  return a.length > b.length ? a : b;
}

const DATE = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;

/** `YYYY`, `YYYY-MM` or a day that the calendar has. */
function cleanDate(text: string | undefined): string | undefined {
  if (!text || !DATE.test(text)) return undefined;
  if (text.length < 10 || text.slice(8) <= '28') return text;
  return new Date(`${text}T00:00:00Z`).getUTCDate() === Number(text.slice(8)) ? text : undefined;
}

/** Abstracts and comments name the code more often than sources' own fields do. */
function codeLinkIn({ abstract, comment }: PaperRecord): string | undefined {
  const links = findCodeLinks([abstract, comment].filter(Boolean).join('\n'));
  return (links.find(({ kind }) => kind === 'repository') ?? links[0])?.url;
}

function cleanLinks(links: { [Kind in keyof PaperLinks]: string | undefined }): PaperLinks | undefined {
  const clean: PaperLinks = {};
  for (const kind of ['page', 'pdf', 'code', 'project'] as const) {
    const link = links[kind];
    if (link && /^https?:\/\//i.test(link)) clean[kind] = link;
  }
  return Object.keys(clean).length > 0 ? clean : undefined;
}
