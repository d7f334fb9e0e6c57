import { parsePartialDate } from '../../lib/partial-date.ts';
import { childrenNamed, childText, type XmlElement } from '../../lib/read-xml-elements.ts';
import type { PaperRecord } from '../../papers/paper.ts';
import { arxivRecord } from '../arxiv-record.ts';
import { parseAuthorLine } from '../author-names.ts';
import { adaptRecord, type RecordProblem } from '../file-format.ts';
import { UnusableAnswerError } from '../unusable-answer-error.ts';
import { readXmlAnswer } from '../xml-answer.ts';

/** One day's announcements in the categories asked for. */
export interface ArxivFeed {
  /** The day of arXiv's list, `YYYY-MM-DD` in New York; undefined where the feed doesn't say. */
  announcedOn: string | undefined;
  /** New papers and cross-lists carry the day as `announcedOn`; replacements don't. */
  records: PaperRecord[];
  problems: RecordProblem[];
  /** How many of the items are new or cross-lists: what the day's list has to show. */
  announcedCount: number;
}

/**
 * Reads arXiv's RSS feed of today's announcements. See https://info.arxiv.org/help/rss_specifications.html.
 * @throws UnusableAnswerError where it is no feed, breaks off, or says that a category is unknown.
 */
export async function readArxivFeed(text: AsyncIterable<string>): Promise<ArxivFeed> {
  const feed: ArxivFeed = { announcedOn: undefined, records: [], problems: [], announcedCount: 0 };
  const shape = { roots: ['rss'], elements: ['title', 'pubDate', 'image', 'item'] };
  for await (const part of readXmlAnswer(text, shape)) {
    if ('problem' in part) feed.problems.push(part.problem);
    else if (part.element.name === 'title') refuseErrorFeed(part.element.text);
    else if (part.element.name === 'pubDate') feed.announcedOn ??= parsePartialDate(part.element.text.trim());
    else if (part.element.name === 'item') addItem(part.element, feed);
  }
  return feed;
}

/** An unknown category comes with status 200, as a feed whose title says so. */
function refuseErrorFeed(title: string): void {
  if (/^\s*feed error/i.test(title))
    throw new UnusableAnswerError(`arXiv says: ${title.trim().slice(0, 200)}.`);
}

function addItem(item: XmlElement, feed: ArxivFeed): void {
  const adapted = adaptRecord({ line: item.line, ...entryOf(item) }, () =>
    adaptFeedItem(item, feed.announcedOn),
  );
  if ('problem' in adapted) feed.problems.push(adapted.problem);
  else feed.records.push(adapted.record);
  if (isAnnouncement(item)) feed.announcedCount += 1;
}

/** A replaced paper was announced on another day, which this feed does not tell. */
function isAnnouncement(item: XmlElement): boolean {
  return !(childText(item, 'arxiv:announce_type') ?? '').startsWith('replace');
}

function adaptFeedItem(item: XmlElement, feedDay: string | undefined): PaperRecord {
  const day = parsePartialDate(childText(item, 'pubDate')) ?? feedDay;
  return arxivRecord(arxivIdOf(item), {
    title: childText(item, 'title'),
    abstract: childText(item, 'description')?.replace(ABSTRACT_PREFIX, ''),
    authors: parseAuthorLine(childText(item, 'dc:creator') ?? ''),
    announcedOn: isAnnouncement(item) ? day : undefined,
    categories: childrenNamed(item, 'category')
      .map(({ text }) => text.trim())
      .filter(Boolean),
    license: childText(item, 'dc:rights'),
    doi: childText(item, 'arxiv:DOI'),
    venue: childText(item, 'arxiv:journal_reference'),
  });
}

/** `arXiv:2203.01250v3 Announce Type: replace-cross`, and on the next line `Abstract: ...`. */
const ABSTRACT_PREFIX = /^\s*arXiv:\S{1,40}\s+Announce Type:\s*[a-z-]{1,20}\s*(?:Abstract:\s*)?/i;

function arxivIdOf(item: XmlElement): string {
  const guid = childText(item, 'guid') ?? childText(item, 'link') ?? '';
  return guid.replace(/^oai:arXiv\.org:/i, '').replace(/^https?:\/\/[^/]+\/abs\//, '');
}

function entryOf(item: XmlElement): { entry?: string } {
  const entry = arxivIdOf(item).slice(0, 80);
  return entry ? { entry } : {};
}
