import { spawnSync } from 'node:child_process';
import { authenticate } from 'mailauth';
import { beforeAll, expect, test } from 'vitest';
import { signInMail } from '../../src/accounts/sign-in-mail.tsx';
import { alreadySubscribedMail, confirmationMail } from '../../src/digests/confirmation-mail.tsx';
import { noticeMail } from '../../src/digests/notice-mail.ts';
import { runDigest } from '../../src/digests/run-digest.ts';
import { fixedClock } from '../../src/lib/clock.ts';
import { createDkimSigner, dkimRecord, makeDkimKey } from '../../src/mail/dkim-signer.ts';
import type { MailMessage } from '../../src/mail/mailer.ts';
import { readComposedMail } from '../../src/mail/read-composed-mail.ts';
import { createSmtpMailer } from '../../src/mail/smtp-mailer.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { addPapersOf, addSubscribers, makeDigestContext, site } from '../support/digest-fixtures.ts';
import { findMarkupErrors, hasHtmlChecker } from '../support/html-checker.ts';
import { doubtfulFeatures, knowsMailFeatures } from '../support/mail-features.ts';
import { hasPythonModule, hasTool } from '../support/outside-tools.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';

const DAY = '2026-08-20';
const key = { domain: 'example.org', privateKey: makeDkimKey() };
const record = dkimRecord(key);
const published = record.value.replaceAll('" "', '').replaceAll('"', '');

/** Sources as a mail server took them: a digest of 1, 20 and 200 papers, and each notice. */
const mails = new Map<string, string>();

beforeAll(async () => {
  const clock = fixedClock(`${DAY}T07:00:00Z`);
  const sink = await startSmtpSink();
  const mailer = createSmtpMailer({ url: sink.url, clock, dkim: createDkimSigner(key) });
  for (const count of [1, 20, 200]) {
    const database = openDatabase({ address: ':memory:' });
    await migrate(database, clock);
    await addSubscribers(database, ['ada@example.net']);
    await addPapersOf(database, DAY, count);
    await runDigest(makeDigestContext(database, mailer, clock), { day: DAY, paperCount: count });
    await database.destroy();
    mails.set(`digest of ${count}`, sink.mails.at(-1)?.source ?? '');
  }
  const to = 'ada@example.net';
  const token = 'a-token-of-a-usual-length.0123456789abcdef';
  const notices: [kind: string, mail: MailMessage][] = [
    ['confirmation', noticeMail(site, to, confirmationMail(site, token))],
    ['notice that one is subscribed already', noticeMail(site, to, alreadySubscribedMail(site, token))],
    ['link to sign in', signInMail(site, { to, token })],
  ];
  for (const [kind, mail] of notices) {
    await mailer.submit(mail);
    mails.set(kind, sink.mails.at(-1)?.source ?? '');
  }
  await mailer.close();
  await sink.close();
});

const digests = ['digest of 1', 'digest of 20', 'digest of 200'];
const notices = ['confirmation', 'notice that one is subscribed already', 'link to sign in'];
const kinds = [...digests, ...notices];
const sourceOf = (kind: string): string => mails.get(kind) ?? '';
/** One byte of the body is another. */
const changed = (mail: string): string => mail.replace(/(\r\n\r\n[^]*?)paper/i, '$1pqper');

const VERIFY = `
import sys, dkim
name, record = sys.argv[1].encode() + b'.', sys.argv[2].encode()
dns = lambda asked, timeout=5: record if asked == name else None
d = dkim.DKIM(sys.stdin.buffer.read())
try:
    print(d.verify(dnsfunc=dns), b':'.join(h[0] for h in d.signed_headers or []).decode())
except dkim.ValidationError:
    print(False)
`;

function verifyWithPython(mail: string): string {
  const { stdout, stderr } = spawnSync('/usr/bin/python3', ['-c', VERIFY, record.name, published], {
    input: Buffer.from(mail, 'latin1'),
    encoding: 'utf8',
  });
  if (!stdout) throw new Error(stderr);
  return stdout.toLowerCase();
}

// apt-get install python3-dkim
test.skipIf(!hasPythonModule('dkim')).each(kinds)(
  'python3-dkim believes the signature of a %s, and not once a byte is changed',
  (kind) => {
    const answer = verifyWithPython(sourceOf(kind));
    expect(answer).toMatch(/^true /);
    const needed = ['from', 'to', 'subject', 'date', 'message-id'];
    const ofList = ['list-id', 'list-unsubscribe', 'list-unsubscribe-post'];
    for (const name of digests.includes(kind) ? [...needed, ...ofList] : needed) {
      expect(answer.split(/[ :\n]/)).toContain(name);
    }
    expect(verifyWithPython(changed(sourceOf(kind)))).toMatch(/^false/);
  },
);

