import type { Hono } from 'hono';
import {
  postAccount,
  postAccountDeletion,
  postApiToken,
  postApiTokenDeletion,
  showAccount,
} from './account-page.tsx';
import {
  postSignIn,
  postSignInLink,
  postSignOut,
  postSignOutEverywhere,
  showSignIn,
  showSignInLink,
} from './sign-in-pages.tsx';
import type { Site } from './site.ts';

/** What only those with an account use, every page on one screen; not there where the operator wants no accounts. */
export function routeAccounts(site: Site, app: Hono): void {
  app.get('/sign-in', (c) => showSignIn(site, c));
  app.post('/sign-in', (c) => postSignIn(site, c));
  app.get('/sign-in/:token', (c) => showSignInLink(site, c));
  app.post('/sign-in/:token', (c) => postSignInLink(site, c));
  app.post('/sign-out', (c) => postSignOut(site, c));
  app.post('/sign-out/everywhere', (c) => postSignOutEverywhere(site, c));

  app.get('/account', (c) => showAccount(site, c));
  app.post('/account', (c) => postAccount(site, c));
  app.post('/account/tokens', (c) => postApiToken(site, c));
  app.post('/account/tokens/:number/delete', (c) => postApiTokenDeletion(site, c));
  app.post('/account/delete', (c) => postAccountDeletion(site, c));
}
