import { simpleParser } from 'mailparser';
import { onTestFinished } from 'vitest';
import type { DigestContext } from '../../src/digests/digest.ts';
import { runDigest, type DigestCounts } from '../../src/digests/run-digest.ts';
import { fixedClock } from '../../src/lib/clock.ts';
import type { Mailer } from '../../src/mail/mailer.ts';
import { createSmtpMailer } from '../../src/mail/smtp-mailer.ts';
import type { Database } from '../../src/storage/database.ts';
import { makeDigestContext } from './digest-fixtures.ts';
import { startSmtpSink, type SmtpFault, type SmtpPoint, type SmtpSink } from './smtp-sink.ts';

/** A Monday morning with a database, a mail server that can be told to fail, and the digest between them. */
export interface DigestStage {
  database: Database;
  clock: ReturnType<typeof fixedClock>;
  sink: SmtpSink;
  mailer: Mailer;
  context: DigestContext;
  /** What the server does wrong; nothing at first. */
  faultAt(point: SmtpPoint, recipient: string): SmtpFault | undefined;
  run(day: string, paperCount?: number): Promise<DigestCounts>;
  /** Titles of the papers in the mails to an address, mail by mail. */
  titlesFor(address: string): Promise<string[][]>;
  /** Titles of the papers listed on a day. */
  titlesOf(day: string): Promise<string[]>;
}

/** A stage of its own for one test; it goes with the test. */
export async function openDigestStage(database: Database): Promise<DigestStage> {
  const clock = fixedClock('2026-08-17T07:00:00Z');
  const sink = await startSmtpSink({ faultAt: (point, recipient) => stage.faultAt(point, recipient) });
  onTestFinished(() => sink.close());
  const mailer = createSmtpMailer({ url: sink.url, clock });
  onTestFinished(() => mailer.close());
  const stage: DigestStage = {
    ...{ database, clock, sink, mailer },
    context: makeDigestContext(database, mailer, clock),
    faultAt: () => undefined,
    run: async (day, paperCount = 20) => (await runDigest(stage.context, { day, paperCount })).counts,
    async titlesFor(address) {
      const own = sink.mails.filter(({ to }) => to === address);
      const texts = await Promise.all(own.map(async ({ source }) => (await simpleParser(source)).text ?? ''));
      return texts.map((text) => [...text.matchAll(/^\d+\. +(.*)$/gm)].map((match) => match[1] ?? '').sort());
    },
    async titlesOf(day) {
      const papers = database.selectFrom('papers').select('title').where('listed_on', '=', day);
      return (await papers.execute()).map(({ title }) => title);
    },
  };
  return stage;
}
