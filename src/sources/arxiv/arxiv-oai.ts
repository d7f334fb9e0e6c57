import { parsePartialDate } from '../../lib/partial-date.ts';
import { childrenNamed, childText, type XmlElement } from '../../lib/read-xml-elements.ts';
import type { PaperRecord, PaperVersion } from '../../papers/paper.ts';
import { arxivRecord } from '../arxiv-record.ts';
import { parseAuthorLine } from '../author-names.ts';
import { adaptRecord, type RecordProblem } from '../file-format.ts';
import { firstDoi } from '../first-doi.ts';
import { UnusableAnswerError } from '../unusable-answer-error.ts';
import { readXmlAnswer } from '../xml-answer.ts';

/** One answer to ListRecords. */
export interface OaiPage {
  records: PaperRecord[];
  problems: RecordProblem[];
  /** Names the next page; undefined on the last one. */
  resumptionToken: string | undefined;
  /** The server's own time, from which the next harvest goes on; `YYYY-MM-DDTHH:MM:SSZ`. */
  responseDate: string | undefined;
}

/** The harvest's token is known no more (arXiv's end each day): the harvest begins again from its last day. */
export class ExpiredTokenError extends UnusableAnswerError {
  override name = 'ExpiredTokenError';
}

/**
 * Reads an answer to `verb=ListRecords&metadataPrefix=arXivRaw`. See https://info.arxiv.org/help/oa/ and
 * https://www.openarchives.org/OAI/openarchivesprotocol.html, section 4.5.
 * @throws ExpiredTokenError
 * @throws UnusableAnswerError where it is no OAI-PMH, breaks off, or holds an error of the protocol.
 */
export async function readArxivOaiPage(text: AsyncIterable<string>): Promise<OaiPage> {
  const page: OaiPage = { records: [], problems: [], resumptionToken: undefined, responseDate: undefined };
  const shape = { roots: ['OAI-PMH'], elements: ['responseDate', 'error', 'record', 'resumptionToken'] };
  for await (const part of readXmlAnswer(text, shape)) {
    if ('problem' in part) page.problems.push(part.problem);
    else if (part.element.name === 'record') addRecord(part.element, page);
    else if (part.element.name === 'error') refuseError(part.element);
    else if (part.element.name === 'responseDate') page.responseDate = part.element.text.trim() || undefined;
    else page.resumptionToken = part.element.text.trim() || undefined;
  }
  return page;
}

/** That nothing changed is told as an error, too. */
function refuseError({ attributes, text }: XmlElement): void {
  const { code = 'unknown error' } = attributes;
  if (code === 'noRecordsMatch') return;
  const message = `arXiv's OAI-PMH answers ${code.slice(0, 60)}: ${text.trim().slice(0, 200)}.`;
  throw code === 'badResumptionToken' ? new ExpiredTokenError(message) : new UnusableAnswerError(message);
}

function addRecord(record: XmlElement, page: OaiPage): void {
  const [header] = childrenNamed(record, 'header');
  // arXiv deletes next to nothing (a withdrawn paper stays, with its comment); what it does is kept here as it was.
  if (!header || header.attributes.status === 'deleted') return;
  const [raw] = childrenNamed(record, 'metadata').flatMap((metadata) => childrenNamed(metadata, 'arXivRaw'));
  const entry = childText(header, 'identifier')?.slice(0, 80);
  const position = { line: record.line, ...(entry && { entry }) };
  if (!raw) {
    page.problems.push({ ...position, reason: 'it has no arXivRaw metadata' });
    return;
  }
  const adapted = adaptRecord(position, () => adaptRaw(raw, childText(header, 'datestamp')));
  if ('problem' in adapted) page.problems.push(adapted.problem);
  else page.records.push(adapted.record);
}

function adaptRaw(raw: XmlElement, datestamp: string | undefined): PaperRecord {
  const versions = readVersions(raw);
  const first = versions[0]?.submittedOn ?? undefined;
  const newest = versions.at(-1);
  return arxivRecord(childText(raw, 'id') ?? '', {
    title: childText(raw, 'title'),
    abstract: childText(raw, 'abstract'),
    authors: parseAuthorLine(childText(raw, 'authors') ?? ''),
    publishedOn: first,
    updatedOn: versions.length > 1 ? (newest?.submittedOn ?? undefined) : undefined,
    announcedOn: versions.length === 1 ? announcementDay(first, datestamp) : undefined,
    categories: childText(raw, 'categories')?.split(/\s+/).filter(Boolean),
    venue: childText(raw, 'journal-ref'),
    comment: childText(raw, 'comments'),
    license: childText(raw, 'license'),
    doi: firstDoi(childText(raw, 'doi')),
    version: newest?.number,
    versions,
  });
}

/** Held for moderation longer than this, a paper's stamp is more likely that of a later correction. */
const MAX_DAYS_TO_ANNOUNCEMENT = 7;
const DAY_MS = 86_400_000;

/**
 * The stamp is the day of the last change, which for a fresh paper of one version is the day of the list it was
 * announced on: metadata appear some two hours after the announcement, when in UTC the list's day has begun.
 */
function announcementDay(submittedOn: string | undefined, datestamp: string | undefined): string | undefined {
  const stamped = parsePartialDate(datestamp);
  if (!submittedOn || stamped?.length !== 10) return undefined;
  const days = (Date.parse(stamped) - Date.parse(submittedOn)) / DAY_MS;
  return days >= 0 && days <= MAX_DAYS_TO_ANNOUNCEMENT ? stamped : undefined;
}

const MAX_VERSIONS = 1_000;

function readVersions(raw: XmlElement): PaperVersion[] {
  return childrenNamed(raw, 'version')
    .slice(0, MAX_VERSIONS)
    .map((version) => ({
      number: Number(/^v(\d{1,4})$/.exec(version.attributes.version ?? '')?.[1] ?? 0),
      submittedOn: parsePartialDate(childText(version, 'date')) ?? null,
    }))
    .filter(({ number }) => number > 0)
    .sort((one, other) => one.number - other.number);
}
