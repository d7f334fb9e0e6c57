import type { Context } from 'hono';
import type { VNode } from 'preact';
import { MAX_NAME_LENGTH, type Person } from '../accounts/account.ts';
import { addApiToken, deleteApiToken, listApiTokens, type ApiToken } from '../accounts/api-tokens.ts';
import { deleteAccount } from '../accounts/delete-account.ts';
import { renamePerson } from '../accounts/people.ts';
import { longDate } from './day-words.ts';
import { answerPage } from './page.tsx';
import { deleteSessionCookie, forSignedIn } from './reader-session.ts';
import { readForm } from './read-form.ts';
import type { Site } from './site.ts';

const PATH = '/account';

/** `GET /account`: a person's name, API tokens, and the ways out. */
export function showAccount(site: Site, c: Context): Promise<Response> {
  return forSignedIn(site, c, PATH, (person) => answerAccount(site, c, person));
}

export function postAccount(site: Site, c: Context): Promise<Response> {
  return forSignedIn(site, c, PATH, async (person) => {
    await renamePerson(site.database, person.id, (await readForm(c))('name'));
    return c.redirect(PATH, 303);
  });
}

/** Shows the new token in its answer, the only time that it can be seen. */
export function postApiToken(site: Site, c: Context): Promise<Response> {
  return forSignedIn(site, c, PATH, async (person) => {
    const access = (await readForm(c))('access') === 'write' ? 'write' : 'read';
    const added = await addApiToken(site, person.id, { name: (await readForm(c))('name'), access });
    return answerAccount(site, c, person, added);
  });
}

export function postApiTokenDeletion(site: Site, c: Context): Promise<Response> {
  return forSignedIn(site, c, PATH, async (person) => {
    await deleteApiToken(site.database, person.id, Number(c.req.param('number')));
    return c.redirect(`${PATH}#tokens`, 303);
  });
}

export function postAccountDeletion(site: Site, c: Context): Promise<Response> {
  return forSignedIn(site, c, PATH, async (person) => {
    if ((await readForm(c))('sure') !== 'yes') return c.redirect(`${PATH}#leave`, 303);
    const mails = (await readForm(c))('mails') === 'yes' ? 'delete' : 'keep';
    await deleteAccount(site.database, person.id, { mails });
    deleteSessionCookie(site, c);
    return answerPage(site, c, {
      title: 'Deleted',
      isPrivate: true,
      main: (
        <div class="narrow">
          <h1>Your account is deleted</h1>
          <p>Your address, library, collections, upvotes, comments and tokens are known here no more.</p>
          <p>
            <a href="/">The newest papers</a>
          </p>
        </div>
      ),
    });
  });
}

type Added = { token: string } | { problem: string };

async function answerAccount(site: Site, c: Context, person: Person, added?: Added): Promise<Response> {
  const tokens = await listApiTokens(site.database, person.id);
  return answerPage(site, c, {
    title: 'Your account',
    isPrivate: true,
    status: added && 'problem' in added ? 400 : 200,
    main: (
      <div class="narrow">
        <h1>Your account</h1>
        <p>
          Signed in as <strong>{person.address}</strong>, which nobody else is shown.{' '}
          <a href="/library">Your library</a>
        </p>
        <form method="post" action={PATH}>
          <label for="name">Name beside your comments</label>
          <div class="field">
            <input type="text" id="name" name="name" value={person.name} maxLength={MAX_NAME_LENGTH} />
            <button type="submit">Save</button>
          </div>
        </form>
        <Tokens tokens={tokens} added={added} />
        <Leave />
      </div>
    ),
  });
}

function Tokens({ tokens, added }: { tokens: ApiToken[]; added: Added | undefined }): VNode {
  return (
    <>
      <h2 id="tokens">API tokens</h2>
      <p>
        For programs that read your library or add to it: <code>Authorization: Bearer TOKEN</code> at{' '}
        <code>/api/v1/me</code>.
      </p>
      {added && (
        <div class="remarks" role={'token' in added ? 'status' : 'alert'}>
          {'token' in added ? (
            <p>
              Your new token, shown this once: <code>{added.token}</code>
            </p>
          ) : (
            <p>{added.problem}</p>
          )}
        </div>
      )}
      {tokens.length > 0 && (
        <ul class="plain-list">
          {tokens.map((token) => (
            <li key={token.id}>
              <form method="post" action={`${PATH}/tokens/${token.id}/delete`} class="row">
                <span>
                  {token.name}, may {token.access === 'write' ? 'read and write' : 'read'},{' '}
                  {token.usedOn ? `last used on ${longDate(token.usedOn)}` : 'never used'}
                </span>
                <button type="submit" class="quiet" aria-label={`Delete the token ${token.name}`}>
                  Delete
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <form method="post" action={`${PATH}/tokens`} class="stack">
        <label for="token-name">What the token is for</label>
        <div class="field">
          <input type="text" id="token-name" name="name" required maxLength={MAX_NAME_LENGTH} />
          <button type="submit">Make a token</button>
        </div>
        <label class="choice">
          <input type="checkbox" name="access" value="write" /> It may also write: save, upvote
        </label>
      </form>
    </>
  );
}

function Leave(): VNode {
  return (
    <>
      <h2 id="leave">Leave</h2>
      <div class="row">
        <form method="post" action="/sign-out">
          <button type="submit">Sign out</button>
        </form>
        <form method="post" action="/sign-out/everywhere">
          <button type="submit" class="quiet">
            Sign out everywhere
          </button>
        </form>
      </div>
      <form method="post" action={`${PATH}/delete`} class="stack">
        <label class="choice">
          <input type="checkbox" name="sure" value="yes" required /> Delete my account with everything in it
        </label>
        <label class="choice">
          <input type="checkbox" name="mails" value="yes" /> and the daily mail to my address with it
        </label>
        <button type="submit" class="plain">
          Delete
        </button>
      </form>
    </>
  );
}
