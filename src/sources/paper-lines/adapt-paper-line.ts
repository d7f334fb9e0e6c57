import { textOf, textsOf, type JsonObject } from '../../lib/json-object.ts';
import type { PaperRecord } from '../../papers/paper.ts';
import { arxivRecord } from '../arxiv-record.ts';
import { cleanName } from '../author-names.ts';
import { completeRecord, type RawRecord } from '../complete-record.ts';
import { foundIdentifiers } from '../found-identifiers.ts';
import { localSourceId } from '../local-source-id.ts';

/**
 * One line of the project's own shape, all but `title` optional: `id` ("arxiv:2310.16390", "acl:P18-1001",
 * "doi:10.1000/x") or `arxiv_id`, `acl_id`, `doi`, `openreview_id`; `title`; `abstract`, or `summary` where the words
 * are not the authors'; `authors` in order; `published`, `updated`, `listed` (dates); `categories`; `venue`,
 * `comments`, `license`; `url`, `code_url`, `project_url`. A line with a summary and an identifier is a record of source
 * `starter`, beside the one that brings the abstract; without an identifier, the abstract takes its place.
 * @throws BrokenRecordError
 */
export function adaptPaperLine(line: JsonObject): PaperRecord {
  const raw = readFields(line);
  if (raw.abstractKind === 'summary' && hasIdentifier(raw)) {
    return completeRecord({ ...raw, source: 'starter', sourceId: localSourceId(raw) });
  }
  if (raw.arxivId) return arxivRecord(raw.arxivId, raw);
  if (raw.aclId) return completeRecord({ ...raw, source: 'acl', sourceId: raw.aclId });
  if (raw.doi) return completeRecord({ ...raw, source: 'doi', sourceId: raw.doi });
  return completeRecord({ ...raw, source: 'paper-lines', sourceId: localSourceId(raw) });
}

function readFields(line: JsonObject): Omit<RawRecord, 'source' | 'sourceId'> {
  const summary = textOf(line.summary);
  const abstract = textOf(line.abstract);
  return {
    title: textOf(line.title),
    abstract: abstract ?? summary,
    abstractKind: abstract === undefined && summary !== undefined ? 'summary' : 'abstract',
    authors: textsOf(line.authors).map(cleanName),
    publishedOn: textOf(line.published) ?? textOf(line.venue_date),
    updatedOn: textOf(line.updated),
    announcedOn: textOf(line.listed),
    categories: textsOf(line.categories),
    venue: textOf(line.venue),
    comment: textOf(line.comments) ?? textOf(line.comment),
    license: textOf(line.license),
    ...readIdentifiers(line),
    links: { page: textOf(line.url), code: textOf(line.code_url), project: textOf(line.project_url) },
  };
}

function hasIdentifier(raw: Omit<RawRecord, 'source' | 'sourceId'>): boolean {
  return [raw.arxivId, raw.aclId, raw.doi, raw.openreviewId].some((identifier) => identifier !== undefined);
}

function readIdentifiers(
  line: JsonObject,
): Pick<RawRecord, 'arxivId' | 'aclId' | 'doi' | 'openreviewId' | 'version'> {
  const found = foundIdentifiers(
    textOf(line.id),
    textOf(line.arxiv_id),
    textOf(line.acl_id),
    textOf(line.doi),
  );
  return { ...found, openreviewId: textOf(line.openreview_id) ?? found.openreviewId };
}
