import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createTransport } from 'nodemailer';
import { openInterestRanker } from '../../src/digests/ranking/open-interest-ranker.ts';
import { planIssues } from '../../src/digests/plan-issues.ts';
import { previewDigest } from '../../src/digests/preview-digest.ts';
import { runDigest } from '../../src/digests/run-digest.ts';
import { cpuMs, fixedClock, monotonicMs } from '../../src/lib/clock.ts';
import { keepHeapSmall } from '../../src/lib/keep-heap-small.ts';
import { createDkimSigner, makeDkimKey } from '../../src/mail/dkim-signer.ts';
import { createSmtpMailer } from '../../src/mail/smtp-mailer.ts';
import { loadEmbeddingModel } from '../../src/search/embedding/embedding-model.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { makeDigestContext, site } from '../../test/support/digest-fixtures.ts';
import { addReaders, addRealPapers, DAY } from './make-readers.ts';

keepHeapSmall();

/** One side of send-rate.ts, in a process of its own: `ours`, `peer` or `plan`. Prints its figures as JSON. */
const [side = '', url = '', countText = ''] = process.argv.slice(2);
const count = Number(countText);
const clock = fixedClock(`${DAY}T12:00:00Z`);
const folder = mkdtempSync(join(tmpdir(), 'offprint-rate-'));
const database = openDatabase({ address: join(folder, 'offprint.db'), durability: 'full' });
const model = resolve(import.meta.dirname, '../../models/offprint-words-256.bin');

function measure() {
  const startMs = monotonicMs();
  const startCpuMs = cpuMs();
  return (mails: number) => ({
    mails,
    seconds: (monotonicMs() - startMs) / 1000,
    cpuSeconds: (cpuMs() - startCpuMs) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
  });
}

async function sendOurs() {
  const dkim = createDkimSigner({ domain: 'example.org', privateKey: makeDkimKey() });
  const mailer = createSmtpMailer({ url, clock, dkim });
  const context = {
    ...makeDigestContext(database, mailer, clock),
    openRanker: async () => openInterestRanker(database, loadEmbeddingModel(readFileSync(model))),
  };
  await addReaders(database, { count, interests: true });
  const end = measure();
  const { counts } = await runDigest(context, { day: DAY });
  const figures = end(counts.submitted);
  await mailer.close();
  return figures;
}

/** nodemailer's own pool: bodies are made once, nothing is signed, nothing is written down. */
async function sendPeer() {
  const preview = await previewDigest(makeDigestContext(database, createSmtpMailer({ url, clock }), clock), {
    day: DAY,
  });
  const transport = createTransport({ url, pool: true, maxConnections: 5, maxMessages: 100 });
  const end = measure();
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      const number = (next += 1);
      const to = `reader${number}@domain${number % 400}.example`;
      const { subject = '', html = '', text = '' } = preview ?? {};
      await transport.sendMail({ from: site.mailFrom, to, subject, html, text });
    }
  };
  await Promise.all(Array.from({ length: 10 }, work));
  const figures = end(count);
  transport.close();
  return figures;
}

async function plan() {
  const context = makeDigestContext(database, createSmtpMailer({ url: 'smtp://127.0.0.1:1', clock }), clock);
  await addReaders(database, { count, interests: false });
  const end = measure();
  await planIssues(context, { day: DAY, readers: 'everyone' });
  return end(count);
}

await migrate(database, clock);
await addRealPapers(database);
const figures = side === 'ours' ? await sendOurs() : side === 'plan' ? await plan() : await sendPeer();
await database.destroy();
rmSync(folder, { recursive: true, force: true });
console.log(JSON.stringify(figures));
