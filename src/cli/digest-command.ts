import { findNewestAnnouncedDay } from '../digests/daily-digest.ts';
import { countReturns, countSubscriptions } from '../digests/count-mails.ts';
import { isDay } from '../digests/issue-day.ts';
import { countIssues, listTroubles } from '../digests/issue-ledger.ts';
import { previewDigest } from '../digests/preview-digest.ts';
import { previewForReader } from '../digests/preview-for-reader.ts';
import { resendIssue } from '../digests/resend-issue.ts';
import { runDigest, type DigestCounts } from '../digests/run-digest.ts';
import { WrongUseError, type Command, type CommandContext } from './command.ts';
import { parseCount, parseOptions } from './parse-options.ts';

/** Sends the digest of a day, or shows what it would be. */
export const digestCommand: Command = {
  name: 'digest',
  summary: 'send or preview the daily mail',
  usage: `Usage: bin/offprint digest run [--day YYYY-MM-DD] [--papers N]
       bin/offprint digest status [--day YYYY-MM-DD]
       bin/offprint digest preview [--day YYYY-MM-DD] [--papers N] [--to ADDRESS] [--html | --text]
       bin/offprint digest resend --to ADDRESS --day YYYY-MM-DD

run       sends the digest of an announcement day to every subscriber who has not had it. Running it again sends
          nothing twice; mails put off for a while are tried when their time has come. Prints how the day's issues stand.
status    prints how the day's issues stand, and what the mail server said of those that went wrong; sends nothing.
preview   prints the mail a new subscriber would get, or with --to the next mail of that one; sends and keeps nothing.
resend    sends one reader's mail again, if it failed or nobody knows whether it arrived; it may then arrive twice.

  --day YYYY-MM-DD   the announcement day (default: the newest one there is)
  --papers N         at most N papers a mail, 1 to 200 (default: what each reader asked for)
  --to ADDRESS       whose mail
  --html, --text     which part to print (default --text)

Exit codes: 0 done (also when there was nothing to send), 1 stopped early or nothing to preview, 2 wrong use.
`,
  async run(context, args) {
    const { values, positionals } = parseOptions(args, {
      day: { type: 'string' },
      papers: { type: 'string' },
      to: { type: 'string' },
      html: { type: 'boolean' },
      text: { type: 'boolean' },
    });
    const [verb, ...rest] = positionals;
    if (!['run', 'preview', 'status', 'resend'].includes(verb ?? '') || rest.length > 0) {
      throw new WrongUseError('digest takes one word: run, status, preview or resend');
    }
    if (values.to !== undefined && verb !== 'preview' && verb !== 'resend') {
      throw new WrongUseError('--to goes with preview and resend');
    }
    if (verb === 'resend') return resend(context, values);
    if (values.html && (values.text || verb !== 'preview')) {
      throw new WrongUseError('--html goes with preview, and without --text');
    }
    const limit =
      values.papers === undefined
        ? {}
        : { paperCount: parseCount('--papers', values.papers, { min: 1, max: 200 }) };
    const day = await dayOf(context, values.day);
    if (day === undefined) {
      context.stderr.write('There is no announced day yet; bin/offprint import loads papers.\n');
      return 1;
    }
    if (verb === 'status') return status(context, day);
    return verb === 'run'
      ? run(context, { day, ...limit })
      : preview(context, { day, ...limit, to: values.to, part: values.html ? 'html' : 'text' });
  },
};

async function dayOf(context: CommandContext, text: string | undefined): Promise<string | undefined> {
  if (text === undefined) {
    return findNewestAnnouncedDay(await context.database(), context.clock.now().toISOString().slice(0, 10));
  }
  if (!isDay(text)) throw new WrongUseError(`--day must be a day like 2026-08-20, not "${text}"`);
  return text;
}

async function run(context: CommandContext, digest: { day: string; paperCount?: number }): Promise<0 | 1> {
  const { signal, stdout, stderr } = context;
  const { counts, stopped } = await runDigest(await context.digests(), { ...digest, signal });
  stdout.write(`Digest of ${digest.day}: ${describe(counts)}.\n`);
  if (stopped === undefined) return 0;
  stderr.write(`The run stopped early: ${stopped}.\n`);
  return 1;
}

async function status({ digests, stdout }: CommandContext, day: string): Promise<0> {
  const { database } = await digests();
  stdout.write(`Digest of ${day}: ${describe(await countIssues(database, day))}.\n`);
  const { hard, soft, policy, complaint } = await countReturns(database, day);
  const { suppressed } = await countSubscriptions(database);
  stdout.write(
    `Came back: ${hard} no such mailbox, ${soft} full or away, ${policy} refused, ${complaint} complaints. Addresses suppressed in all: ${suppressed}.\n`,
  );
  for (const { state, detail, count } of await listTroubles(database, day)) {
    stdout.write(`${String(count).padStart(7)} ${state}: ${detail}\n`);
  }
  return 0;
}

function describe(counts: DigestCounts): string {
  const { planned, sending, submitted, failed, unknown, skipped } = counts;
  const underWay = sending > 0 ? `, ${sending} being sent elsewhere` : '';
  return `${submitted} submitted, ${failed} failed, ${unknown} unknown, ${skipped} skipped, ${planned} still planned${underWay}`;
}

async function preview(
  context: CommandContext,
  {
    part,
    to,
    ...digest
  }: { day: string; paperCount?: number; to?: string | undefined; part: 'html' | 'text' },
): Promise<0 | 1> {
  const { stdout, stderr } = context;
  const digests = await context.digests();
  const mail =
    to === undefined
      ? await previewDigest(digests, digest)
      : await previewForReader(digests, { ...digest, address: to });
  if (!mail) {
    const reason =
      to === undefined
        ? `Nothing was announced on ${digest.day}`
        : `Nothing is new for ${to}, or it is no subscriber's address`;
    stderr.write(`${reason}: no mail would be sent.\n`);
    return 1;
  }
  stdout.write(part === 'html' ? mail.html : `Subject: ${mail.subject}\n\n${mail.text}`);
  return 0;
}

async function resend(
  context: CommandContext,
  { to, day }: { to?: string | undefined; day?: string | undefined },
): Promise<0 | 1> {
  if (to === undefined || day === undefined || !isDay(day)) {
    throw new WrongUseError('resend needs --to ADDRESS and --day YYYY-MM-DD');
  }
  const resent = await resendIssue(await context.digests(), { address: to, day });
  if (resent === 'not found') {
    context.stderr.write(`${to} has no mail of ${day}.\n`);
    return 1;
  }
  if ('notResendable' in resent) {
    context.stderr.write(
      `The mail of ${day} to ${to} is ${resent.notResendable}; only a failed or unknown one is sent again.\n`,
    );
    return 1;
  }
  const meaning =
    resent.outcome === 'not sent'
      ? 'nothing is left to send: its papers came with a later mail'
      : resent.outcome;
  context.stdout.write(`The mail of ${day} to ${to}: ${meaning}.\n`);
  return resent.outcome === 'submitted' ? 0 : 1;
}
