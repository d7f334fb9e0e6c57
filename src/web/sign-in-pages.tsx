import type { Context } from 'hono';
import type { VNode } from 'preact';
import { requestSignIn } from '../accounts/request-sign-in.ts';
import { endAllSessions, endSession } from '../accounts/sessions.ts';
import { findSignInLink, signIn } from '../accounts/sign-in.ts';
import { clientAddress } from '../http/client-address.ts';
import { readForm } from './read-form.ts';
import {
  deleteSessionCookie,
  findSignedIn,
  forSignedIn,
  sessionTokenOf,
  writeSessionCookie,
} from './reader-session.ts';
import type { Site } from './site.ts';
import { Honeypot, HONEYPOT_FIELD } from './honeypot.tsx';
import { answerLetter, tokenOf } from './subscription-pages.tsx';

/** `GET /sign-in?next=/papers/...` */
export async function showSignIn(site: Site, c: Context): Promise<Response> {
  if (await findSignedIn(site, c)) return c.redirect('/library', 302);
  return answerLetter(site, c, { title: 'Sign in', main: <SignInForm next={c.req.query('next') ?? ''} /> });
}

/** `POST /sign-in`: the same answer for every address, with an account or without. */
export async function postSignIn(site: Site, c: Context): Promise<Response> {
  const text = await readForm(c);
  const [address, next] = [text('address'), text('next')];
  const sent = { title: 'Check your mail', main: <CheckYourMail /> };
  if (text(HONEYPOT_FIELD)) return answerLetter(site, c, sent);
  const ipAddress = clientAddress(c);
  const result = await requestSignIn(site.subscriptions, {
    address,
    nextPath: next,
    ...(ipAddress !== undefined && { ipAddress }),
  });
  if (result.outcome === 'requested') return answerLetter(site, c, sent);
  return answerLetter(site, c, {
    title: 'Sign in',
    status: result.outcome === 'invalid' ? 400 : 429,
    main: <SignInForm next={next} address={address.slice(0, 254)} problem={result.problem} />,
  });
}

/** The page behind the link in the mail. Mail scanners follow links, so only its button signs in. */
export async function showSignInLink(site: Site, c: Context): Promise<Response> {
  const link = await findSignInLink(site.subscriptions, tokenOf(c));
  if (!link) return answerUsedLink(site, c);
  return answerLetter(site, c, {
    title: 'Sign in',
    main: (
      <>
        <h1>Sign in</h1>
        <p>
          As <strong>{link.address}</strong>, on this device.
        </p>
        <form method="post">
          <button type="submit">Sign in</button>
        </form>
        <p class="hint">If you did not ask for this, close the page: nothing happens.</p>
      </>
    ),
  });
}

/** Always a new session: whatever the browser had before is ended, so that nobody can have prepared it. */
export async function postSignInLink(site: Site, c: Context): Promise<Response> {
  const signedIn = await signIn(site.subscriptions, tokenOf(c));
  if (!signedIn) return answerUsedLink(site, c);
  await endOwnSession(site, c);
  writeSessionCookie(site, c, signedIn.sessionToken);
  c.header('Cache-Control', 'no-store');
  return c.redirect(signedIn.nextPath, 303);
}

export async function postSignOut(site: Site, c: Context): Promise<Response> {
  await endOwnSession(site, c);
  deleteSessionCookie(site, c);
  c.header('Cache-Control', 'no-store');
  return c.redirect('/', 303);
}

export async function postSignOutEverywhere(site: Site, c: Context): Promise<Response> {
  return forSignedIn(site, c, '/account', async (person) => {
    await endAllSessions(site.database, person.id);
    return postSignOut(site, c);
  });
}

async function endOwnSession(site: Site, c: Context): Promise<void> {
  const token = sessionTokenOf(site, c);
  if (token !== undefined) await endSession(site.database, token);
}

function answerUsedLink(site: Site, c: Context): Response {
  return answerLetter(site, c, {
    title: 'This link does nothing',
    status: 410,
    main: (
      <>
        <p>
          This link does nothing any more: it works once, within 10 minutes, and a newer one takes its place.
        </p>
        <SignInForm next="" />
      </>
    ),
  });
}

function CheckYourMail(): VNode {
  return (
    <>
      <h1>Check your mail</h1>
      <p>If the address can get mail, a link is on its way to it. It signs you in once, within 10 minutes.</p>
      <p class="hint">
        Nothing after some minutes? Look in the spam folder. An address is written to at most once in 10
        minutes and five times a day.
      </p>
    </>
  );
}

function SignInForm({
  next,
  address = '',
  problem,
}: {
  next: string;
  address?: string;
  problem?: string;
}): VNode {
  return (
    <>
      <h1>Sign in</h1>
      <p>
        Reading, searching, feeds and the daily mail need no account. An account keeps your library and
        collections on this site, and lets you upvote and comment. It is your mail address and nothing else:
        no password.
      </p>
      <form method="post" action="/sign-in">
        <input type="hidden" name="next" value={next.slice(0, 500)} />
        <label for="address">Your mail address</label>
        <div class="field">
          <input
            type="email"
            id="address"
            name="address"
            value={address}
            required
            maxLength={254}
            autocomplete="email"
            aria-invalid={problem ? 'true' : undefined}
            aria-describedby={problem ? 'sign-in-problem' : undefined}
          />
          <button type="submit">Mail me a link</button>
        </div>
        <Honeypot />
      </form>
      {problem && (
        <p id="sign-in-problem" role="alert">
          {problem}
        </p>
      )}
      <p class="hint">
        The first link makes the account. Signing in sets one cookie, which says that it is you and nothing
        else.
      </p>
    </>
  );
}
