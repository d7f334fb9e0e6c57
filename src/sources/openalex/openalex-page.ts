import { isJsonObject, objectOf, objectsOf, textOf, type JsonObject } from '../../lib/json-object.ts';
import type { PaperRecord } from '../../papers/paper.ts';
import { cleanName } from '../author-names.ts';
import { completeRecord } from '../complete-record.ts';
import { foundIdentifiers } from '../found-identifiers.ts';
import { parseJsonObjectAnswer, requireObjects } from '../json-answer.ts';
import { adaptEach, type RecordsPage } from '../records-page.ts';

export interface OpenalexPage extends RecordsPage {
  /** Names the next page; undefined on the last one. */
  nextCursor: string | undefined;
  totalCount: number;
}

/**
 * Reads an answer of OpenAlex's `/works`, with how often each was cited. See https://developers.openalex.org/.
 * @throws UnusableAnswerError
 */
export function parseOpenalexPage(text: string): OpenalexPage {
  const answer = parseJsonObjectAnswer(text);
  const works = requireObjects(answer.results, 'works');
  const meta = objectOf(answer.meta);
  const page = adaptEach(works, {
    nameOf: ({ id }) => textOf(id),
    adapt: adaptWork,
    countsOf: ({ cited_by_count }) => ({ citations: cited_by_count }),
  });
  const nextCursor = works.length > 0 ? textOf(meta.next_cursor) : undefined;
  return { ...page, nextCursor, totalCount: Number(meta.count) || works.length };
}

function adaptWork(work: JsonObject): PaperRecord {
  const location = objectOf(work.primary_location);
  const host = objectOf(location.source);
  // A preprint's arXiv number stands in its DOI or in the address of one of its places.
  const places = objectsOf(work.locations).slice(0, 20);
  return completeRecord({
    source: 'openalex',
    sourceId: textOf(work.id)?.split('/').at(-1) ?? '',
    ...foundIdentifiers(textOf(work.doi), ...places.map((place) => textOf(place.landing_page_url))),
    title: textOf(work.title) ?? textOf(work.display_name),
    abstract: abstractOf(work.abstract_inverted_index),
    authors: objectsOf(work.authorships).map(authorOf),
    publishedOn: textOf(work.publication_date) ?? textOf(work.publication_year),
    venue: host.type === 'repository' ? undefined : textOf(host.display_name),
    license: textOf(location.license),
    links: { page: textOf(location.landing_page_url) ?? textOf(work.doi), pdf: textOf(location.pdf_url) },
  });
}

function authorOf(authorship: JsonObject): string {
  return cleanName(
    textOf(objectOf(authorship.author).display_name) ?? textOf(authorship.raw_author_name) ?? '',
  );
}

/** Far more than any abstract has; a broken index may give a word the place 10^9. */
const MAX_WORDS = 20_000;

/** `{"word": [0, 7]}`, each word with its places, as the abstract that it was. */
function abstractOf(index: unknown): string | undefined {
  if (!isJsonObject(index)) return undefined;
  const words = new Map<number, string>();
  for (const [word, places] of Object.entries(index)) {
    if (!Array.isArray(places)) continue;
    for (const place of places as unknown[]) {
      if (typeof place === 'number' && place >= 0 && words.size < MAX_WORDS) words.set(place, word);
    }
  }
  return (
    [...words]
      .sort(([one], [other]) => one - other)
      .map(([, word]) => word)
      .join(' ') || undefined
  );
}
