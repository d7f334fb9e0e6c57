import { networkSources } from './network-sources.ts';

/** How a record's source is called where people read. */
export function sourceTitle(source: string): string {
  return networkSources.find(({ name }) => name === source)?.title ?? otherTitles[source] ?? source;
}

/** Sources that are files, and feeds, whose records are all of one source. */
const otherTitles: { [source: string]: string } = {
  bibtex: 'a BibTeX file',
  'csl-json': 'a CSL-JSON file',
  feed: 'a feed',
  ris: 'a RIS file',
  starter: 'the starter collection',
};
