import { objectOf, objectsOf, textOf, type JsonObject } from '../../lib/json-object.ts';
import type { PaperRecord } from '../../papers/paper.ts';
import { cleanName } from '../author-names.ts';
import { completeRecord } from '../complete-record.ts';
import { parseJsonObjectAnswer, requireObjects } from '../json-answer.ts';
import { adaptEach, type RecordsPage } from '../records-page.ts';

export interface SemanticScholarPage extends RecordsPage {
  /** Names the next page; undefined on the last one. */
  token: string | undefined;
  totalCount: number;
}

/**
 * Reads an answer of `/graph/v1/paper/search/bulk`, with how often each was cited. Abstracts of some publishers are
 * withheld (null). See https://api.semanticscholar.org/api-docs/graph.
 * @throws UnusableAnswerError
 */
export function parseSemanticScholarPage(text: string): SemanticScholarPage {
  const answer = parseJsonObjectAnswer(text);
  const papers = requireObjects(answer.data, 'papers');
  const page = adaptEach(papers, {
    nameOf: ({ paperId }) => textOf(paperId),
    adapt: adaptPaper,
    countsOf: ({ citationCount }) => ({ citations: citationCount }),
  });
  return { ...page, token: textOf(answer.token), totalCount: Number(answer.total) || papers.length };
}

function adaptPaper(paper: JsonObject): PaperRecord {
  const ids = objectOf(paper.externalIds);
  const paperId = textOf(paper.paperId) ?? '';
  return completeRecord({
    source: 'semantic-scholar',
    sourceId: paperId,
    arxivId: textOf(ids.ArXiv),
    doi: textOf(ids.DOI),
    aclId: textOf(ids.ACL),
    title: textOf(paper.title),
    abstract: textOf(paper.abstract),
    authors: objectsOf(paper.authors).map(({ name }) => cleanName(textOf(name) ?? '')),
    publishedOn: textOf(paper.publicationDate) ?? textOf(paper.year),
    venue: textOf(paper.venue),
    links: {
      page: `https://www.semanticscholar.org/paper/${paperId}`,
      pdf: textOf(objectOf(paper.openAccessPdf).url),
    },
  });
}
