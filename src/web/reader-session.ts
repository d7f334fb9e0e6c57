import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Person } from '../accounts/account.ts';
import { findSession, SESSION_LIFE_MS } from '../accounts/sessions.ts';
import { withQuery } from './addresses.ts';
import type { Site } from './site.ts';

/**
 * Who is signed in. Undefined for everybody without the cookie, at no cost. Whoever calls this answers by cookie: with
 * `Vary: Cookie`, and to the signed in with `no-store`.
 */
export async function findSignedIn(site: Site, c: Context): Promise<Person | undefined> {
  const token = sessionTokenOf(site, c);
  if (token === undefined) return undefined;
  const session = await findSession(site.database, site.clock, token);
  if (session?.isRenewed) writeSessionCookie(site, c, token);
  return session?.person;
}

/** Hands the page to whoever is signed in; anybody else is asked to sign in and comes back to `path`. */
export async function forSignedIn(
  site: Site,
  c: Context,
  path: string,
  answer: (person: Person) => Promise<Response>,
): Promise<Response> {
  const person = await findSignedIn(site, c);
  c.header('Cache-Control', 'no-store');
  return person ? answer(person) : c.redirect(withQuery('/sign-in', { next: path }), 303);
}

export function sessionTokenOf(site: Site, c: Context): string | undefined {
  const token = getCookie(c, cookieName(site));
  return token !== undefined && /^[\w-]{22}$/.test(token) ? token : undefined;
}

export function writeSessionCookie(site: Site, c: Context, token: string): void {
  setCookie(c, cookieName(site), token, { ...attributes(site), maxAge: SESSION_LIFE_MS / 1_000 });
}

export function deleteSessionCookie(site: Site, c: Context): void {
  deleteCookie(c, cookieName(site), attributes(site));
}

/** With the prefix `__Host-` a browser takes it from this very host alone, by https. */
function cookieName(site: Site): string {
  return isSecure(site) ? '__Host-offprint' : 'offprint';
}

function attributes(site: Site) {
  return { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure(site) } as const;
}

function isSecure({ config: { baseUrl } }: Site): boolean {
  return baseUrl.startsWith('https:');
}
