import { objectOf, objectsOf, textOf, type JsonObject } from '../../lib/json-object.ts';
import { parseArxivId } from '../../papers/arxiv-id.ts';
import type { PaperRecord } from '../../papers/paper.ts';
import { cleanName } from '../author-names.ts';
import { completeRecord } from '../complete-record.ts';
import { BrokenRecordError } from '../file-format.ts';
import { parseJsonAnswer, requireObjects } from '../json-answer.ts';
import { adaptEach, type RecordsPage } from '../records-page.ts';

/**
 * Reads an answer of Hugging Face's `/api/daily_papers`: papers that its readers picked, by arXiv id, with their
 * upvotes. The record says what arXiv doesn't (code, project page); the paper's text is arXiv's to say.
 * @throws UnusableAnswerError
 */
export function parseDailyPapersPage(text: string): RecordsPage {
  return adaptEach(requireObjects(parseJsonAnswer(text), 'papers'), {
    nameOf: ({ paper }) => textOf(objectOf(paper).id),
    adapt: adaptItem,
    countsOf: ({ paper, numComments }) => ({ upvotes: objectOf(paper).upvotes, comments: numComments }),
  });
}

function adaptItem(item: JsonObject): PaperRecord {
  const paper = objectOf(item.paper);
  const id = parseArxivId(textOf(paper.id) ?? '')?.value;
  if (!id) throw new BrokenRecordError('it has no arXiv identifier');
  return completeRecord({
    source: 'huggingface',
    sourceId: id,
    arxivId: id,
    title: textOf(paper.title) ?? textOf(item.title),
    abstract: textOf(paper.summary) ?? textOf(item.summary),
    authors: objectsOf(paper.authors)
      .filter(({ hidden }) => hidden !== true)
      .map(({ name }) => cleanName(textOf(name) ?? '')),
    publishedOn: textOf(paper.publishedAt),
    links: { code: textOf(paper.githubRepo), project: textOf(paper.projectPage) },
  });
}
