import { cutAtWord } from '../lib/first-sentences.ts';
import { mathToText } from '../lib/math-to-text.ts';
import { xml, type Xml } from '../lib/xml-text.ts';
import type { Paper } from '../papers/paper.ts';
import type { FeedItem } from './feed.ts';
import type { SiteAddresses } from './site-addresses.ts';

/** Longer ones are cut, so that one paper can't fill a feed; hardly any real paper is. */
const MAX_TITLE_LENGTH = 500;
const MAX_ABSTRACT_LENGTH = 3_000;
const MAX_AUTHORS = 200;
const MAX_CATEGORIES = 20;
const MAX_NAME_LENGTH = 100;
const MAX_ADDRESS_LENGTH = 2_000;

/** A paper as feeds show it: mathematics as Unicode text, dated by the day it is listed and its newest version's. */
export function feedItem(paper: Paper, addresses: SiteAddresses, reason?: string): FeedItem {
  const { authors, listedOn, updatedOn, links } = paper;
  const publishedAt = instantOf(listedOn);
  const revisedAt = instantOf(updatedOn);
  const more = authors.length - MAX_AUTHORS;
  return {
    id: addresses.tag(paper.publicId),
    url: addresses.paper(paper.publicId),
    sourceUrl: webAddress(links.page),
    title: plainText(paper.title, MAX_TITLE_LENGTH) || paper.publicId,
    authors: [
      ...authors.slice(0, MAX_AUTHORS).map((name) => plainText(name, MAX_NAME_LENGTH)),
      ...(more > 0 ? [`and ${more} more`] : []),
    ],
    categories: categoriesOf(paper),
    publishedAt,
    updatedAt: revisedAt && revisedAt > (publishedAt ?? '') ? revisedAt : publishedAt,
    reason,
    content: contentOf(paper, reason),
  };
}

function contentOf(paper: Paper, reason?: string): Xml {
  const { abstract, abstractKind, comment, links } = paper;
  const named: [name: string, address: string | undefined][] = [
    ['Paper', webAddress(links.page)],
    ['PDF', webAddress(links.pdf)],
    ['Code', webAddress(links.code)],
    ['Project', webAddress(links.project)],
  ];
  const reading = named.flatMap(([name, address]) =>
    address ? [xml`<a href="${address}">${name}</a> `] : [],
  );
  const facts = [categoriesOf(paper).join(', '), plainText(comment ?? '', MAX_TITLE_LENGTH)]
    .filter(Boolean)
    .join(' · ');
  const text = plainText(abstract, MAX_ABSTRACT_LENGTH);
  return xml`${reason && xml`<p><em>Why it is here: ${reason}</em></p>`}${
    text && xml`<p>${abstractKind === 'summary' && 'Summary by Offprint: '}${text}</p>`
  }${facts && xml`<p>${facts}</p>`}${reading.length > 0 && xml`<p>${reading}</p>`}`;
}

function categoriesOf({ categories }: Paper): string[] {
  return categories.slice(0, MAX_CATEGORIES).map((category) => plainText(category, MAX_NAME_LENGTH));
}

function plainText(text: string, maxLength: number): string {
  return cutAtWord(
    mathToText(text)
      .replace(/[\s\x00-\x1f\x7f-\x9f]+/g, ' ')
      .trim(),
    maxLength,
  );
}

/** The first instant of a day, a month or a year. */
function instantOf(date: string | null): string | undefined {
  return date ? `${`${date}-01-01`.slice(0, 10)}T00:00:00Z` : undefined;
}

/** Sources promise http(s); nothing else may become a link in a reader. */
function webAddress(address: string | undefined): string | undefined {
  const isSafe =
    address !== undefined && address.length <= MAX_ADDRESS_LENGTH && /^https?:\/\//i.test(address);
  return isSafe ? address : undefined;
}
