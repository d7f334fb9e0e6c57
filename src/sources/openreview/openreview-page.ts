import { objectOf, textOf, textsOf, type JsonObject } from '../../lib/json-object.ts';
import type { PaperRecord } from '../../papers/paper.ts';
import { cleanName } from '../author-names.ts';
import { completeRecord } from '../complete-record.ts';
import { BrokenRecordError } from '../file-format.ts';
import { parseJsonObjectAnswer, requireObjects } from '../json-answer.ts';
import { adaptEach, type RecordsPage } from '../records-page.ts';

export interface OpenreviewPage extends RecordsPage {
  /** How many notes this page holds, broken ones too: by so many the next page's offset is further. */
  noteCount: number;
}

/**
 * Reads an answer of `/notes`, of version 2 of the interface (fields wrapped in `{value}`) or version 1. See
 * https://docs.openreview.net/.
 * @throws UnusableAnswerError
 */
export function parseOpenreviewPage(text: string): OpenreviewPage {
  const notes = requireObjects(parseJsonObjectAnswer(text).notes, 'notes');
  return {
    ...adaptEach(notes, { nameOf: ({ id }) => textOf(id), adapt: adaptNote }),
    noteCount: notes.length,
  };
}

function adaptNote(note: JsonObject): PaperRecord {
  const content = objectOf(note.content);
  const get = (name: string): string | undefined => textOf(valueOf(content[name]));
  const id = textOf(note.forum) ?? textOf(note.id);
  if (!id || (note.id !== undefined && note.forum !== undefined && note.id !== note.forum))
    throw new BrokenRecordError('it is a reply, not a paper');
  return completeRecord({
    source: 'openreview',
    sourceId: id,
    openreviewId: id,
    title: get('title'),
    abstract: get('abstract'),
    authors: textsOf(valueOf(content.authors)).map(cleanName),
    publishedOn: dayOf(note.pdate) ?? dayOf(note.cdate),
    updatedOn: dayOf(note.mdate),
    venue: get('venue'),
    license: textOf(note.license),
    links: {
      page: `https://openreview.net/forum?id=${id}`,
      pdf: get('pdf') ? `https://openreview.net/pdf?id=${id}` : undefined,
      code: get('code'),
    },
  });
}

function valueOf(field: unknown): unknown {
  const { value } = objectOf(field);
  return value === undefined ? field : value;
}

/** Milliseconds since 1970 as a day. */
function dayOf(instant: unknown): string | undefined {
  if (typeof instant !== 'number' || !(instant > 0 && instant < 4e12)) return undefined;
  return new Date(instant).toISOString().slice(0, 10);
}
