import { isJsonObject, textOf, type JsonObject } from '../../lib/json-object.ts';
import { parsePartialDate } from '../../lib/partial-date.ts';
import type { PaperRecord, PaperVersion } from '../../papers/paper.ts';
import { arxivRecord } from '../arxiv-record.ts';
import { displayName, parseAuthorLine } from '../author-names.ts';
import { firstDoi } from '../first-doi.ts';

/**
 * One line of the snapshot: `id`, `authors_parsed: [[family, given, suffix, ...]]` (or `authors`, a line of text),
 * `title`, `abstract`, `comments`, `journal-ref`, `doi`, `license`, `categories` parted by spaces and
 * `versions: [{version: "v1", created: RFC 822 date}]`.
 * @throws BrokenRecordError
 */
export function adaptSnapshotLine(line: JsonObject): PaperRecord {
  const versions = readVersions(line.versions);
  const newest = versions.at(-1);
  return arxivRecord(textOf(line.id) ?? '', {
    title: textOf(line.title),
    abstract: textOf(line.abstract),
    authors: readAuthors(line),
    publishedOn: versions[0]?.submittedOn ?? undefined,
    updatedOn: versions.length > 1 ? (newest?.submittedOn ?? undefined) : undefined,
    categories: textOf(line.categories)?.split(/\s+/).filter(Boolean),
    venue: textOf(line['journal-ref']),
    comment: textOf(line.comments),
    license: textOf(line.license),
    doi: firstDoi(textOf(line.doi)),
    version: newest?.number,
    versions,
  });
}

function readAuthors(line: JsonObject): string[] {
  if (!Array.isArray(line.authors_parsed)) return parseAuthorLine(textOf(line.authors) ?? '');
  return line.authors_parsed
    .filter((name): name is unknown[] => Array.isArray(name))
    .map(([family, given, suffix]) =>
      displayName({ family: textOf(family), given: textOf(given), suffix: textOf(suffix) }),
    );
}

const MAX_VERSIONS = 1_000;

function readVersions(value: unknown): PaperVersion[] {
  if (!Array.isArray(value)) return [];
  return value
    .slice(0, MAX_VERSIONS)
    .filter(isJsonObject)
    .map(({ version, created }) => ({
      number: Number(/^v(\d{1,4})$/.exec(textOf(version) ?? '')?.[1] ?? 0),
      submittedOn: parsePartialDate(textOf(created)) ?? null,
    }))
    .filter(({ number }) => number > 0)
    .sort((one, other) => one.number - other.number);
}
