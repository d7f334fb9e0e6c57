import { expect, onTestFinished, test } from 'vitest';
import { makeFailureReport } from '../../test/support/mail-reports.ts';
import { listenForReports } from './report-listener.ts';
import { openSmtpSession } from './smtp-session.ts';

async function open(onMail: (mail: { source: Buffer; recipients: string[] }) => Promise<void>) {
  const listener = await listenForReports({
    host: '127.0.0.1',
    port: 0,
    isOurs: (recipient) => recipient.startsWith('bounces+'),
    onMail,
  });
  const session = await openSmtpSession({ host: '127.0.0.1', port: listener.port, ignoreTLS: true });
  onTestFinished(async () => {
    await session.quit();
    await listener.close();
  });
  return session;
}

const to = 'bounces+1a.x@example.org';
const from = 'postmaster@mx.example.net';

test('takes a report and passes it on as it came', async () => {
  const taken: { source: Buffer; recipients: string[] }[] = [];
  const session = await open(async (mail) => void taken.push(mail));
  expect(await session.send({ from, to }, makeFailureReport({ to }))).toMatch(/^250 /);
  expect(taken).toEqual([{ source: makeFailureReport({ to }), recipients: [to] }]);
});

test('takes nothing for anybody else', async () => {
  const session = await open(async () => {});
  await expect(
    session.send({ from, to: 'ada@example.org' }, makeFailureReport({ to })),
  ).rejects.toMatchObject({
    outcome: 'refused',
  });
});

test('what can’t be written down now is to be sent again', async () => {
  const session = await open(() => Promise.reject(new Error('the database is away')));
  await expect(session.send({ from, to }, makeFailureReport({ to }))).rejects.toMatchObject({
    outcome: 'later',
  });
});

test('a mail far larger than any report is not taken', async () => {
  const taken: unknown[] = [];
  const session = await open(async (mail) => void taken.push(mail));
  const huge = Buffer.concat([makeFailureReport({ to }), Buffer.alloc(3 << 20, 'x\r\n')]);
  await expect(session.send({ from, to }, huge)).rejects.toThrow();
  expect(taken).toEqual([]);
});
