import { createHash } from 'node:crypto';
import type { Paper } from '../papers/paper.ts';

/**
 * A paper in the shape of Hugging Face's API (`/api/papers/ID`), whose clients so work with this site too. What only
 * that service has (submitters, generated summaries) is left out.
 */
export interface DailyPaper {
  /** The arXiv identifier where there is one, else the public id. */
  id: string;
  authors: { _id: string; name: string; hidden: false }[];
  publishedAt: string;
  /** The day it stands on the lists. */
  submittedOnDailyAt: string;
  title: string;
  summary: string;
  upvotes: number;
  discussionId: string;
  projectPage?: string;
  githubRepo?: string;
  githubStars?: number;
}

/** A paper in a list of the same API (`/api/daily_papers`). */
export interface DailyPaperItem {
  paper: DailyPaper;
  publishedAt: string;
  title: string;
  summary: string;
  numComments: number;
  isAuthorParticipating: false;
}

/** `counts`: what was counted last, by kind of signal. */
export function dailyPaper(paper: Paper, counts: ReadonlyMap<string, number> = new Map()): DailyPaper {
  const { identifiers, links, publicId } = paper;
  const stars = counts.get('stars');
  return {
    id: identifiers.arxivId ?? publicId,
    authors: paper.authors.map((name, index) => ({
      _id: objectId(`${publicId} ${index}`),
      name,
      hidden: false,
    })),
    publishedAt: instantOf(paper.publishedOn ?? paper.listedOn),
    submittedOnDailyAt: instantOf(paper.listedOn ?? paper.publishedOn),
    title: paper.title,
    summary: paper.abstract,
    upvotes: (counts.get('upvotes') ?? 0) + (counts.get('local-upvotes') ?? 0),
    discussionId: objectId(publicId),
    ...(links.project && { projectPage: links.project }),
    ...(links.code && { githubRepo: links.code }),
    ...(stars !== undefined && { githubStars: stars }),
  };
}

export function dailyPaperItem(
  paper: Paper,
  counts: ReadonlyMap<string, number> = new Map(),
): DailyPaperItem {
  const { publishedAt, title, summary } = dailyPaper(paper, counts);
  return {
    paper: dailyPaper(paper, counts),
    ...{ publishedAt, title, summary },
    numComments: counts.get('comments') ?? 0,
    isAuthorParticipating: false,
  };
}

/** With milliseconds and Z, the one form its Python client parses; a date of which only the year is known begins it. */
function instantOf(date: string | null): string {
  return `${`${date ?? '1970'}-01-01`.slice(0, 10)}T00:00:00.000Z`;
}

/** Clients take it for a key: 24 hexadecimal digits, always the same for the same thing. */
function objectId(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 24);
}
