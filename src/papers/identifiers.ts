import { parseAclId } from './acl-id.ts';
import { mendArxivId, parseArxivId } from './arxiv-id.ts';
import { arxivIdInDoi, parseDoi } from './doi.ts';
import type { PaperIdentifiers } from './paper.ts';

/** A paper's row number. */
export type PaperId = number & { readonly brand: 'PaperId' };

/** A paper's public identifier, with its scheme: `arxiv:`, `acl:`, `openreview:`, `doi:` or `offprint:`. */
export type PublicId = string & { readonly brand: 'PublicId' };

/** `offprint`: given by this program to a paper that nobody else numbered. */
export type IdentifierScheme = 'arxiv' | 'acl' | 'openreview' | 'doi' | 'offprint';

export interface Identifier {
  scheme: IdentifierScheme;
  /** Normalised: without version, DOIs in lower case. */
  value: string;
  /** The version that the text spoke of; no part of the identity. */
  version?: number;
}

const MAX_LENGTH = 2_000;

/**
 * Reads whatever a person pastes for a paper: an identifier with or without its scheme, or the address of a page or
 * file at arXiv, its mirrors and readers, doi.org and publishers, the ACL Anthology or OpenReview. Undefined for
 * anything else, such as words to search for.
 */
export function parseIdentifier(text: string): Identifier | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const trimmed = text
    .trim()
    .replace(/^[<("'[“‘]+/, '')
    .replace(/[>"'”’,;]+$/, '');
  return parseAddress(trimmed) ?? parseWithScheme(trimmed) ?? parseBare(trimmed);
}

/** `arxiv:2310.16390`: how an identifier is kept in the database, and the public id of the paper that it names. */
export function formatIdentifier({ scheme, value }: Identifier): PublicId {
  return `${scheme}:${value}` as PublicId;
}

/**
 * The identifiers of a record, normalised; what is malformed is left out. An arXiv DOI becomes the arXiv id, and an
 * arXiv id that went through a number is mended.
 */
export function normaliseIdentifiers(given: PaperIdentifiers): PaperIdentifiers {
  const doi = given.doi
    ? parseDoi(given.doi.replace(/^(?:doi:\s*|https?:\/\/(?:dx\.)?doi\.org\/)/i, ''))
    : undefined;
  const inDoi = doi ? arxivIdInDoi(doi) : undefined;
  const arxivText = (given.arxivId ?? inDoi)?.replace(/^arxiv:/i, '');
  const arxivId = arxivText ? parseArxivId(mendArxivId(arxivText))?.value : undefined;
  const aclId = given.aclId ? parseAclId(given.aclId) : undefined;
  const openreviewId = given.openreviewId ? parseOpenreviewId(given.openreviewId) : undefined;
  return {
    ...(arxivId && { arxivId }),
    ...(doi && !inDoi && { doi }),
    ...(aclId && { aclId }),
    ...(openreviewId && { openreviewId }),
  };
}

/** A record's identifiers in the form they are kept in, the one to be known by first: arXiv, ACL, OpenReview, DOI. */
export function listIdentifiers({ arxivId, aclId, openreviewId, doi }: PaperIdentifiers): PublicId[] {
  const found: PublicId[] = [];
  if (arxivId) found.push(`arxiv:${arxivId}` as PublicId);
  if (aclId) found.push(`acl:${aclId}` as PublicId);
  if (openreviewId) found.push(`openreview:${openreviewId}` as PublicId);
  if (doi) found.push(`doi:${doi}` as PublicId);
  return found;
}

function parseAddress(text: string): Identifier | undefined {
  const withScheme = /^(?:www\.)?[a-z\d.-]+\.(?:org|net|co|com|io)\//i.test(text) ? `https://${text}` : text;
  if (!/^https?:\/\//i.test(withScheme) || !URL.canParse(withScheme)) return undefined;
  const url = new URL(withScheme);
  const host = url.hostname.replace(/^www\./, '');
  const path = decode(url.pathname).replace(/\/+$/, '');

  if (host === 'arxiv.org' || host.endsWith('.arxiv.org') || host === 'alphaxiv.org' || host === 'ar5iv.org')
    return arxiv(path.replace(/^\/(?:[a-z]{2}\/)?[a-z-]+\//i, '').replace(/\.pdf$/i, ''));
  if (host === 'huggingface.co') return arxiv(path.replace(/^\/papers\//, ''));
  if (host === 'doi.org' || host === 'dx.doi.org') return doi(path.slice(1));
  if (host === 'aclanthology.org') return acl(path.slice(1));
  if (host === 'aclweb.org') return acl(path.replace(/^\/anthology\/(?:papers\/(?:\w+\/)*)?/, ''));
  if (host === 'openreview.net') return openreview(url.searchParams.get('id') ?? '');
  const inPath = /\/doi\/(?:[a-z]+\/)?(10\.\d{4,9}\/.+)$/.exec(path)?.[1];
  return inPath ? doi(inPath) : undefined;
}

function parseWithScheme(text: string): Identifier | undefined {
  const match =
    /^(arxiv|oai:arxiv\.org|doi|acl|openreview|offprint)(?::\s*|\s+)(\S+)(?:\s+\[[a-z.-]+\])?$/i.exec(text);
  const value = match?.[2] ?? '';
  switch (match?.[1]?.toLowerCase() ?? '') {
    case 'arxiv':
    case 'oai:arxiv.org':
      return arxiv(value);
    case 'doi':
      return doi(value);
    case 'acl':
      return acl(value);
    case 'openreview':
      return openreview(value);
    case 'offprint':
      return /^[a-z\d]{4,40}$/.test(value) ? { scheme: 'offprint', value } : undefined;
    default:
      return undefined;
  }
}

function parseBare(text: string): Identifier | undefined {
  return arxiv(text) ?? doi(text) ?? acl(text);
}

function arxiv(text: string): Identifier | undefined {
  const id = parseArxivId(text.replace(/[.)\]]+$/, ''));
  return id && { scheme: 'arxiv', ...id };
}

function doi(text: string): Identifier | undefined {
  const value = parseDoi(text);
  if (!value) return undefined;
  const inside = arxivIdInDoi(value);
  return inside ? arxiv(inside) : { scheme: 'doi', value };
}

function acl(text: string): Identifier | undefined {
  const match = /^(.+?)(?:v(\d))?(?:\.(?:pdf|bib|xml))?$/.exec(text);
  const value = parseAclId(match?.[1] ?? '');
  if (!value) return undefined;
  return match?.[2] ? { scheme: 'acl', value, version: Number(match[2]) } : { scheme: 'acl', value };
}

function openreview(text: string): Identifier | undefined {
  const value = parseOpenreviewId(text);
  return value ? { scheme: 'openreview', value } : undefined;
}

function parseOpenreviewId(text: string): string | undefined {
  return /^[\w-]{5,64}$/.test(text) ? text : undefined;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
