import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeComplaint, makeFailureReport, makeHolidayNote } from '../../../test/support/mail-reports.ts';
import { readMailReport } from './read-mail-report.ts';

const to = 'bounces+1a.x@example.org';

test('a report tells its status, the server’s words and where it came back to', () => {
  expect(readMailReport(makeFailureReport({ to, envelopeId: '1a.x' }))).toMatchObject({
    kind: 'failure',
    status: '5.1.1',
    diagnostic: 'smtp; 550 5.1.1 no such user',
    about: { envelope: ['1a.x', to] },
  });
});

test.each([
  ['a status that says nothing gives way to the server’s words', '5.0.0', '550 5.2.2 mailbox full', '5.2.2'],
  ['neither says more', '5.0.0', '550 no', '5.0.0'],
  ['words after the status', '5.1.1 (bad destination mailbox address)', '550 no', '5.1.1'],
])('%s', (_, status, diagnostic, expected) => {
  expect(readMailReport(makeFailureReport({ to, status, diagnostic }))).toMatchObject({ status: expected });
});

test.each([
  ['a report of delay', makeFailureReport({ to, action: 'delayed', status: '4.4.1' })],
  ['a report of success', makeFailureReport({ to, action: 'delivered', status: '2.0.0' })],
  ['a holiday note', makeHolidayNote(to)],
  ['nothing', Buffer.alloc(0)],
])('%s is no report of failure', (_, source) => {
  expect(readMailReport(source)).toBeUndefined();
});

test('a complaint tells its type and what is left of the mail', () => {
  const report = readMailReport(
    makeComplaint({ returned: 'Return-Path: <x@y>\nSubject: 1\n\nbody', mailFrom: to }),
  );
  expect(report).toMatchObject({ kind: 'complaint', feedbackType: 'abuse' });
  expect(report?.about.envelope[0]).toBe(`<${to}>`);
  expect(report?.about.headers.get('return-path')).toEqual(['<x@y>']);
});

test.each(['base64', 'quoted-printable'])('delivery status in %s is read', (encoding) => {
  const plain = makeFailureReport({ to }).toString();
  const start = plain.indexOf('Reporting-MTA');
  const end = plain.indexOf('\r\n--AB12', start);
  const status = plain.slice(start, end);
  const encoded =
    encoding === 'base64' ? Buffer.from(status).toString('base64') : status.replaceAll('.1.1', '=2E1=\r\n.1');
  const source = `${plain.slice(0, start).trimEnd()}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${encoded}${plain.slice(end)}`;
  expect(readMailReport(Buffer.from(source))).toMatchObject({ status: '5.1.1' });
});

/** What is left of real reports after lines were lost, doubled, shuffled, cut and filled with other bytes. */
test('broken reports are read as far as they go, and never throw', () => {
  const corpus = [
    makeFailureReport({ to }),
    makeComplaint({ returned: 'Subject: 1\n\nbody', mailFrom: to }),
    makeHolidayNote(to),
  ];
  const change = fc.record({
    at: fc.nat(4_000),
    length: fc.nat(400),
    with: fc.uint8Array({ maxLength: 30 }),
  });
  const broken = fc
    .tuple(fc.constantFrom(...corpus), fc.array(change, { minLength: 1, maxLength: 12 }))
    .map(([source, changes]) =>
      changes.reduce(
        (bytes, { at, length, with: other }) =>
          Buffer.concat([bytes.subarray(0, at), other, bytes.subarray(at + length)]),
        source,
      ),
    );
  fc.assert(
    fc.property(fc.oneof(broken, fc.uint8Array({ maxLength: 2_000 })), (source) => {
      const report = readMailReport(source);
      if (report?.kind === 'failure') expect(report.status).toMatch(/^[45]\.\d{1,3}\.\d{1,3}$/);
    }),
    { numRuns: Number(process.env['FUZZ_RUNS'] ?? 2_000) },
  );
});

test('a mail of many megabytes, of nothing but boundaries or of one endless header is read in a moment', () => {
  const boundaries = `Content-Type: multipart/report; boundary=b\r\n\r\n${'--b\r\n'.repeat(200_000)}`;
  const nested = 'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n'.repeat(20_000);
  const header = `To: ${' \r\n x'.repeat(500_000)}`;
  const started = performance.now();
  for (const text of [boundaries, nested, header, '\n'.repeat(5_000_000)]) {
    expect(readMailReport(Buffer.from(text))).toBeUndefined();
  }
  expect(performance.now() - started).toBeLessThan(2_000);
});
