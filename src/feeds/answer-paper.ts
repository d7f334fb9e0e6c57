import type { Context, Next } from 'hono';
import { citationsOf } from '../papers/citations/citation-format.ts';
import { findPaperByPublicId } from '../papers/paper-store.ts';
import { answerProblem } from './answer-problem.ts';
import type { FeedSite } from './feed-site.ts';
import { readFileName } from './list-outputs.ts';

/** `/papers/ID.bib` and the like. An identifier may itself end in `.bib`; then the address is that paper's page. */
export async function answerPaper({ database }: FeedSite, c: Context, next: Next): Promise<Response | void> {
  const text = c.req.param('file') ?? '';
  const file = readFileName(text);
  if (!file || !('citations' in file)) return next();
  if ((await findPaperByPublicId(database, text))?.publicId === text) return next();
  const paper = await findPaperByPublicId(database, file.name);
  if (!paper) return answerProblem(c, 404, `No paper with the identifier ${file.name} is here.`);
  const { mediaType, extension } = file.citations;
  const fileName = `${paper.publicId.replace(/[^\w.-]+/g, '-')}.${extension}`;
  return c.body(citationsOf(file.citations, [paper]), 200, {
    'Content-Type': `${mediaType}; charset=utf-8`,
    'Content-Disposition': `inline; filename="${fileName}"`,
    'Cache-Control': 'public, max-age=900',
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
}
