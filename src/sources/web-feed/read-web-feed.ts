import { hash } from 'node:crypto';
import { childrenNamed, childText, type XmlElement } from '../../lib/read-xml-elements.ts';
import type { PaperRecord } from '../../papers/paper.ts';
import { cleanName, parseAuthorLine } from '../author-names.ts';
import { completeRecord } from '../complete-record.ts';
import { adaptRecord, BrokenRecordError, type RecordProblem } from '../file-format.ts';
import { foundIdentifiers } from '../found-identifiers.ts';
import { readXmlAnswer } from '../xml-answer.ts';

/** More is no feed but an archive; the newest come first. */
const MAX_ITEMS = 5_000;

/**
 * Reads RSS 2.0, RSS 1.0 or Atom whose items are papers, as journals and preprint servers offer them. `address` is
 * the feed's own: an item is known by it and by its guid.
 * @throws UnusableAnswerError where it is no feed or breaks off.
 */
export async function readWebFeed(
  text: AsyncIterable<string>,
  address: string,
): Promise<{ records: PaperRecord[]; problems: RecordProblem[] }> {
  const feed: { records: PaperRecord[]; problems: RecordProblem[] } = { records: [], problems: [] };
  const shape = { roots: ['rss', 'feed', 'rdf:RDF'], elements: ['item', 'entry'] };
  for await (const part of readXmlAnswer(text, shape)) {
    if ('problem' in part) feed.problems.push(part.problem);
    else addItem(part.element, address, feed);
    if (feed.records.length >= MAX_ITEMS) break;
  }
  return feed;
}

function addItem(
  item: XmlElement,
  address: string,
  feed: { records: PaperRecord[]; problems: RecordProblem[] },
): void {
  const entry = (guidOf(item) ?? childText(item, 'title'))?.slice(0, 80);
  const position = { line: item.line, ...(entry && { entry }) };
  const adapted = adaptRecord(position, () => adaptItem(item, address));
  if ('problem' in adapted) feed.problems.push(adapted.problem);
  else feed.records.push(adapted.record);
}

function adaptItem(item: XmlElement, address: string): PaperRecord {
  const first = (...names: string[]): string | undefined =>
    names.map((name) => childText(item, name)).find((text) => text !== undefined);
  const guid = guidOf(item);
  if (!guid) throw new BrokenRecordError('it has neither guid nor link');
  const link = linkOf(item);
  const day = first('pubDate', 'published', 'dc:date', 'prism:publicationDate', 'updated');
  return completeRecord({
    source: 'feed',
    sourceId: hash('sha1', `${address}\n${guid}`).slice(0, 20),
    ...foundIdentifiers(first('prism:doi', 'doi'), first('dc:identifier'), guid, link),
    title: first('title', 'dc:title'),
    abstract: first('description', 'summary', 'content:encoded', 'content', 'dc:description'),
    authors: authorsOf(item),
    publishedOn: day,
    announcedOn: day,
    venue: first('prism:publicationName', 'dc:source'),
    license: first('dc:rights', 'rights'),
    links: { page: link },
  });
}

function guidOf(item: XmlElement): string | undefined {
  return childText(item, 'guid') ?? childText(item, 'id') ?? item.attributes['rdf:about'] ?? linkOf(item);
}

/** RSS: the text of `link`; Atom: the address of the one that is `alternate`, which is also what no `rel` means. */
function linkOf(item: XmlElement): string | undefined {
  const links = childrenNamed(item, 'link');
  const alternate = links.find(
    ({ attributes: { href, rel } }) => href && (rel ?? 'alternate') === 'alternate',
  );
  return alternate?.attributes.href ?? links.map(({ text }) => text.trim()).find(Boolean);
}

/** Either one element a name, or one with the whole line of them. */
function authorsOf(item: XmlElement): string[] {
  const persons = childrenNamed(item, 'author').map((author) => childText(author, 'name') ?? author.text);
  const creators = childrenNamed(item, 'dc:creator').map(({ text }) => text);
  const names = creators.length > 0 ? creators : persons;
  return names.length === 1
    ? parseAuthorLine(withoutAddress(names[0] ?? ''))
    : names.map(withoutAddress).map(cleanName);
}

/** RSS 2.0 wants `jane@example.org (Jane Doe)`. */
function withoutAddress(name: string): string {
  return /^\s*\S+@\S+\s+\(([^()]+)\)\s*$/.exec(name)?.[1] ?? name;
}
