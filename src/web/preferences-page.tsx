import type { Context } from 'hono';
import type { VNode } from 'preact';
import {
  addInterestPapers,
  forgetInterestPaper,
  listInterestPapers,
  type InterestPaper,
} from '../digests/preferences/interest-papers.ts';
import {
  findPreferences,
  listPreferenceProblems,
  savePreferences,
  type SubscriptionPreferences,
} from '../digests/preferences/save-preferences.ts';
import { deleteSubscription } from '../digests/unsubscribe.ts';
import { PreferencesForm } from './preferences-form.tsx';
import { readPreferencesForm } from './read-preferences-form.ts';
import type { Site } from './site.ts';
import { answerLetter, answerUselessLink, tokenOf } from './subscription-pages.tsx';

/** `GET /subscriptions/preferences/TOKEN`: what a reader asked for; looking changes nothing. */
export async function showPreferences(site: Site, c: Context): Promise<Response> {
  const found = await findPreferences(site.subscriptions, tokenOf(c));
  if (!found) return answerUselessLink(site, c);
  return answerPreferences(site, c, found);
}

/** Keeps what the form says, or shows it again with what is wrong. No cookie: the address is the proof. */
export async function postPreferences(site: Site, c: Context): Promise<Response> {
  const found = await findPreferences(site.subscriptions, tokenOf(c));
  if (!found) return answerUselessLink(site, c);
  const { interests, forgotten, ...wishes } = await readPreferencesForm(await c.req.formData());
  const problems = listPreferenceProblems(wishes);
  if (problems.length > 0) return answerPreferences(site, c, { ...found, ...wishes }, { problems });
  const { id } = found.subscription;
  await savePreferences(site.subscriptions, id, wishes);
  const known = new Map(
    (await listInterestPapers(site.database, id)).map(({ paper }) => [paper.publicId as string, paper]),
  );
  for (const publicId of forgotten) {
    const paper = known.get(publicId);
    if (paper) await forgetInterestPaper(site.database, id, paper.id);
  }
  const notes: string[] = [];
  for (const text of interests) {
    const { papers, unknown } = await addInterestPapers(site.subscriptions, id, text);
    notes.push(`${papers.length} ${papers.length === 1 ? 'paper' : 'papers'} added to your interests.`);
    if (unknown.length > 0) notes.push(`Not in this collection: ${shortList(unknown)}.`);
  }
  return answerPreferences(site, c, { ...found, ...wishes }, { notes: ['Saved.', ...notes] });
}

/** Deletes the subscription, the address and all that is known of it, at once. */
export async function postDeletion(site: Site, c: Context): Promise<Response> {
  const found = await findPreferences(site.subscriptions, tokenOf(c));
  if (!found) return answerUselessLink(site, c);
  await deleteSubscription(site.database, found.subscription.id);
  return answerLetter(site, c, {
    title: 'Deleted',
    main: (
      <>
        <h1>Everything is deleted</h1>
        <p>Your address, what you asked for and which papers you were sent are known here no more.</p>
        <p>
          <a href="/">The newest papers</a>
        </p>
      </>
    ),
  });
}

async function answerPreferences(
  site: Site,
  c: Context,
  wishes: SubscriptionPreferences,
  { problems = [], notes = [] }: { problems?: string[]; notes?: string[] } = {},
): Promise<Response> {
  const interests = await listInterestPapers(site.database, wishes.subscription.id);
  return answerLetter(site, c, {
    title: 'Your mails',
    status: problems.length > 0 ? 400 : 200,
    main: (
      <>
        <h1>Your mails</h1>
        <p>
          What Offprint sends to <strong>{wishes.subscription.address}</strong>
          {wishes.subscription.state === 'ended' && ' once you subscribe again'}.{' '}
          <a href={`/subscriptions/issues/${wishes.issueToken}`}>Your mails so far</a>
        </p>
        <Remarks role="alert" lines={problems} />
        <Remarks role="status" lines={notes} />
        <PreferencesForm {...wishes} interests={interests satisfies InterestPaper[]} />
        <h2 id="leave">Leave</h2>
        <p>Every mail has a link to unsubscribe. To have all that is known of you deleted as well:</p>
        <form method="post" action={`/subscriptions/preferences/${tokenOf(c)}/delete`}>
          <label class="choice">
            <input type="checkbox" name="sure" value="yes" required /> Delete my address, my choices and the
            list of papers I was sent
          </label>
          <button type="submit" class="plain">
            Leave and delete everything
          </button>
        </form>
      </>
    ),
  });
}

function Remarks({ role, lines }: { role: 'alert' | 'status'; lines: string[] }): VNode | null {
  if (lines.length === 0) return null;
  return (
    <div class="remarks" role={role}>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

const SHOWN = 5;

function shortList(names: string[]): string {
  const more = names.length - SHOWN;
  return `${names.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
