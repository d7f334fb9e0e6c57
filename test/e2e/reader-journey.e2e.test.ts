import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser, type ParsedMail } from 'mailparser';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeInBrowser } from '../support/browser.ts';
import { forEachAddress } from '../support/databases.ts';
import { findFreePort } from '../support/find-free-port.ts';
import { newDataDir, runCommand, startProgram, type ProgramEnvironment } from '../support/program.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';

const STARTER_TITLE = 'Evaluating Pre-trained Language Models for Repairing API Misuses';
const READER = 'ada@example.org';
const JOURNEY_TIMEOUT_MS = 180_000;

const papersOf = (day: string, titles: string[]): string =>
  titles
    .map((title, index) => ({
      id: `arxiv:${day.slice(2, 4)}${day.slice(5, 7)}.${day.slice(8)}${String(index).padStart(3, '0')}`,
      title,
      abstract: `${title}: we describe it and measure it.`,
      authors: ['Emmy Noether'],
      published: day,
      listed: day,
      categories: ['cs.CL'],
    }))
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');

const AUGUST_20 = ['Zephyr grammars for whale song', 'A census of lost umbrellas', 'Tides in tea cups'];
const AUGUST_21 = ['Lanterns that count moths'];

forEachAddress('a reader', (newAddress, kind) => {
  describeInBrowser('in a browser', (newPage) => {
    test(
      'finds a paper, subscribes, confirms, gets the mail of the day, leaves by one click',
      async () => {
        const sink = await startSmtpSink();
        const port = await findFreePort();
        const dataDir = newDataDir();
        const env: ProgramEnvironment = {
          OFFPRINT_DATA_DIR: dataDir,
          OFFPRINT_PORT: String(port),
          OFFPRINT_SMTP_URL: sink.url,
          OFFPRINT_MAIL_FROM: 'Offprint <papers@example.org>',
          ...(kind === 'PostgreSQL' && { OFFPRINT_DATABASE_URL: await newAddress() }),
        };
        const program = await startProgram(env);
        const page = await newPage();

        await page.goto(program.address);
        await expect(page.textContent('body')).resolves.toContain(
          'Get trending papers in your inbox once a day',
        );
        await search(page, STARTER_TITLE);
        expect((await listTitles(page))[0]).toBe(STARTER_TITLE);

        await importPapers(env, dataDir, '2026-08-20', AUGUST_20);
        await page.goto(`${program.address}/days/2026-08-20`);
        expect((await listTitles(page)).toSorted()).toEqual(AUGUST_20.toSorted());
        await expect
          .poll(() => searchTitles(program.address, 'whale song'), { timeout: 20_000, interval: 200 })
          .toContain(AUGUST_20[0]);

        await page.goto(program.address);
        await page.fill('input[name="address"]', READER);
        await page.click('form[action="/subscribe"] button');
        await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
        const confirmation = await mailNumber(sink, 1);
        expect(confirmation).toMatchObject({ subject: expect.stringContaining('Confirm') as string });

        // A mail scanner opens the link; the reader has not confirmed.
        const confirmLink = linkTo(confirmation, `${program.address}/subscriptions/confirm/`);
        expect((await fetch(confirmLink)).status).toBe(200);
        await runDigest(env, '2026-08-20');
        expect(sink.mails).toHaveLength(1);

        await page.goto(confirmLink);
        await page.getByRole('button', { name: 'Confirm' }).click();
        await page.getByRole('heading', { name: 'You are subscribed' }).waitFor();

        expect(await runDigest(env, '2026-08-20')).toContain('1 submitted');
        const digest = await mailNumber(sink, 2);
        expect(digest.to).toMatchObject({ text: READER });
        for (const title of AUGUST_20) {
          expect(digest.text?.replace(/\s+/g, ' ')).toContain(title);
          expect(digest.html).toContain(title);
        }

        // The same day again: nobody gets a mail twice.
        await runDigest(env, '2026-08-20');
        expect(sink.mails).toHaveLength(2);

        const { unsubscribe, post } = unsubscribeHeaders(sink);
        expect(post).toBe('List-Unsubscribe=One-Click');
        const left = await fetch(unsubscribe, {
          method: 'POST',
          redirect: 'manual',
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
          body: post,
        });
        expect(left.status).toBe(200);

        await importPapers(env, dataDir, '2026-08-21', AUGUST_21);
        await runDigest(env, '2026-08-21');
        expect(sink.mails).toHaveLength(2);

        expect(await program.stop()).toBe(0);
        await sink.close();
      },
      JOURNEY_TIMEOUT_MS,
    );
  });
});

async function search(page: Page, words: string): Promise<void> {
  await page.fill('input[name="q"]', words);
  await page.press('input[name="q"]', 'Enter');
  await page.waitForURL('**/search?**');
}

function listTitles(page: Page): Promise<string[]> {
  return page.locator('ol.papers li :is(h2, h3)').allInnerTexts();
}

async function searchTitles(address: string, words: string): Promise<string[]> {
  const response = await fetch(`${address}/api/v1/search?q=${encodeURIComponent(words)}`);
  const { hits } = (await response.json()) as { hits: { paper: { title: string } }[] };
  return hits.map(({ paper }) => paper.title);
}

async function importPapers(
  env: ProgramEnvironment,
  folder: string,
  day: string,
  titles: string[],
): Promise<void> {
  const file = join(folder, `${day}.jsonl`);
  writeFileSync(file, papersOf(day, titles));
  const { code, stdout, stderr } = await runCommand(['import', file], { env });
  expect(code, stdout + stderr).toBe(0);
}

async function runDigest(env: ProgramEnvironment, day: string): Promise<string> {
  const { code, stdout, stderr } = await runCommand(['digest', 'run', '--day', day], { env });
  expect(code, stdout + stderr).toBe(0);
  return stdout;
}

/** The mail of that number, counted from 1; mails are submitted after the page has answered. */
async function mailNumber(sink: SmtpSink, number: number): Promise<ParsedMail> {
  await expect.poll(() => sink.mails.length, { timeout: 10_000 }).toBe(number);
  return simpleParser(sink.mails[number - 1]?.source ?? '');
}

function linkTo(mail: ParsedMail, prefix: string): string {
  const link = mail.text?.split(/\s+/).find((word) => word.startsWith(prefix));
  if (!link) throw new Error(`the mail has no link that begins with ${prefix}:\n${mail.text}`);
  return link;
}

/** The headers of the newest mail, unfolded. */
function unsubscribeHeaders(sink: SmtpSink): { unsubscribe: string; post: string } {
  const head = (sink.mails.at(-1)?.source.split('\r\n\r\n')[0] ?? '').replace(/\r\n\s+/g, ' ');
  return {
    unsubscribe: /^List-Unsubscribe: .*?<(https?:[^>]+)>/im.exec(head)?.[1] ?? '',
    post: /^List-Unsubscribe-Post: (.*)$/im.exec(head)?.[1]?.trim() ?? '',
  };
}
