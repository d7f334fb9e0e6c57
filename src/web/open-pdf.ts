import type { Context } from 'hono';
import { clientAddress } from '../http/client-address.ts';
import { networkOf } from '../lib/network-of.ts';
import { findPaperByPublicId } from '../papers/paper-store.ts';
import { answerNotFound } from './error-pages.tsx';
import { isWebAddress } from './paper-links.tsx';
import type { Site } from './site.ts';

/** `/open/pdf/ID` leads to the PDF of that paper, to nowhere else, and counts that it was opened: not by whom. */
export async function openPdf(site: Site, c: Context): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const paper = await findPaperByPublicId(site.database, id);
  const pdf = paper?.links.pdf;
  if (!paper || !isWebAddress(pdf)) {
    return answerNotFound(site, c, { what: `No PDF is known of a paper ${id}.`, query: id });
  }
  if (isPersonOpening(c)) {
    const network = networkOf(clientAddress(c) ?? '');
    await site.pdfOpens
      .count(paper.id, network)
      .catch((error: unknown) => site.log.error('web.pdf.not_counted', { error: String(error) }));
  }
  c.header('Cache-Control', 'no-store');
  c.header('X-Robots-Tag', 'noindex');
  return c.redirect(pdf, 302);
}

/** Browsers say that they navigate, and that they only look ahead; hardly any other program does. */
function isPersonOpening({ req }: Context): boolean {
  const isAhead = /prefetch|prerender/i.test(`${req.header('Sec-Purpose')} ${req.header('Purpose')}`);
  return req.method === 'GET' && req.header('Sec-Fetch-Mode') === 'navigate' && !isAhead;
}
