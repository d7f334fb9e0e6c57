import type { DigestContext } from './digest.ts';
import { parseEmailAddress } from './email-address.ts';
import { loadUnsentIssues } from './load-unsent-issues.ts';
import { preparePlanning } from './plan-issues.ts';
import { prepareIssue } from './prepare-issue.ts';

export interface ReaderPreview {
  subject: string;
  html: string;
  text: string;
}

/**
 * The mail a reader would get for the day, or has waiting, by the same steps as when it is sent, in a transaction that
 * is taken back. Undefined: nothing new for her, or no such reader.
 */
export async function previewForReader(
  context: DigestContext,
  { address, day, paperCount }: { address: string; day: string; paperCount?: number },
): Promise<ReaderPreview | undefined> {
  const { database } = context;
  const reader = await database
    .selectFrom('subscriptions')
    .select('id')
    .where('address_key', '=', parseEmailAddress(address)?.key ?? '')
    .executeTakeFirst();
  if (!reader) return undefined;
  const plan = await preparePlanning(context, { ids: [reader.id], day, paperCount });
  let preview: ReaderPreview | undefined;
  await database
    .transaction()
    .execute(async (transaction) => {
      await plan(transaction);
      preview = await prepare({ ...context, database: transaction }, { subscriptionId: reader.id, day });
      throw new TakenBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error;
    });
  return preview;
}

class TakenBack extends Error {}

async function prepare(
  context: Pick<DigestContext, 'database' | 'clock' | 'signer' | 'site'>,
  { subscriptionId, day }: { subscriptionId: number; day: string },
): Promise<ReaderPreview | undefined> {
  const issue = await context.database
    .selectFrom('issues')
    .select('id')
    .where('subscription_id', '=', subscriptionId)
    .where('issue_on', '=', day)
    .where('kind', '=', 'digest')
    .executeTakeFirst();
  const unsent = issue && (await loadUnsentIssues(context.database, [issue.id])).get(issue.id);
  const prepared = unsent && (await prepareIssue(context, unsent));
  if (!prepared) return undefined;
  const { subject, text, html = '' } = prepared.message;
  return { subject, text, html };
}
