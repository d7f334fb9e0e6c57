import { cleanText } from '../lib/clean-text.ts';
import { NOT_UTF8 } from '../lib/decode-utf8.ts';
import { parsePartialDate } from '../lib/partial-date.ts';
import type { PaperLinks, PaperRecord, PaperVersion } from '../papers/paper.ts';
import { normaliseIdentifiers } from '../papers/identifiers.ts';
import { BrokenRecordError } from './file-format.ts';

/** What an adapter found, text and dates as the source spells them. `undefined` and empty are the same: not there. */
export interface RawRecord {
  source: string;
  sourceId: string;
  title: string | undefined;
  abstract?: string | undefined;
  abstractKind?: 'abstract' | 'summary' | undefined;
  /** Display names, cleaned by the functions of `author-names.ts`. */
  authors: string[];
  publishedOn?: string | undefined;
  updatedOn?: string | undefined;
  announcedOn?: string | undefined;
  categories?: string[] | undefined;
  venue?: string | undefined;
  comment?: string | undefined;
  license?: string | undefined;
  arxivId?: string | undefined;
  doi?: string | undefined;
  aclId?: string | undefined;
  openreviewId?: string | undefined;
  links?: { [Name in keyof PaperLinks]: string | undefined };
  version?: number | undefined;
  versions?: PaperVersion[] | undefined;
}

const MAX_TITLE_LENGTH = 3_000;
const MAX_ABSTRACT_LENGTH = 50_000;
const MAX_FIELD_LENGTH = 5_000;
/** The largest collaborations sign with some five thousand names. */
const MAX_AUTHORS = 10_000;
const MAX_CATEGORIES = 100;

/**
 * The one place where text from outside is cleaned, dates are read and addresses are checked.
 * @throws BrokenRecordError for a record without title or identity, or whose bytes were not UTF-8.
 */
export function completeRecord(raw: RawRecord): PaperRecord {
  const title = cleanField(raw.title, MAX_TITLE_LENGTH);
  if (!title) throw new BrokenRecordError('it has no title');
  if (!raw.sourceId) throw new BrokenRecordError('it has no identifier');
  const abstract = cleanField(raw.abstract, MAX_ABSTRACT_LENGTH);
  const links = completeLinks(raw.links ?? {});
  const identifiers = normaliseIdentifiers(
    present({ arxivId: raw.arxivId, doi: raw.doi, aclId: raw.aclId, openreviewId: raw.openreviewId }),
  );
  return {
    source: raw.source,
    sourceId: raw.sourceId,
    title,
    authors: completeAuthors(raw.authors),
    ...identifiers,
    ...present({
      abstract,
      abstractKind: abstract ? (raw.abstractKind ?? 'abstract') : undefined,
      publishedOn: parsePartialDate(raw.publishedOn),
      updatedOn: parsePartialDate(raw.updatedOn),
      announcedOn: parsePartialDate(raw.announcedOn),
      categories: raw.categories?.length ? raw.categories.slice(0, MAX_CATEGORIES) : undefined,
      venue: cleanField(raw.venue, MAX_FIELD_LENGTH),
      comment: cleanField(raw.comment, MAX_FIELD_LENGTH),
      license: cleanField(raw.license, MAX_FIELD_LENGTH),
      links: Object.keys(links).length > 0 ? links : undefined,
      version: raw.version,
      versions: raw.versions?.length ? raw.versions : undefined,
    }),
  };
}

function cleanField(text: string | undefined, maxLength: number): string | undefined {
  if (!text) return undefined;
  refuseDamaged(text);
  return cleanText(text.length > maxLength ? text.slice(0, maxLength) : text) || undefined;
}

function completeAuthors(authors: string[]): string[] {
  const kept = authors.filter((author) => author !== '').slice(0, MAX_AUTHORS);
  kept.forEach(refuseDamaged);
  return kept;
}

function refuseDamaged(text: string): void {
  if (text.includes(NOT_UTF8)) {
    throw new BrokenRecordError(
      'its text is not UTF-8; convert the file (for example with iconv -f WINDOWS-1252 -t UTF-8) and import it again',
    );
  }
}

function completeLinks(raw: { [Name in keyof PaperLinks]: string | undefined }): PaperLinks {
  return present({
    page: webAddress(raw.page),
    pdf: webAddress(raw.pdf),
    code: webAddress(raw.code),
    project: webAddress(raw.project),
  });
}

/** Only http and https: an address is put into pages, where `javascript:` would be a program. */
function webAddress(text: string | undefined): string | undefined {
  const address = text?.trim();
  return address && /^https?:\/\/[^\s<>"]{4,2000}$/i.test(address) && URL.canParse(address)
    ? address
    : undefined;
}

type Present<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** The object without what is undefined. */
function present<T extends object>(object: T): Present<T> {
  const kept: Present<T> = {};
  for (const key in object) if (object[key] !== undefined) kept[key] = object[key] as Present<T>[typeof key];
  return kept;
}
