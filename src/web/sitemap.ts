import type { Context } from 'hono';
import { periodOf } from '../lib/iso-period.ts';
import { xml, type Xml } from '../lib/xml-text.ts';
import { listChangedPapers, listMonths } from '../papers/listed-months.ts';
import { countByDay } from '../papers/listed-days.ts';
import { paperAddress } from '../papers/paper-address.ts';
import { answerNotFound } from './error-pages.tsx';
import type { Site } from './site.ts';

/** What a sitemap may hold (https://www.sitemaps.org/protocol.html). */
const MAX_ADDRESSES = 50_000;

/** Robots need not come oftener; a month that is over changes hardly at all. */
const CACHE_CONTROL = 'public, max-age=86400';

/** `/sitemap.xml`: one sitemap for the pages that are always there, and one for each month. */
export async function answerSitemapIndex({ database, config }: Site, c: Context): Promise<Response> {
  const names = ['pages', ...(await listMonths(database))];
  const sitemaps = names.map(
    (name) => xml`<sitemap><loc>${config.baseUrl}/sitemaps/${name}.xml</loc></sitemap>\n`,
  );
  return answerXml(c, xml`<sitemapindex xmlns="${NAMESPACE}">\n${sitemaps}</sitemapindex>\n`);
}

/** `/sitemaps/2026-08.xml`: the month's own pages and its papers; `/sitemaps/pages.xml`: the rest. */
export async function answerSitemap(site: Site, c: Context): Promise<Response> {
  const name = /^([\w-]+)\.xml$/.exec(c.req.param('name') ?? '')?.[1] ?? '';
  const addresses =
    name === 'pages' ? lastingPages.map((path) => addressXml(site, path)) : await ofMonth(site, name);
  if (addresses === undefined) return answerNotFound(site, c);
  return answerXml(c, xml`<urlset xmlns="${NAMESPACE}">\n${addresses}</urlset>\n`);
}

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';

const lastingPages = [
  ...['/', '/trending', '/trending?over=week', '/trending?over=month', '/fields', '/feeds', '/sources'],
  ...['/about', '/about/trending', '/about/search', '/about/privacy', '/about/design'],
];

async function ofMonth(site: Site, name: string): Promise<Xml[] | undefined> {
  const period = periodOf('month', name);
  if (!period) return undefined;
  const days = await countByDay(site.database, period);
  const room = MAX_ADDRESSES - days.length - 1;
  const papers = await listChangedPapers(site.database, { ...period, limit: room });
  if (papers.length === 0) return undefined;
  return [
    addressXml(site, `/months/${name}`),
    ...days.map(({ day }) => addressXml(site, `/days/${day}`)),
    ...papers.map(({ publicId, changedAt }) =>
      addressXml(site, paperAddress(publicId), changedAt.slice(0, 10)),
    ),
  ];
}

function addressXml({ config: { baseUrl } }: Site, path: string, changedOn?: string): Xml {
  return xml`<url><loc>${baseUrl}${path}</loc>${changedOn && xml`<lastmod>${changedOn}</lastmod>`}</url>\n`;
}

function answerXml(c: Context, content: Xml): Response {
  return c.body(`<?xml version="1.0" encoding="UTF-8"?>\n${content.markup}`, 200, {
    'Content-Type': 'application/xml; charset=utf-8',
    'Cache-Control': CACHE_CONTROL,
  });
}
