import { childrenNamed, childText, type XmlElement } from '../../lib/read-xml-elements.ts';
import { parsePartialDate } from '../../lib/partial-date.ts';
import type { PaperRecord } from '../../papers/paper.ts';
import { arxivRecord } from '../arxiv-record.ts';
import { cleanName } from '../author-names.ts';
import { adaptRecord, type RecordProblem } from '../file-format.ts';
import { firstDoi } from '../first-doi.ts';
import { UnusableAnswerError } from '../unusable-answer-error.ts';
import { readXmlAnswer } from '../xml-answer.ts';

/** One answer of the query API. */
export interface QueryPage {
  records: PaperRecord[];
  problems: RecordProblem[];
  /** How many papers match in all. */
  totalCount: number;
}

/**
 * Reads an answer of arXiv's query API, which is Atom. See https://info.arxiv.org/help/api/user-manual.html.
 * @throws UnusableAnswerError where it is no feed, breaks off, or is an error (which arXiv sends with status 200).
 */
export async function readArxivQueryPage(text: AsyncIterable<string>): Promise<QueryPage> {
  const page: QueryPage = { records: [], problems: [], totalCount: 0 };
  const shape = { roots: ['feed'], elements: ['opensearch:totalResults', 'entry'] };
  for await (const part of readXmlAnswer(text, shape)) {
    if ('problem' in part) page.problems.push(part.problem);
    else if (part.element.name === 'entry') addEntry(part.element, page);
    else page.totalCount = Number(part.element.text) || 0;
  }
  return page;
}

function addEntry(entry: XmlElement, page: QueryPage): void {
  const id = childText(entry, 'id') ?? '';
  if (/\/api\/errors/.test(id)) {
    const told = childText(entry, 'summary') ?? 'an error without words';
    throw new UnusableAnswerError(`arXiv's query API says: ${told.slice(0, 200)}.`);
  }
  const adapted = adaptRecord({ line: entry.line, ...(id && { entry: id.slice(0, 80) }) }, () =>
    adaptEntry(id, entry),
  );
  if ('problem' in adapted) page.problems.push(adapted.problem);
  else page.records.push(adapted.record);
}

function adaptEntry(id: string, entry: XmlElement): PaperRecord {
  const categories = childrenNamed(entry, 'category').map(({ attributes }) => attributes.term ?? '');
  const [primary] = childrenNamed(entry, 'arxiv:primary_category');
  const publishedOn = parsePartialDate(childText(entry, 'published'));
  const updatedOn = parsePartialDate(childText(entry, 'updated'));
  return arxivRecord(id.replace(/^https?:\/\/[^/]+\/abs\//, ''), {
    title: childText(entry, 'title'),
    abstract: childText(entry, 'summary'),
    authors: childrenNamed(entry, 'author').map((author) => cleanName(childText(author, 'name') ?? '')),
    publishedOn,
    updatedOn: updatedOn === publishedOn ? undefined : updatedOn,
    categories: [...new Set([primary?.attributes.term ?? '', ...categories])].filter(Boolean),
    venue: childText(entry, 'arxiv:journal_ref'),
    comment: childText(entry, 'arxiv:comment'),
    doi: firstDoi(childText(entry, 'arxiv:doi')),
  });
}
