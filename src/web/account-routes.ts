import type { Hono } from 'hono';
import {
  postAccount,
  postAccountDeletion,
  postApiToken,
  postApiTokenDeletion,
  showAccount,
} from './account-page.tsx';
import {
  answerCollectionFile,
  postCollection,
  postCollectionChange,
  postCollectionDeletion,
  postCollectionPapers,
  postPaperIntoCollection,
  showCollection,
} from './collection-page.tsx';
import { answerLibraryFile, showLibrary } from './library-page.tsx';
import { postComment, postCommentDeletion, postSavedPaper, postUpvote } from './reader-actions.tsx';
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

  app.get('/library', (c) => showLibrary(site, c));
  app.post('/library/papers', (c) => postSavedPaper(site, c));
  app.get('/library/:file{papers\\..+}', (c) => answerLibraryFile(site, c));
  app.post('/collections', (c) => postCollection(site, c));
  app.get('/collections/:id{[0-9a-f]+}', (c) => showCollection(site, c));
  app.get('/collections/:file', (c) => answerCollectionFile(site, c));
  app.post('/collections/:id', (c) => postCollectionChange(site, c));
  app.post('/collections/:id/papers', (c) => postCollectionPapers(site, c));
  app.post('/collections/:id/delete', (c) => postCollectionDeletion(site, c));
  app.post('/collection-papers', (c) => postPaperIntoCollection(site, c));
  app.post('/upvotes', (c) => postUpvote(site, c));
  app.post('/comments', (c) => postComment(site, c));
  app.post('/comments/:number/delete', (c) => postCommentDeletion(site, c));

  app.get('/account', (c) => showAccount(site, c));
  app.post('/account', (c) => postAccount(site, c));
  app.post('/account/tokens', (c) => postApiToken(site, c));
  app.post('/account/tokens/:number/delete', (c) => postApiTokenDeletion(site, c));
  app.post('/account/delete', (c) => postAccountDeletion(site, c));
}
