import type { Context } from 'hono';
import { findPaperByPublicId } from '../papers/paper-store.ts';
import type { Paper } from '../papers/paper.ts';
import { answerNotFound } from './error-pages.tsx';
import { paperCard } from './paper-card.tsx';
import type { Site } from './site.ts';

/** `/cards/ID.png`: the picture that other services show beside a link to the paper; the site's own where it has none. */
export async function answerCard(site: Site, c: Context): Promise<Response> {
  const id = (c.req.param('id') ?? '').replace(/\.png$/, '');
  const paper = await findPaperByPublicId(site.database, id);
  if (!paper) return answerNotFound(site, c, { what: `No paper with the identifier ${id} is here.` });
  const png = await drawCard(site, paper);
  if (!png) return c.redirect(site.assets.href('card.png'), 302);
  return c.body(png, 200, { 'Content-Type': 'image/png', 'Cache-Control': 'public, max-age=86400' });
}

async function drawCard({ cards, log }: Site, paper: Paper): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const svg = paperCard(paper);
  if (svg === undefined) return undefined;
  try {
    return await cards.draw(svg);
  } catch (error) {
    log.error('web.card.failed', { paper: paper.publicId, error: String(error) });
    return undefined;
  }
}
