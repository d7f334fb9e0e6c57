import { objectOf, objectsOf, textOf, type JsonObject } from '../../lib/json-object.ts';
import { partialDate } from '../../lib/partial-date.ts';
import type { PaperRecord } from '../../papers/paper.ts';
import { displayName } from '../author-names.ts';
import { completeRecord } from '../complete-record.ts';
import { parseJsonObjectAnswer, requireObjects } from '../json-answer.ts';
import { adaptEach, type RecordsPage } from '../records-page.ts';

export interface CrossrefPage extends RecordsPage {
  /** Names the next page; undefined on the last one. */
  nextCursor: string | undefined;
  totalCount: number;
}

/**
 * Reads an answer of Crossref's `/works`, with how often each was cited. See https://api.crossref.org/.
 * @throws UnusableAnswerError
 */
export function parseCrossrefPage(text: string): CrossrefPage {
  const message = objectOf(parseJsonObjectAnswer(text).message);
  const items = requireObjects(message.items, 'works');
  const page = adaptEach(items, {
    nameOf: ({ DOI }) => textOf(DOI),
    adapt: adaptWork,
    countsOf: (item) => ({ citations: item['is-referenced-by-count'] }),
  });
  const nextCursor = items.length > 0 ? textOf(message['next-cursor']) : undefined;
  return { ...page, nextCursor, totalCount: Number(message['total-results']) || items.length };
}

function adaptWork(work: JsonObject): PaperRecord {
  const doi = textOf(work.DOI)?.toLowerCase();
  const [license = {}] = objectsOf(work.license);
  const pdf = objectsOf(work.link).find((link) => link['content-type'] === 'application/pdf');
  return completeRecord({
    source: 'crossref',
    sourceId: doi ?? '',
    doi,
    title: titleOf(work),
    abstract: textOf(work.abstract)?.replace(ABSTRACT_HEADING, ''),
    authors: objectsOf(work.author).map(nameOf),
    publishedOn: dateOf(work.published) ?? dateOf(work.posted) ?? dateOf(work.issued),
    venue: firstText(work['container-title']) ?? textOf(objectOf(firstOf(work.institution)).name),
    license: textOf(license.URL),
    links: { page: doi ? `https://doi.org/${doi}` : undefined, pdf: textOf(pdf?.URL) },
  });
}

/** Publishers put the word "Abstract" into the abstract. */
const ABSTRACT_HEADING = /^\s*<jats:title>\s*(?:abstract|summary)\s*<\/jats:title>/i;

function titleOf(work: JsonObject): string | undefined {
  const title = firstText(work.title);
  const subtitle = firstText(work.subtitle);
  return title && subtitle && !title.includes(subtitle) ? `${title}: ${subtitle}` : title;
}

/** A collaboration has `name` alone. */
function nameOf(author: JsonObject): string {
  return displayName({
    family: textOf(author.family) ?? textOf(author.name),
    given: textOf(author.given),
    suffix: textOf(author.suffix),
  });
}

/** `{"date-parts": [[2026, 3, 7]]}`, of which month and day may be missing. */
function dateOf(value: unknown): string | undefined {
  const parts = firstOf(objectOf(value)['date-parts']);
  if (!Array.isArray(parts)) return undefined;
  const [year, month, day] = parts.map(Number);
  return partialDate(year ?? NaN, month, day);
}

function firstText(value: unknown): string | undefined {
  return textOf(firstOf(value));
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? (value as unknown[])[0] : value;
}
