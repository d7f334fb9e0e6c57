import { describe, expect, test } from 'vitest';
import { openSite } from '../../test/support/open-site.ts';
import { askForLink, browserOf, cookieOf, signInAs } from '../../test/support/sign-in.ts';

test('opening the mailed link changes nothing; its button signs in and leads back', async () => {
  const site = await openSite();
  const path = await askForLink(site, 'ada@example.org', '/papers/arxiv:2608.00001');
  for (const method of ['GET', 'HEAD', 'GET']) {
    const answer = await site.get(path, { method });
    expect([answer.status, answer.headers.get('Set-Cookie')]).toEqual([200, null]);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect(answer.headers.get('Referrer-Policy')).toBe('no-referrer');
  }
  const answer = await site.post(path, {});
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/papers/arxiv:2608.00001']);
  expect(await browserOf(site, cookieOf(answer)).html('/account')).toContain('ada@example.org');
  for (const again of [await site.get(path), await site.post(path, {})]) {
    expect([again.status, again.headers.get('Set-Cookie')]).toEqual([410, null]);
  }
});

test.each([
  ['http://papers.test', /^offprint=[\w-]{22}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/],
  [
    'https://papers.test',
    /^__Host-offprint=[\w-]{22}; Max-Age=7776000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  ],
])('the cookie at %s is for this host, no script and no other site', async (baseUrl, cookie) => {
  const site = await openSite({ baseUrl });
  const answer = await site.post(await askForLink(site, 'ada@example.org'), {});
  expect(answer.headers.get('Set-Cookie')).toMatch(cookie);
});

test('an address to return to leads nowhere but to this site', async () => {
  const site = await openSite();
  for (const [next, location] of [
    ['//evil.test', '/library'],
    ['/\\evil.test', '/library'],
    ['https://evil.test', '/library'],
    ['/papers/a\r\nSet-Cookie: x=y', '/library'],
    ['javascript:alert(1)', '/library'],
    ['/papers/doi:10.1000/x(y)', '/papers/doi:10.1000/x(y)'],
    ['/search?q=a%20b', '/search?q=a%20b'],
  ] as const) {
    site.clock.advance(86_400_000);
    const answer = await site.post(await askForLink(site, 'ada@example.org', next), {});
    expect(answer.headers.get('Location'), next).toBe(location);
  }
});

test('the answer to a request is the same for every address', async () => {
  const site = await openSite();
  await signInAs(site, 'ada@example.org');
  site.clock.advance(86_400_000);
  const answers = [
    await site.post('/sign-in', { address: 'ada@example.org' }),
    await site.post('/sign-in', { address: 'new@example.org' }),
    await site.post('/sign-in', { address: 'bot@example.org', website: 'x' }),
  ];
  expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
  expect(site.mails.map(({ to }) => to)).not.toContain('bot@example.org');
  const wrong = await site.post('/sign-in', { address: 'not an address' });
  expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringMatching(/role="alert"/)]);
});

test('a session that somebody put into the browser beforehand is not taken over', async () => {
  const site = await openSite();
  const mallory = await signInAs(site, 'mallory@example.org');
  const path = await askForLink(site, 'ada@example.org');
  const answer = await site.post(path, {}, { Cookie: mallory.cookie });
  expect(cookieOf(answer)).not.toBe(mallory.cookie);
  expect(await browserOf(site, cookieOf(answer)).html('/account')).toContain('ada@example.org');
  expect((await mallory.get('/account')).status).toBe(303);
  const made = browserOf(site, 'offprint=AAAAAAAAAAAAAAAAAAAAAA');
  expect((await made.get('/account')).status).toBe(303);
});

