import { expect, test } from 'vitest';
import { openSite, type TestSite } from '../../test/support/open-site.ts';

const ONE_CLICK = { 'List-Unsubscribe': 'One-Click' };

/** Subscribes, and answers the path in the confirmation mail. */
async function askFor(site: TestSite, address: string): Promise<string> {
  await site.post('/subscribe', { address });
  const path = /http:\/\/papers\.test(\/[\w./-]*confirm\/[\w.-]+)/.exec(site.mails.at(-1)?.text ?? '')?.[1];
  return path ?? 'no confirmation mail';
}

/** Subscribes, confirms, and answers the path by which the subscriber leaves. */
async function subscribe(site: TestSite, address: string): Promise<string> {
  await site.post(await askFor(site, address), {});
  site.clock.advance(25 * 3_600_000);
  await site.post('/subscribe', { address });
  const path = /http:\/\/papers\.test(\/[\w./-]*unsubscribe\/[\w.-]+)/.exec(
    site.mails.at(-1)?.text ?? '',
  )?.[1];
  return path ?? 'no way to leave';
}

test('asking, opening the link and pressing the button subscribes; opening alone does not', async () => {
  const site = await openSite();
  const path = await askFor(site, 'ada@example.org');
  for (const method of ['GET', 'HEAD', 'GET']) expect((await site.get(path, { method })).status).toBe(200);
  expect(await site.html(path)).toContain('<button type="submit">Confirm</button>');
  const answer = await site.post(path, {});
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('You are subscribed');
  expect(await site.html(path)).toContain('You are subscribed');
});

test('the answer to a request is the same for every address, known or not, and for programs that fill in everything', async () => {
  const site = await openSite();
  await subscribe(site, 'ada@example.org');
  const answers = [
    await site.post('/subscribe', { address: 'ada@example.org' }),
    await site.post('/subscribe', { address: 'new@example.org' }),
    await site.post('/subscribe', { address: 'bot@example.org', website: 'http://spam.test' }),
  ];
  const pages = await Promise.all(answers.map((answer) => answer.text()));
  expect(new Set(pages).size).toBe(1);
  expect(pages[0]).toContain('Check your mail');
  expect(site.mails.map(({ to }) => to)).not.toContain('bot@example.org');
});

test('something that is no address is shown again with a sentence', async () => {
  const site = await openSite();
  const answer = await site.post('/subscribe', { address: 'not an address' });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toMatch(/value="not an address".*role="alert"/);
  expect(site.mails).toEqual([]);
});

test('a confirmation link expires, and its page offers another', async () => {
  const site = await openSite();
  const path = await askFor(site, 'ada@example.org');
  site.clock.advance(49 * 3_600_000);
  for (const answer of [await site.get(path), await site.post(path, {})]) {
    expect(answer.status).toBe(410);
    expect(await answer.text()).toContain('action="/subscribe"');
  }
});

test.each(['urlencoded', 'multipart'])(
  'one click (%s) unsubscribes at once and again is harmless',
  async (encoding) => {
    const site = await openSite();
    const path = await subscribe(site, 'ada@example.org');
    for (let times = 0; times < 2; times += 1) {
      const body = encoding === 'multipart' ? multipart(ONE_CLICK) : new URLSearchParams(ONE_CLICK);
      const answer = await site.app.request(path, { method: 'POST', body });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('Set-Cookie')).toBeNull();
      expect(await answer.text()).toContain('gets no more mails');
    }
    expect(await site.html(path)).toContain('Unsubscribed');
  },
);

test('one click works from a mail program that names another origin', async () => {
  const site = await openSite();
  const path = await subscribe(site, 'ada@example.org');
  const answer = await site.post(path, ONE_CLICK, {
    Origin: 'https://mail.test',
    'Sec-Fetch-Site': 'cross-site',
  });
  expect(answer.status).toBe(200);
});

test('opening the unsubscribe link changes nothing', async () => {
  const site = await openSite();
  const path = await subscribe(site, 'ada@example.org');
  for (const method of ['GET', 'HEAD']) await site.get(path, { method });
  expect(await site.html(path)).toContain('<button type="submit">Unsubscribe</button>');
});

test('a forged token and a token for another purpose do nothing', async () => {
  const site = await openSite();
  const leave = await subscribe(site, 'ada@example.org');
  const confirm = leave.replace('unsubscribe', 'confirm');
  for (const path of [
    confirm,
    `${leave.slice(0, -1)}${leave.endsWith('A') ? 'B' : 'A'}`,
    '/subscriptions/unsubscribe/x',
  ]) {
    for (const answer of [await site.get(path), await site.post(path, ONE_CLICK)])
      expect(answer.status, path).toBe(404);
  }
  expect(await site.html(leave)).toContain('<button type="submit">Unsubscribe</button>');
});

test('pages behind a link are kept by no cache and no search engine and give their address to nobody', async () => {
  const site = await openSite();
  const answer = await site.get(await askFor(site, 'ada@example.org'));
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  expect(answer.headers.get('Referrer-Policy')).toBe('no-referrer');
  expect(await answer.text()).toContain('<meta name="robots" content="noindex"/>');
});

test('the log has neither addresses nor tokens', async () => {
  const site = await openSite();
  const path = await subscribe(site, 'ada@example.org');
  await site.get(`/search?q=ada%40example.org`);
  await site.post(path, ONE_CLICK);
  const log = site.logLines.join('');
  expect(log).toContain('/subscriptions/unsubscribe/:token');
  expect(log).not.toContain('ada');
  expect(log).not.toContain(path.split('/').at(-1));
});

function multipart(fields: { [name: string]: string }): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}