/** A DNS in which example.org is set up as `mail keys` says, and its mail server is 192.0.2.25. */
async function resolver(name: string, type: string): Promise<string[][]> {
  const records: { [key: string]: string } = {
    [`TXT ${record.name}`]: published,
    'TXT example.org': 'v=spf1 ip4:192.0.2.25 -all',
    'TXT _dmarc.example.org': 'v=DMARC1; p=reject',
  };
  const found = records[`${type} ${name}`];
  if (found === undefined) throw Object.assign(new Error('no such record'), { code: 'ENOTFOUND' });
  return [[found]];
}

async function judge(mail: string, ip: string) {
  const { dkim, spf, dmarc } = await authenticate(Buffer.from(mail), {
    ...{ ip, helo: 'mail.example.org', sender: 'bounces+1.x@example.org', mta: 'mx.example.net', resolver },
    disableArc: true,
    disableBimi: true,
  });
  return {
    dkim: dkim.results[0]?.status.result,
    spf: spf ? spf.status.result : undefined,
    dmarc: dmarc ? dmarc.status.result : undefined,
  };
}

test.each(kinds)(
  'mailauth: SPF, DKIM and DMARC of a %s pass; from a foreign address DMARC by DKIM alone',
  async (kind) => {
    expect(await judge(sourceOf(kind), '192.0.2.25')).toEqual({ dkim: 'pass', spf: 'pass', dmarc: 'pass' });
    expect(await judge(sourceOf(kind), '203.0.113.1')).toEqual({ dkim: 'pass', spf: 'fail', dmarc: 'pass' });
    expect(await judge(changed(sourceOf(kind)), '203.0.113.1')).toMatchObject({ dmarc: 'fail' });
  },
);

test.skipIf(!hasHtmlChecker)('the Nu HTML checker finds no error in any mail', { timeout: 60_000 }, () => {
  const parts = kinds.map((kind): [string, string] => [
    kind,
    readComposedMail(Buffer.from(sourceOf(kind))).html,
  ]);
  for (const [kind, html] of parts) expect(html, kind).toMatch(/^<!DOCTYPE html>/i);
  expect(findMarkupErrors(new Map(parts))).toEqual([]);
});

/** What may be left out: each makes a mail better where it is known, and takes nothing away where it is not. */
const optionalFeatures = [
  ...['color-scheme meta tag', '<body> element', 'lang attribute', 'dir attribute', 'role attribute'],
  ...['aria-label attribute', 'overflow-wrap', 'overflow', 'max-width', 'margin', 'padding'],
  ...['font-size', 'font-weight', 'line-height', 'letter-spacing', 'text-transform'],
];

test.skipIf(!knowsMailFeatures).each(kinds)(
  'what caniemail doubts in a %s may as well be left out',
  async (kind) => {
    const doubtful = await doubtfulFeatures(readComposedMail(Buffer.from(sourceOf(kind))).html);
    expect(doubtful).not.toEqual([]);
    expect(doubtful.filter((feature) => !optionalFeatures.includes(feature))).toEqual([]);
  },
);

// apt-get install w3m
test.skipIf(!hasTool('w3m'))('w3m shows every paper of a mail in its place, within 78 columns', () => {
  const { html } = readComposedMail(Buffer.from(sourceOf('digest of 20')));
  const { stdout } = spawnSync('w3m', ['-dump', '-T', 'text/html', '-cols', '78'], {
    input: html,
    encoding: 'utf8',
  });
  const lines = stdout.split('\n');
  const titles = [...html.matchAll(/<h[23][^>]*><a[^>]*>([^<]+)</g)].map(([, title]) => title ?? '');
  expect(titles).toHaveLength(20);
  const places = titles.map((title) => lines.indexOf(title));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(stdout).toMatch(/Unsubscribe/);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78);
});

function judgeSpam(mail: string): { score: number; rules: string } {
  const { stdout } = spawnSync('spamassassin', ['-L', '-t'], {
    input: mail,
    encoding: 'utf8',
    timeout: 60_000,
  });
  const report = stdout.slice(stdout.lastIndexOf('Content analysis details:'));
  return { score: Number(/\((-?[\d.]+) points/.exec(report)?.[1] ?? NaN), rules: report };
}

/** The same without its text part, which real senders' mails have. */
function withoutText(mail: string): string {
  const boundary = /boundary="([^"]+)"/.exec(mail)?.[1] ?? '';
  const [head = '', , html = ''] = mail.split(`--${boundary}\r\n`);
  return head.replace(/multipart\/alternative/, 'multipart/mixed') + `--${boundary}\r\n` + html;
}

// apt-get install spamassassin; one run takes seconds.
test.skipIf(!hasTool('spamassassin'))(
  'SpamAssassin finds nothing to object to, and would without a text part',
  { timeout: 180_000 },
  () => {
    for (const kind of ['digest of 20', ...notices]) {
      const { score, rules } = judgeSpam(sourceOf(kind));
      expect(score, rules).toBeLessThanOrEqual(0.5);
      expect(rules).not.toMatch(/\b(MISSING|MIME)_\w+/);
    }
    expect(judgeSpam(withoutText(sourceOf('digest of 20'))).score).toBeGreaterThan(
      judgeSpam(sourceOf('digest of 20')).score,
    );
  },
);
