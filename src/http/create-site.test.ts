import { expect, test } from 'vitest';
import { openSite } from '../../test/support/open-site.ts';
import { makePaperRecords } from '../../test/support/make-paper-record.ts';

test.each(['/', '/nowhere', '/search?q=x', '/api/v1/search', '/api/nowhere', '/healthz', '/robots.txt'])(
  '%s keeps the page to itself',
  async (path) => {
    const { headers } = await (await openSite()).get(path);
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'; base-uri 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
    expect(headers.get('Referrer-Policy')).toBeTruthy();
    expect(headers.get('Set-Cookie')).toBeNull();
    expect(headers.get('Strict-Transport-Security')).toBeNull();
  },
);

test('HTTPS is demanded where the site is reached by it', async () => {
  const { headers } = await (await openSite({ baseUrl: 'https://papers.test' })).get('/');
  expect(headers.get('Strict-Transport-Security')).toBe('max-age=31536000');
});

test('a page that did not change is not sent again', async () => {
  const site = await openSite({ records: makePaperRecords(3) });
  const first = await site.get('/');
  const etag = first.headers.get('ETag') ?? '';
  const again = await site.get('/', { headers: { 'If-None-Match': etag } });
  expect([again.status, await again.text()]).toEqual([304, '']);
  expect(again.headers.get('Cache-Control')).toBe('public, max-age=60');
  const other = await site.get('/about', { headers: { 'If-None-Match': etag } });
  expect(other.status).toBe(200);
});

test('pages are packed for those who take it, and the packed page is known again', async () => {
  const site = await openSite({ records: makePaperRecords(3) });
  const packed = await site.get('/', { headers: { 'Accept-Encoding': 'gzip' } });
  expect(packed.headers.get('Content-Encoding')).toBe('gzip');
  expect(packed.headers.get('Vary')).toContain('Accept-Encoding');
  const etag = packed.headers.get('ETag') ?? '';
  const again = await site.get('/', { headers: { 'Accept-Encoding': 'gzip', 'If-None-Match': etag } });
  expect(again.status).toBe(304);
});

const contentTypes = [
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json',
  'text/plain',
];

test.each(contentTypes)('another site cannot post %s in the name of a reader', async (contentType) => {
  const site = await openSite();
  const post = async (headers: { [name: string]: string }): Promise<number> => {
    const init = {
      method: 'POST',
      body: 'address=a%40b.org',
      headers: { 'Content-Type': contentType, ...headers },
    };
    return (await site.app.request('http://papers.test/subscribe', init)).status;
  };
  expect(await post({ 'Sec-Fetch-Site': 'cross-site' })).toBe(403);
  expect(await post({ 'Sec-Fetch-Site': 'same-site' })).toBe(403);
  expect(await post({ Origin: 'https://evil.test' })).toBe(403);
  expect(await post({ Origin: 'null' })).toBe(403);
  expect(await post({ 'Sec-Fetch-Site': 'same-origin', Origin: 'http://papers.test' })).not.toBe(403);
  expect(await post({ Origin: 'http://papers.test' })).not.toBe(403);
  expect(await post({})).not.toBe(403);
});

test('a request larger than any form is refused', async () => {
  const site = await openSite();
  const answer = await site.post('/subscribe', { address: 'a'.repeat(1_100_000) });
  expect(answer.status).toBe(413);
});
