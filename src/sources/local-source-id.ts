import { hash } from 'node:crypto';
import type { RawRecord } from './complete-record.ts';

/**
 * A key for a record of a file whose own names (citation keys, numbers) mean nothing outside it: the same paper has
 * the same key in every file, and `smith2024` of one library is not `smith2024` of another.
 */
export function localSourceId(raw: Omit<RawRecord, 'source' | 'sourceId'>, localName?: string): string {
  const identity = identityOf(raw);
  return localName ? `${localName.slice(0, 200)}#${identity}` : identity;
}

function identityOf(raw: Omit<RawRecord, 'source' | 'sourceId'>): string {
  if (raw.arxivId) return `arxiv:${raw.arxivId}`;
  if (raw.aclId) return `acl:${raw.aclId}`;
  if (raw.openreviewId) return `openreview:${raw.openreviewId}`;
  if (raw.doi) return `doi:${raw.doi.toLowerCase()}`;
  return `title:${hash('sha1', `${raw.title ?? ''}\n${raw.authors[0] ?? ''}`).slice(0, 20)}`;
}
