import type { Context } from 'hono';
import type { Site } from './site.ts';

/** `/robots.txt`: lists and papers are welcome anywhere; endless searches and links with tokens are not. */
export function answerRobots(c: Context): Response {
  return c.text(
    [
      'User-agent: *',
      'Disallow: /search',
      'Disallow: /api/',
      'Disallow: /subscriptions/',
      'Disallow: /sign-in',
      'Disallow: /library',
      'Disallow: /account',
      'Disallow: /dev/',
      '',
    ].join('\n'),
  );
}

/** `/opensearch.xml`: lets browsers offer this search among theirs (OpenSearch 1.1). */
export function answerOpenSearch({ config: { baseUrl } }: Site, c: Context): Response {
  const base = baseUrl.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return c.body(
    `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>Offprint</ShortName>
  <Description>Search research papers</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <Url type="text/html" template="${base}/search?q={searchTerms}"/>
</OpenSearchDescription>
`,
    200,
    { 'Content-Type': 'application/opensearchdescription+xml; charset=utf-8' },
  );
}
