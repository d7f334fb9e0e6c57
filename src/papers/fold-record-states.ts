import { cleanRecord, earliest, uniteVersions } from './clean-record.ts';
import type { PaperRecord } from './paper.ts';

/**
 * One record out of two cleaned states of it (v1 and v2, before and after a correction, two readings of one feed), the same
 * whichever came first and however often: the highest version speaks, then the latest update, then the fuller, then
 * an arbitrary but fixed order. The first announcement and the versions are kept from both.
 */
export function foldRecordStates(a: PaperRecord, b: PaperRecord): PaperRecord {
  const folded = { ...(compareStates(a, b) >= 0 ? a : b) };
  const announcedOn = earliest(a.announcedOn ?? null, b.announcedOn ?? null);
  if (announcedOn !== null) folded.announcedOn = announcedOn;
  const versions = uniteVersions(a.versions ?? [], b.versions ?? []);
  if (versions.length > 0) folded.versions = versions;
  return cleanRecord(folded);
}

function compareStates(a: PaperRecord, b: PaperRecord): number {
  return (
    (a.version ?? 0) - (b.version ?? 0) ||
    compareText(a.updatedOn ?? '', b.updatedOn ?? '') ||
    fullness(a) - fullness(b) ||
    compareText(speakingPart(a), speakingPart(b))
  );
}

function fullness(record: PaperRecord): number {
  return Object.keys(record).length - (record.announcedOn ? 1 : 0) - (record.versions ? 1 : 0);
}

/** What is taken from one state alone; the fields of a cleaned record stand in a fixed order. */
function speakingPart(record: PaperRecord): string {
  return JSON.stringify({ ...record, announcedOn: undefined, versions: undefined });
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
