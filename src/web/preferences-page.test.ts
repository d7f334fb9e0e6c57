import { expect, test } from 'vitest';
import { makePaperRecord } from '../../test/support/make-paper-record.ts';
import { openSite, type TestSite } from '../../test/support/open-site.ts';

const USUAL = {
  choice: 'both',
  papers: '20',
  time: '07:00',
  zone: 'UTC',
  weekdays: '1',
};

/** Subscribes, and answers the path of the preferences page. */
async function subscribe(site: TestSite): Promise<string> {
  await site.post('/subscribe', { address: 'ada@example.org' });
  const confirm = /http:\/\/papers\.test(\/[\w./-]*confirm\/[\w.-]+)/.exec(
    site.mails.at(-1)?.text ?? '',
  )?.[1];
  const page = await (await site.post(confirm ?? 'no confirmation mail', {})).text();
  return /href="(\/subscriptions\/preferences\/[\w.-]+)"/.exec(page)?.[1] ?? 'no way to preferences';
}

function openCollection(): Promise<TestSite> {
  return openSite({
    records: [
      makePaperRecord({ sourceId: '2608.00001', arxivId: '2608.00001', title: 'Graphs that pass messages' }),
      makePaperRecord({ sourceId: '2608.00002', arxivId: '2608.00002', title: 'Proteins that fold' }),
    ],
  });
}

test('shows what is kept and keeps what is posted; looking changes nothing', async () => {
  const site = await openSite();
  const path = await subscribe(site);
  const before = await site.html(path);
  expect(before).toContain('ada@example.org');
  expect(await site.html(path)).toBe(before);
  const answer = await site.post(path, {
    ...{ choice: 'personal', papers: '7', time: '06:30', zone: 'Europe/Berlin', weekdays: '5' },
    ...{ fields: 'cs.CL, q-bio', topics: 'message passing\n"open science"', authors: 'Emmy Noether' },
    ...{ without: 'blockchain', paused: '2026-09-01', format: 'text' },
    ...{ closeness: 'close', exploration: 'off', nothing: 'say so' },
  });
  expect(answer.status).toBe(200);
  const page = await site.html(path);
  for (const kept of [
    'value="7"',
    '06:30',
    'Europe/Berlin',
    'message passing',
    'Emmy Noether',
    'blockchain',
    '2026-09-01',
  ]) {
    expect(page).toContain(kept);
  }
  expect(page).toMatch(/value="q-bio" checked/);
  expect(page).toMatch(/name="fields" value="cs.CL"/);
  expect(page).toMatch(/value="5" checked/);
  for (const value of ['close', 'off', 'say so']) expect(page).toContain(`value="${value}" checked`);
  expect(page).not.toMatch(/value="1" checked/);
});

test('says what is wrong, shows it again, and keeps nothing of it', async () => {
  const site = await openSite();
  const path = await subscribe(site);
  const answer = await site.post(path, { ...USUAL, zone: 'Mars/Olympus', papers: '0', topics: '<b>"x' });
  expect(answer.status).toBe(400);
  const page = await answer.text();
  expect(page).toContain('Mars/Olympus');
  expect(page).toContain('1 to 100 papers');
  expect(page).toContain('&lt;b>');
  expect(await site.html(path)).not.toContain('Mars/Olympus');
});

test('papers become interests by their ids and by a file, and are forgotten again', async () => {
  const site = await openCollection();
  const path = await subscribe(site);
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...USUAL, like: 'arXiv:2608.00001v2 10.1000/none' }))
    form.set(name, value);
  form.set(
    'file',
    new File(['@misc{a, title={Proteins that fold}, eprint={2608.00002}, archivePrefix={arXiv}}'], 'my.bib'),
  );
  const page = await (await site.app.request(path, { method: 'POST', body: form })).text();
  expect(page).toContain('Graphs that pass messages');
  expect(page).toContain('Proteins that fold');
  expect(page).toContain('Not in this collection: 10.1000/none');
  await site.post(path, { ...USUAL, forget: 'arxiv:2608.00001' });
  const left = await site.html(path);
  expect(left).not.toContain('Graphs that pass messages');
  expect(left).toContain('Proteins that fold');
});

test('deleting leaves no trace and a link that does nothing', async () => {
  const site = await openCollection();
  const path = await subscribe(site);
  await site.post(path, { ...USUAL, like: '2608.00001' });
  expect((await site.get(`${path}/delete`)).status).toBe(404);
  expect((await site.post(`${path}/delete`, {})).status).toBe(200);
  expect((await site.get(path)).status).toBe(404);
  for (const table of ['subscriptions', 'interest_papers'] as const) {
    expect(await site.database.selectFrom(table).selectAll().execute()).toEqual([]);
  }
});

test('a link for another purpose, and a form on another site, change nothing', async () => {
  const site = await openSite();
  const path = await subscribe(site);
  expect((await site.post(path.replace('preferences', 'unsubscribe'), {})).status).toBe(404);
  const elsewhere = { Origin: 'https://evil.test', 'Sec-Fetch-Site': 'cross-site' };
  expect((await site.post(path, USUAL, elsewhere)).status).toBe(403);
});
