import { textOf, type JsonObject } from '../../lib/json-object.ts';
import { formatIdentifier, parseIdentifier, type PublicId } from '../../papers/identifiers.ts';
import { parseJsonObjectAnswer, requireObjects } from '../json-answer.ts';
import type { CountedSignal } from '../records-page.ts';

export interface HackerNewsPage {
  /** Points and comments of stories that link to a paper; the story's number tells two of one paper apart. */
  signals: CountedSignal[];
  pageCount: number;
}

/**
 * Reads an answer of the Hacker News search at Algolia. See https://hn.algolia.com/api.
 * @throws UnusableAnswerError
 */
export function parseHackerNewsPage(text: string): HackerNewsPage {
  const answer = parseJsonObjectAnswer(text);
  const stories = requireObjects(answer.hits, 'stories');
  return { signals: stories.flatMap(countsOf), pageCount: Number(answer.nbPages) || 1 };
}

function countsOf(story: JsonObject): CountedSignal[] {
  const publicId = paperOf(textOf(story.url));
  const number = textOf(story.objectID);
  if (!publicId || !number || !/^\d{1,12}$/.test(number)) return [];
  const place = `news.ycombinator.com/${number}`;
  const counts: [kind: string, count: unknown][] = [
    ['points', story.points],
    ['comments', story.num_comments],
  ];
  return counts.flatMap(([kind, count]) =>
    typeof count === 'number' ? [{ publicId, signal: `${kind}:${place}`, count }] : [],
  );
}

function paperOf(address: string | undefined): PublicId | undefined {
  const identifier = address ? parseIdentifier(address) : undefined;
  return identifier && formatIdentifier(identifier);
}
