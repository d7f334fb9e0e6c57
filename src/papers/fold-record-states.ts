import { cleanRecord, earliest, mostExactDate, uniteVersions } from './clean-record.ts';
import type { PaperRecord } from './paper.ts';

/**
 * One record out of two cleaned states of it (v1 and v2, before and after a correction, two readings of one feed), the same
 * whichever came first and however often: the highest version speaks, then the latest update, then the one with the
 * authors' own abstract, then the fuller, then an arbitrary but fixed order. What
 * no later state can change is kept from both: the first publication and announcement, the versions.
 */
export function foldRecordStates(a: PaperRecord, b: PaperRecord): PaperRecord {
  const folded = { ...(compareStates(a, b) >= 0 ? a : b) };
  const announcedOn = earliest(a.announcedOn ?? null, b.announcedOn ?? null);
  if (announcedOn !== null) folded.announcedOn = announcedOn;
  const publishedOn = mostExactDate(a.publishedOn ?? null, b.publishedOn ?? null);
  if (publishedOn !== null) folded.publishedOn = publishedOn;
  const versions = uniteVersions(a.versions ?? [], b.versions ?? []);
  if (versions.length > 0) folded.versions = versions;
  return cleanRecord(folded);
}

function compareStates(a: PaperRecord, b: PaperRecord): number {
  return (
    (a.version ?? 0) - (b.version ?? 0) ||
    compareText(a.updatedOn ?? '', b.updatedOn ?? '') ||
    ownWords(a) - ownWords(b) ||
    fullness(a) - fullness(b) ||
    compareText(speakingPart(a), speakingPart(b))
  );
}

function ownWords(record: PaperRecord): number {
  return record.abstract !== undefined && record.abstractKind !== 'summary' ? 1 : 0;
}

function fullness(record: PaperRecord): number {
  const kept = [record.publishedOn, record.announcedOn, record.versions];
  return Object.keys(record).length - kept.filter((value) => value !== undefined).length;
}

/** What is taken from one state alone; the fields of a cleaned record stand in a fixed order. */
function speakingPart(record: PaperRecord): string {
  return JSON.stringify({ ...record, publishedOn: undefined, announcedOn: undefined, versions: undefined });
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
