import type { Context } from 'hono';
import type { ComponentChildren, VNode } from 'preact';
import { confirmSubscription, findConfirmation, type Confirmation } from '../digests/confirm-subscription.ts';
import { requestSubscription } from '../digests/request-subscription.ts';
import { findSubscriptionByUnsubscribeToken, unsubscribe } from '../digests/unsubscribe.ts';
import { clientAddress } from '../http/client-address.ts';
import { answerPage, type Page } from './page.tsx';
import type { Site } from './site.ts';
import { HONEYPOT_FIELD } from './honeypot.tsx';
import { SubscribeForm } from './subscribe-form.tsx';

/** `POST /subscribe`: the same answer for every address, known or not. */
export async function postSubscription(site: Site, c: Context): Promise<Response> {
  const form = await c.req.parseBody();
  const address = typeof form['address'] === 'string' ? form['address'].trim() : '';
  if (form[HONEYPOT_FIELD])
    return answerLetter(site, c, { title: 'Check your mail', main: <CheckYourMail /> });
  const ipAddress = clientAddress(c);
  const result = await requestSubscription(site.subscriptions, {
    address,
    ...(ipAddress !== undefined && { ipAddress }),
  });
  if (result.outcome === 'requested') {
    return answerLetter(site, c, { title: 'Check your mail', main: <CheckYourMail /> });
  }
  return answerLetter(site, c, {
    title: 'Subscribe',
    status: result.outcome === 'invalid' ? 400 : 429,
    main: <SubscribeForm address={address.slice(0, 254)} problem={result.problem} />,
  });
}

/** The page behind the link in the confirmation mail. Mail scanners follow links, so only its button confirms. */
export async function showConfirmation(site: Site, c: Context): Promise<Response> {
  const confirmation = await findConfirmation(site.subscriptions, tokenOf(c));
  if (confirmation?.state !== 'open') return answerConfirmation(site, c, confirmation);
  return answerLetter(site, c, {
    title: 'Confirm your subscription',
    main: (
      <>
        <h1>One more click</h1>
        <p>
          Offprint will send trending papers to <strong>{confirmation.subscription.address}</strong>, once a
          day.
        </p>
        <form method="post">
          <button type="submit">Confirm</button>
        </form>
        <p class="hint">If you did not ask for this, close the page: nothing will be sent.</p>
      </>
    ),
  });
}

export async function postConfirmation(site: Site, c: Context): Promise<Response> {
  return answerConfirmation(site, c, await confirmSubscription(site.subscriptions, tokenOf(c)));
}

/** The page behind the link in every mail; only its button, or the mail program's own, unsubscribes. */
export async function showUnsubscription(site: Site, c: Context): Promise<Response> {
  const subscription = await findSubscriptionByUnsubscribeToken(site.subscriptions, tokenOf(c));
  if (!subscription) return answerUselessLink(site, c);
  if (subscription.state === 'ended') return answerUnsubscribed(site, c, subscription.address);
  return answerLetter(site, c, {
    title: 'Unsubscribe',
    main: (
      <>
        <h1>Unsubscribe</h1>
        <p>
          No more mails to <strong>{subscription.address}</strong>?
        </p>
        <form method="post">
          <button type="submit">Unsubscribe</button>
        </form>
      </>
    ),
  });
}

/** One click of the page's button or of a mail program (RFC 8058): at once, again harmless, never a redirect. */
export async function postUnsubscription(site: Site, c: Context): Promise<Response> {
  const subscription = await unsubscribe(site.subscriptions, tokenOf(c));
  return subscription ? answerUnsubscribed(site, c, subscription.address) : answerUselessLink(site, c);
}

export function tokenOf(c: Context): string {
  return c.req.param('token') ?? '';
}

/** A page for one reader: kept by no cache and no search engine, and its address goes nowhere as a referrer. */
export function answerLetter(
  site: Site,
  c: Context,
  page: Pick<Page, 'title' | 'status'> & { main: ComponentChildren },
): Response {
  c.header('Referrer-Policy', 'no-referrer');
  return answerPage(site, c, { ...page, isPrivate: true, main: <div class="narrow">{page.main}</div> });
}

function CheckYourMail(): VNode {
  return (
    <>
      <h1>Check your mail</h1>
      <p>
        If the address can get mail, a link is on its way to it. The subscription begins when you open it and
        confirm.
      </p>
      <p class="hint">
        Nothing after some minutes? Look in the spam folder. An address is written to at most once a day, so
        asking again at once sends nothing more.
      </p>
      <p>
        <a href="/">Back to the newest papers</a>
      </p>
    </>
  );
}

function answerConfirmation(site: Site, c: Context, confirmation: Confirmation | undefined): Response {
  if (!confirmation) return answerUselessLink(site, c);
  if (confirmation.state === 'done') {
    return answerLetter(site, c, {
      title: 'Subscribed',
      main: (
        <>
          <h1>You are subscribed</h1>
          <p>
            Trending papers will come to <strong>{confirmation.subscription.address}</strong> once a day, on
            days with new papers. Every mail has a link to leave.
          </p>
          <p>
            <a href={`/subscriptions/preferences/${confirmation.preferencesToken}`}>
              Choose fields, topics, authors and the time of day
            </a>
          </p>
          <p>
            <a href="/">Read the newest papers now</a>
          </p>
        </>
      ),
    });
  }
  return answerLetter(site, c, {
    title: 'This link has expired',
    status: 410,
    main: (
      <>
        <h1>This link has expired</h1>
        <p>Links to confirm are good for 48 hours. Ask for another:</p>
        <SubscribeForm />
      </>
    ),
  });
}

function answerUnsubscribed(site: Site, c: Context, address: string): Response {
  return answerLetter(site, c, {
    title: 'Unsubscribed',
    main: (
      <>
        <h1>Unsubscribed</h1>
        <p>
          <strong>{address}</strong> gets no more mails. If that was a mistake, subscribe again:
        </p>
        <SubscribeForm />
      </>
    ),
  });
}

export function answerUselessLink(site: Site, c: Context): Response {
  return answerLetter(site, c, {
    title: 'This link does nothing',
    status: 404,
    main: (
      <>
        <h1>This link does nothing</h1>
        <p>
          It may have been cut on its way: copy the whole address from the mail. If a newer mail came since,
          use the link in that one.
        </p>
        <SubscribeForm />
      </>
    ),
  });
}
