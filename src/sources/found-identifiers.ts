import { parseIdentifier } from '../papers/identifiers.ts';
import type { RawRecord } from './complete-record.ts';

type Identifiers = Pick<RawRecord, 'arxivId' | 'aclId' | 'doi' | 'openreviewId' | 'version'>;

/** The identifiers that texts of any kind name (DOIs, addresses, `arXiv:2310.16390 [cs.CL]`); of each kind the first. */
export function foundIdentifiers(...texts: (string | undefined)[]): Identifiers {
  const found: Identifiers = {};
  for (const text of texts) {
    const identifier = text ? parseIdentifier(text) : undefined;
    if (!identifier) continue;
    if (identifier.scheme === 'arxiv' && found.arxivId === undefined) {
      found.arxivId = identifier.value;
      found.version = identifier.version;
    }
    if (identifier.scheme === 'doi') found.doi ??= identifier.value;
    if (identifier.scheme === 'acl') found.aclId ??= identifier.value;
    if (identifier.scheme === 'openreview') found.openreviewId ??= identifier.value;
  }
  return found;
}
