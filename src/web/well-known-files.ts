import type { Context } from 'hono';
import type { Site } from './site.ts';

/**
 * `/robots.txt`: lists and papers are welcome anywhere; endless searches, whole files of papers and links with tokens
 * are not.
 */
export function answerRobots({ config }: Site, c: Context): Response {
  return c.text(
    [
      'User-agent: *',
      'Disallow: /search?',
      'Disallow: /search.',
      'Disallow: /*?cursor=',
      ...['bib', 'biblatex', 'ris', 'csl.json', 'csv'].map((extension) => `Disallow: /*.${extension}`),
      'Disallow: /api/',
      'Disallow: /subscriptions/',
      'Disallow: /sign-in',
      'Disallow: /library',
      'Disallow: /account',
      'Disallow: /open/',
      'Disallow: /dev/',
      'Crawl-delay: 2',
      '',
      `Sitemap: ${config.baseUrl}/sitemap.xml`,
      '',
    ].join('\n'),
    200,
    { 'Cache-Control': 'public, max-age=86400' },
  );
}

/** `/opensearch.xml`: lets browsers offer this search among theirs (OpenSearch 1.1). */
export function answerOpenSearch({ assets, config: { baseUrl } }: Site, c: Context): Response {
  const base = baseUrl.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return c.body(
    `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>Offprint</ShortName>
  <Description>Search research papers</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <Image width="16" height="16" type="image/svg+xml">${base}${assets.href('mark.svg')}</Image>
  <Url type="text/html" template="${base}/search?q={searchTerms}"/>
  <Url type="application/atom+xml" template="${base}/search.atom?q={searchTerms}"/>
  <Url type="application/opensearchdescription+xml" rel="self" template="${base}/opensearch.xml"/>
</OpenSearchDescription>
`,
    200,
    {
      'Content-Type': 'application/opensearchdescription+xml; charset=utf-8',
      'Cache-Control': 'public, max-age=86400',
    },
  );
}
