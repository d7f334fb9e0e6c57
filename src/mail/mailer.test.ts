import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterEach, describe, expect, test } from 'vitest';
import { startSmtpSink, type SmtpFault, type SmtpPoint } from '../../test/support/smtp-sink.ts';
import { fixedClock } from '../lib/clock.ts';
import type { MailMessage, Mailer } from './mailer.ts';
import { createOutboxMailer, findOutboxMail, listOutbox } from './outbox-mailer.ts';
import { createSmtpMailer } from './smtp-mailer.ts';

const clock = fixedClock('2026-08-20T07:00:00Z');

const message: MailMessage = {
  to: 'ada@example.org',
  from: 'Offprint Ünlimited <papers@example.com>',
  subject: '12 papers for Thursday 20 August: on α² and a title long enough to need several encoded words…',
  html: `<p>Grüße</p>\n<p>${'x'.repeat(2_000)}</p>\n`,
  text: '.a line that begins with a dot\n-- \nGrüße\n',
  messageId: 'digest.2026-08-20.abc@example.com',
  headers: {
    'List-Unsubscribe': `<https://papers.example.com/subscriptions/unsubscribe/${'t'.repeat(90)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  },
};

const cleanUp: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

interface Place {
  mailer: Mailer;
  /** The sources of the mails that arrived. */
  arrived: () => Promise<string[]>;
}

const places: { [name: string]: () => Promise<Place> } = {
  async 'SMTP mailer'() {
    const sink = await startSmtpSink();
    const mailer = createSmtpMailer({ url: sink.url, clock });
    cleanUp.push(
      () => sink.close(),
      () => mailer.close(),
    );
    return { mailer, arrived: async () => sink.mails.map(({ source }) => source) };
  },
  async 'outbox mailer'() {
    const directory = newFolder();
    const mailer = createOutboxMailer({ directory, clock });
    return {
      mailer,
      arrived: async () => (await listOutbox(directory, { limit: 500 })).map(({ source }) => source),
    };
  },
};

describe.each(Object.entries(places))('%s', (_name, open) => {
  test('brings the mail with its headers and both parts', async () => {
    const { mailer, arrived } = await open();
    expect((await mailer.submit(message)).response).toMatch(/^250 /);
    const mail = await simpleParser((await arrived())[0] ?? '');
    expect(mail.subject).toBe(message.subject);
    expect(mail.text).toBe(message.text);
    expect(mail.html).toBe(message.html);
    expect(mail.messageId).toBe('<digest.2026-08-20.abc@example.com>');
    expect(mail.date).toEqual(clock.now());
    expect(mail.to).toMatchObject({ text: 'ada@example.org' });
    expect(mail.from).toMatchObject({
      value: [{ name: 'Offprint Ünlimited', address: 'papers@example.com' }],
    });
  });

  test('keeps List-Unsubscribe on one line, everything in ASCII and lines short', async () => {
    const { mailer, arrived } = await open();
    await mailer.submit(message);
    const lines = ((await arrived())[0] ?? '').split('\r\n');
    expect(lines).toContain(`List-Unsubscribe: ${message.headers['List-Unsubscribe']}`);
    for (const line of lines) {
      expect(line).toMatch(/^[\x20-\x7e\t]*$/);
      expect(line.length).toBeLessThan(998);
    }
  });

  test('brings many mails at once, each once', async () => {
    const { mailer, arrived } = await open();
    const ids = Array.from({ length: 250 }, (_, index) => `mail-${index}@example.com`);
    await Promise.all(ids.map((messageId) => mailer.submit({ ...message, messageId })));
    const sources = await arrived();
    const arrivedIds = sources.map((source) => /^Message-ID: <(.*)>/m.exec(source)?.[1]);
    expect(arrivedIds.sort()).toEqual(ids.sort());
  });

  test('takes an international address', async () => {
    const { mailer, arrived } = await open();
    await mailer.submit({ ...message, to: 'jürgen@xn--mnchen-3ya.de' });
    expect((await arrived())[0]).toContain('To: jürgen@münchen.de\r\n');
  });

  test.each(['a\r\nBcc: eve@example.org', 'ä', ''])('refuses the header value %j', async (value) => {
    const { mailer, arrived } = await open();
    const submitted = mailer.submit({ ...message, headers: { 'List-Id': value } });
    await expect(submitted).rejects.toMatchObject({ outcome: 'refused' });
    expect(await arrived()).toEqual([]);
  });

  test('lets no subject, sender or recipient bring a header of its own', async () => {
    const { mailer, arrived } = await open();
    const injection = 'x\r\nBcc: eve@example.org\r\n\r\nbody';
    await mailer.submit({
      ...message,
      subject: injection,
      from: `Offprint\r\nBcc: eve@example.org <a@b.example>`,
    });
    await mailer.submit({ ...message, to: `ada@example.org\r\nBcc: eve@example.org` }).catch(() => undefined);
    for (const source of await arrived()) expect(source).not.toMatch(/^Bcc:/im);
  });
});

describe('SMTP mailer', () => {
  const cases: [SmtpPoint, SmtpFault, string, taken: number][] = [
    ['connect', 554, 'later', 0],
    ['connect', 'drop', 'later', 0],
    ['mail', 550, 'refused', 0],
    ['mail', 530, 'later', 0],
    ['mail', 451, 'later', 0],
    ['mail', 'drop', 'later', 0],
    ['rcpt', 550, 'refused', 0],
    ['rcpt', 450, 'later', 0],
    ['rcpt', 421, 'later', 0],
    ['rcpt', 'drop', 'later', 0],
    ['data', 'drop', 'unknown', 0],
    ['content', 554, 'refused', 0],
    ['content', 452, 'later', 0],
    ['content', 'drop', 'unknown', 0],
    ['content', 'take-and-drop', 'unknown', 1],
  ];

  test.each(cases)('tells what %s %s means for the mail: %s', async (point, fault, outcome, taken) => {
    let isFaulty = true;
    const sink = await startSmtpSink({ faultAt: (at) => (isFaulty && at === point ? fault : undefined) });
    const mailer = createSmtpMailer({ url: sink.url, clock, maxConnections: 1 });
    cleanUp.push(
      () => sink.close(),
      () => mailer.close(),
    );
    await expect(mailer.submit(message)).rejects.toMatchObject({ name: 'MailError', outcome });
    expect(sink.mails).toHaveLength(taken);
    isFaulty = false;
    await mailer.submit({ ...message, messageId: 'next@example.com' });
    expect(sink.mails).toHaveLength(taken + 1);
  });

  test('says later where no server listens', async () => {
    const sink = await startSmtpSink();
    await sink.close();
    const mailer = createSmtpMailer({ url: sink.url, clock });
    await expect(mailer.submit(message)).rejects.toMatchObject({ outcome: 'later' });
    await mailer.close();
  });

  test('lets the mails under way finish before it closes, and takes none afterwards', async () => {
    let closed: Promise<void> | undefined;
    const sink = await startSmtpSink({ onMail: () => void (closed ??= mailer.close()) });
    cleanUp.push(() => sink.close());
    const mailer = createSmtpMailer({ url: sink.url, clock, maxConnections: 1 });
    await Promise.all([mailer.submit(message), mailer.submit(message)]);
    await closed;
    await expect(mailer.submit(message)).rejects.toMatchObject({ outcome: 'later' });
    expect(sink.mails).toHaveLength(2);
  });
});

describe('outbox', () => {
  test('is read back, newest first', async () => {
    const directory = newFolder();
    const moving = fixedClock('2026-08-20T07:00:00Z');
    const mailer = createOutboxMailer({ directory, clock: moving });
    await mailer.submit({ ...message, subject: 'first' });
    moving.advance(1);
    await mailer.submit(message);
    const [newest, oldest] = await listOutbox(directory, { limit: 10 });
    expect(oldest?.subject).toBe('first');
    expect(newest).toMatchObject({
      to: message.to,
      subject: message.subject,
      html: message.html,
      text: message.text,
    });
    expect(await findOutboxMail(directory, newest!.name)).toEqual(newest);
    expect(await listOutbox(directory, { limit: 1 })).toEqual([newest]);
  });

  test('leaves no half-written file', async () => {
    const directory = newFolder();
    await createOutboxMailer({ directory, clock }).submit(message);
    expect(readdirSync(directory).filter((name) => !name.endsWith('.eml'))).toEqual([]);
  });

  test('is for its own user alone', async () => {
    const directory = join(newFolder(), 'outbox');
    await createOutboxMailer({ directory, clock }).submit(message);
    const [name] = readdirSync(directory);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(join(directory, name!)).mode & 0o777).toBe(0o600);
  });

  test('is empty where the folder is missing, and answers only names of its own', async () => {
    const directory = join(newFolder(), 'none');
    expect(await listOutbox(directory, { limit: 10 })).toEqual([]);
    for (const name of ['../../etc/passwd', '..', 'x.eml', 'a/b.eml']) {
      expect(await findOutboxMail(directory, name)).toBeUndefined();
    }
  });
});

function newFolder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'offprint-mail-'));
  cleanUp.push(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
