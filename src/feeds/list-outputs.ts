import type { CitationFormat } from '../papers/citations/citation-format.ts';
import { citationFormats } from '../papers/citations/citation-formats.ts';
import type { FeedFormat } from './feed.ts';
import { atom } from './write-atom.ts';
import { jsonFeed } from './write-json-feed.ts';
import { rss } from './write-rss.ts';

/** Every format that a list is given in, by the name that `?format=` uses. */
export const feedFormats: { readonly [name: string]: FeedFormat } = { atom, rss, json: jsonFeed };

/** Finds a format by the end of a file's name; the longer extension first, as `csl.json` also ends in `json`. */
export function readFileName(
  file: string,
): ({ name: string } & ({ feed: FeedFormat } | { citations: CitationFormat })) | undefined {
  const nameBefore = ({ extension }: { extension: string }): string => file.slice(0, -(extension.length + 1));
  const endsIn = ({ extension }: { extension: string }): boolean => file.endsWith(`.${extension}`);
  const citations = Object.values(citationFormats).find(endsIn);
  if (citations) return { name: nameBefore(citations), citations };
  const feed = Object.values(feedFormats).find(endsIn);
  return feed && { name: nameBefore(feed), feed };
}

/** The extension of the format that `?format=` names. */
export function extensionOf(name: string): string | undefined {
  const formats: { readonly [name: string]: { extension: string } } = { ...feedFormats, ...citationFormats };
  return Object.hasOwn(formats, name) ? formats[name]?.extension : undefined;
}

export const citationExtensions = Object.values(citationFormats).map(({ extension }) => extension);
export const listExtensions = [
  ...citationExtensions,
  ...Object.values(feedFormats).map(({ extension }) => extension),
];
