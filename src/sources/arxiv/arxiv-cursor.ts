import { objectOf, textOf } from '../../lib/json-object.ts';
import { parseCursor } from '../parse-cursor.ts';

/** How far arXiv was read. Changed as the run goes on; each page is stored with what it is then. */
export interface ArxivCursor {
  /** The last list that the feed gave, and a digest of its papers. */
  list?: { day: string; digest: string };
  /** The harvest begins at this day (arXiv's own). */
  from?: string;
  /** A harvest that is under way. */
  harvest?: {
    from: string;
    /** The sets that are not complete; the first is being read. */
    sets: string[];
    token?: string;
    /** Where the next harvest begins: the server's day when this one began. */
    nextFrom?: string;
  };
}

/** What {@link writeArxivCursor} wrote; without anything that it can't have written. */
export function readArxivCursor(text: string | undefined): ArxivCursor {
  const raw = parseCursor(text);
  const cursor: ArxivCursor = {};
  const list = objectOf(raw.list);
  const [day, digest, from] = [textOf(list.day), textOf(list.digest), textOf(raw.from)];
  if (day && digest) cursor.list = { day, digest };
  if (from) cursor.from = from;
  const harvest = objectOf(raw.harvest);
  const harvestFrom = textOf(harvest.from);
  if (harvestFrom && Array.isArray(harvest.sets)) {
    cursor.harvest = { from: harvestFrom, sets: harvest.sets.map(String) };
    const [token, nextFrom] = [textOf(harvest.token), textOf(harvest.nextFrom)];
    if (token) cursor.harvest.token = token;
    if (nextFrom) cursor.harvest.nextFrom = nextFrom;
  }
  return cursor;
}

/** The cursor as text. */
export function writeArxivCursor(cursor: ArxivCursor): string {
  return JSON.stringify(cursor);
}
