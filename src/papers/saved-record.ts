import { hash } from 'node:crypto';
import { foldRecordStates } from './fold-record-states.ts';
import { formatIdentifier, listIdentifiers, type PaperId, type PublicId } from './identifiers.ts';
import type { PaperRecord } from './paper.ts';
import { titleKey } from './title-key.ts';

/** A title key that a record had, and the year of publication beside it. */
export interface RecordTitle {
  titleKey: string;
  year: number;
}

/** A record on its way into the database: as kept there, with what is new about it. */
export interface SavedRecord {
  /** Source and the source's id, in one string. */
  readonly key: string;
  /** Undefined until it is stored. */
  recordId: number | undefined;
  /** The paper it was stored under. */
  paperId: PaperId | undefined;
  content: PaperRecord;
  /** Cleaned content as JSON, undefined where it is as stored. */
  newContent: { json: string; hash: string } | undefined;
  /** Every identifier it ever had. */
  identifiers: Set<PublicId>;
  newIdentifiers: PublicId[];
  /** Every title key it ever had. */
  titles: RecordTitle[];
  newTitles: RecordTitle[];
}

/** A cleaned record as JSON, with a digest by which the same is known again. */
export function serialiseRecord(record: PaperRecord): { json: string; hash: string } {
  const json = JSON.stringify(record);
  return { json, hash: hash('sha1', json, 'base64url') };
}

export function recordKey({ source, sourceId }: { source: string; sourceId: string }): string {
  return `${source}\n${sourceId}`;
}

/** A cleaned record as if it were seen for the first time. */
export function newRecord(content: PaperRecord, newContent: { json: string; hash: string }): SavedRecord {
  const identifiers = identifiersOf(content);
  const titles = titlesOf(content);
  return {
    key: recordKey(content),
    recordId: undefined,
    paperId: undefined,
    content,
    newContent,
    identifiers: new Set(identifiers),
    newIdentifiers: identifiers,
    titles,
    newTitles: [...titles],
  };
}

/** Takes another state of the record in. Answers whether it said anything new. */
export function addState(record: SavedRecord, state: SavedRecord): boolean {
  const content = foldRecordStates(record.content, state.content);
  const newContent = serialiseRecord(content);
  const isContentNew = newContent.json !== JSON.stringify(record.content);
  if (isContentNew) Object.assign(record, { content, newContent });
  const identifiers = [...state.identifiers].filter((identifier) => !record.identifiers.has(identifier));
  for (const identifier of identifiers) record.identifiers.add(identifier);
  record.newIdentifiers.push(...identifiers);
  const titles = state.titles.filter(
    (title) => !record.titles.some((known) => known.titleKey === title.titleKey && known.year === title.year),
  );
  record.titles.push(...titles);
  record.newTitles.push(...titles);
  return isContentNew || identifiers.length > 0 || titles.length > 0;
}

/** The public id of a paper whose records nobody numbered: made from one record's key, so it is that record's alone. */
export function ownIdentifier(record: { key: string }): PublicId {
  return formatIdentifier({ scheme: 'offprint', value: hash('sha1', record.key, 'hex').slice(0, 16) });
}

/** By which a state is recognised; at least one. */
function identifiersOf(content: PaperRecord): PublicId[] {
  const identifiers = listIdentifiers(content);
  return identifiers.length > 0 ? identifiers : [ownIdentifier({ key: recordKey(content) })];
}

/** Without a year nothing can be said of two papers with one title. */
function titlesOf(content: PaperRecord): RecordTitle[] {
  const year = Number(content.publishedOn?.slice(0, 4));
  const key = year > 0 ? titleKey(content.title, content.authors) : undefined;
  return key ? [{ titleKey: key, year }] : [];
}
