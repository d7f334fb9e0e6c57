import { readMailReport, type ReportedMail } from '../../mail/reports/read-mail-report.ts';
import type { SubscriptionContext, TokenPurpose } from '../subscription.ts';
import { recordBounce, recordComplaint } from './record-return.ts';
import { findIssueMark } from './return-address.ts';

/** What became of a mail that came back. `forged`: it proves to be about no mail of ours, or about one forgotten. */
export type ReportOutcome = 'hard' | 'soft' | 'policy' | 'suppressed' | 'no report' | 'forged';

export interface ReturnedMail {
  source: Uint8Array;
  /** Where it was sent, if that is known apart from its headers. */
  recipients?: string[];
}

/** Reads a mail sent to the bounce address and does what it asks. Twice is once. Never throws for what is in the mail. */
export async function takeReport(
  context: Pick<SubscriptionContext, 'database' | 'clock' | 'signer' | 'log'>,
  { source, recipients = [] }: ReturnedMail,
): Promise<ReportOutcome> {
  const outcome = await judge(context, source, recipients);
  context.log.info('mail.report.taken', { outcome });
  return outcome;
}

async function judge(
  context: Pick<SubscriptionContext, 'database' | 'clock' | 'signer'>,
  source: Uint8Array,
  recipients: string[],
): Promise<ReportOutcome> {
  const report = readMailReport(source);
  if (!report) return 'no report';
  const texts = [...recipients, ...report.about.envelope, ...(report.about.headers.get('return-path') ?? [])];
  const issueId = texts
    .slice(0, 50)
    .map((text) => findIssueMark(context.signer, text))
    .find((id) => id !== undefined);
  if (report.kind === 'failure') {
    return (issueId !== undefined && (await recordBounce(context, issueId, report.status))) || 'forged';
  }
  const { feedbackType } = report;
  if (issueId !== undefined) return (await recordComplaint(context, { issueId, feedbackType })) ?? 'forged';
  const subscriptionId = findReader(context, report.about);
  if (subscriptionId === undefined) return 'forged';
  return (await recordComplaint(context, { subscriptionId, feedbackType })) ?? 'forged';
}

/** Feedback loops take out addresses, but leave List-Unsubscribe, whose token is as good a proof. */
function findReader(
  { signer }: Pick<SubscriptionContext, 'signer'>,
  { headers }: ReportedMail,
): number | undefined {
  const token = /\/unsubscribe\/([\w.-]{20,120})/.exec(headers.get('list-unsubscribe')?.[0] ?? '')?.[1];
  return signer.verify('unsubscribe' satisfies TokenPurpose, token ?? '')?.subject;
}
