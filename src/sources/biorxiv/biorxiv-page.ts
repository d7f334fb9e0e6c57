import { textOf, type JsonObject } from '../../lib/json-object.ts';
import { parsePartialDate } from '../../lib/partial-date.ts';
import type { PaperRecord } from '../../papers/paper.ts';
import { cleanName } from '../author-names.ts';
import { completeRecord } from '../complete-record.ts';
import { BrokenRecordError } from '../file-format.ts';
import { parseJsonObjectAnswer, requireObjects } from '../json-answer.ts';
import { adaptEach, type RecordsPage } from '../records-page.ts';
import { UnusableAnswerError } from '../unusable-answer-error.ts';

export type BiorxivServer = 'biorxiv' | 'medrxiv';

export interface BiorxivPage extends RecordsPage {
  /** How many versions were posted in the days asked for, all pages together. */
  totalCount: number;
  /** How many items this page holds, broken ones too: by so many the next page's cursor is further. */
  itemCount: number;
}

/**
 * Reads an answer of `/details/{server}/{from}/{to}/{cursor}`. The length of a page is the server's to choose. See
 * https://api.biorxiv.org/.
 * @throws UnusableAnswerError
 */
export function parseBiorxivPage(server: BiorxivServer, text: string): BiorxivPage {
  const answer = parseJsonObjectAnswer(text);
  const [message = {}] = requireObjects(answer.messages, 'messages');
  const status = textOf(message.status) ?? 'nothing of a status';
  const hasNone = /^no posts found/i.test(status);
  if (status !== 'ok' && !hasNone) throw new UnusableAnswerError(`${server} says: ${status.slice(0, 200)}.`);
  const items = hasNone ? [] : requireObjects(answer.collection, 'papers');
  const page = adaptEach(items, {
    nameOf: ({ doi }) => textOf(doi),
    adapt: (item) => adaptItem(server, item),
  });
  return { ...page, totalCount: Number(message.total) || items.length, itemCount: items.length };
}

/** Each version is an item of its own; they are states of one record. */
function adaptItem(server: BiorxivServer, item: JsonObject): PaperRecord {
  const doi = textOf(item.doi)?.trim().toLowerCase();
  if (!doi) throw new BrokenRecordError('it has no DOI');
  const version = Number(textOf(item.version)) || 1;
  const day = known(item.date);
  return completeRecord({
    source: server,
    sourceId: doi,
    doi,
    title: known(item.title),
    abstract: known(item.abstract),
    authors: (known(item.authors) ?? '').split(';').map(cleanName),
    publishedOn: version === 1 ? day : undefined,
    updatedOn: version === 1 ? undefined : day,
    announcedOn: version === 1 ? day : undefined,
    categories: [`${server}.${slugOf(known(item.category) ?? 'other')}`],
    license: known(item.license),
    version,
    versions: [{ number: version, submittedOn: parsePartialDate(day) ?? null }],
    links: {
      page: `https://www.${server}.org/content/${doi}v${version}`,
      pdf: `https://www.${server}.org/content/${doi}v${version}.full.pdf`,
    },
  });
}

/** What is not known stands there as "NA". */
function known(value: unknown): string | undefined {
  const text = textOf(value)?.trim();
  return text === 'NA' ? undefined : text;
}

/** "Cell Biology" is `cell-biology`. */
function slugOf(category: string): string {
  return category
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-|-$/g, '');
}