test('signing out ends one session, or all of the person', async () => {
  const site = await openSite();
  const [one, two, other] = [
    await signInAs(site, 'ada@example.org'),
    await signInAs(site, 'ada@example.org'),
    await signInAs(site, 'eve@example.org'),
  ];
  const out = await one.post('/sign-out');
  expect([out.status, out.headers.get('Set-Cookie')]).toEqual([303, expect.stringContaining('Max-Age=0')]);
  expect((await one.get('/account')).status).toBe(303);
  expect((await two.get('/account')).status).toBe(200);
  await two.post('/sign-out/everywhere');
  expect((await two.get('/account')).status).toBe(303);
  expect((await other.get('/account')).status).toBe(200);
});

test('a token is shown once, to its owner, who alone takes it back', async () => {
  const site = await openSite();
  const [ada, eve] = [await signInAs(site, 'ada@example.org'), await signInAs(site, 'eve@example.org')];
  const page = await (await ada.post('/account/tokens', { name: '<b>Zotero', access: 'write' })).text();
  expect(page).toMatch(/shown this once: <code>offprint_[\w-]{22}<\/code>/);
  const later = await ada.html('/account');
  expect(later).toContain('&lt;b>Zotero, may read and write');
  expect(later).not.toContain('offprint_');
  const deletion = /\/account\/tokens\/\d+\/delete/.exec(later)?.[0] ?? '';
  expect((await site.post(deletion, {})).headers.get('Location')).toBe('/sign-in?next=%2Faccount');
  await eve.post(deletion);
  expect(await ada.html('/account')).toContain(deletion);
  await ada.post(deletion);
  expect(await ada.html('/account')).not.toContain(deletion);
});

test('an account is deleted only where its owner says that she is sure', async () => {
  const site = await openSite();
  const ada = await signInAs(site, 'ada@example.org');
  await ada.post('/account/delete');
  expect((await ada.get('/account')).status).toBe(200);
  const answer = await ada.post('/account/delete', { sure: 'yes' });
  expect(await answer.text()).toContain('Your account is deleted');
  expect((await ada.get('/account')).status).toBe(303);
  expect(await site.database.selectFrom('people').selectAll().execute()).toEqual([]);
});

test('without accounts there are none of these pages', async () => {
  const site = await openSite({ accounts: 'off' });
  for (const path of ['/sign-in', '/account', '/library', '/collections/0123456789abcdef']) {
    expect((await site.get(path)).status, path).toBe(404);
  }
  expect((await site.post('/sign-in', { address: 'ada@example.org' })).status).toBe(404);
  expect(await site.html('/')).not.toContain('/account');
});

/** Every address of an account that changes something. */
const unsafePaths = [
  '/sign-in',
  '/sign-in/x',
  '/sign-out',
  '/sign-out/everywhere',
  '/account',
  '/account/tokens',
  '/account/tokens/1/delete',
  '/account/delete',
  '/upvotes',
  '/comments',
  '/comments/1/delete',
  '/library/papers',
  '/collections',
  '/collections/0123456789abcdef',
  '/collections/0123456789abcdef/papers',
  '/collections/0123456789abcdef/delete',
  '/collection-papers',
];
const contentTypes = [
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json',
  'text/plain',
];
const foreign: { [name: string]: string }[] = [
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site', Origin: 'http://papers.test' },
  { Origin: 'https://evil.test' },
  { Origin: 'http://papers.test.evil.test' },
  { Origin: 'null' },
];

describe.each(contentTypes)('another site cannot send %s', (contentType) => {
  test('in the name of who is signed in, wherever to', async () => {
    const site = await openSite();
    const ada = await signInAs(site, 'ada@example.org');
    for (const path of unsafePaths) {
      for (const headers of foreign) {
        const init = {
          method: 'POST',
          body: 'sure=yes',
          headers: { 'Content-Type': contentType, Cookie: ada.cookie, ...headers },
        };
        const answer = await site.app.request(`http://papers.test${path}`, init);
        expect(answer.status, `${path} ${JSON.stringify(headers)}`).toBe(403);
      }
    }
    expect((await ada.get('/account')).status).toBe(200);
  });
});
