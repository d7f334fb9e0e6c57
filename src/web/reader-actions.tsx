import type { Context } from 'hono';
import type { Person } from '../accounts/account.ts';
import { deleteOwnComment, writeComment } from '../accounts/comments.ts';
import { savePaper, unsavePaper } from '../accounts/saved-papers.ts';
import { takeUpvoteBack, upvotePaper } from '../accounts/upvotes.ts';
import { renamePerson } from '../accounts/people.ts';
import { paperAddress } from '../papers/paper-address.ts';
import { findPaperByPublicId } from '../papers/paper-store.ts';
import type { Paper } from '../papers/paper.ts';
import { answerBadRequest, answerNotFound } from './error-pages.tsx';
import { LIBRARY_PATH } from './library-page.tsx';
import { CommentForm } from './paper-readers.tsx';
import { answerPage } from './page.tsx';
import { readForm } from './read-form.ts';
import { forSignedIn } from './reader-session.ts';
import type { Site } from './site.ts';

interface Action {
  person: Person;
  paper: Paper;
  text: (name: string) => string;
  /** Where the reader came from. */
  back: string;
}

/** `POST /upvotes`, with `upvoted=yes` or `no`: the state wanted, so that sending it twice is harmless. */
export function postUpvote(site: Site, c: Context): Promise<Response> {
  return act(site, c, async ({ person, paper, text, back }) => {
    if (text('upvoted') === 'no') await takeUpvoteBack(site.database, person.id, paper.id);
    else await upvotePaper(site, person.id, paper.id);
    return c.redirect(back, 303);
  });
}

/** `POST /library/papers`: saves, with `saved=no` removes; `read=yes|no` and `note` change what is kept with it. */
export function postSavedPaper(site: Site, c: Context): Promise<Response> {
  return act(site, c, async ({ person, paper, text, back }) => {
    if (text('saved') === 'no') {
      await unsavePaper(site, person.id, paper.id);
      return c.redirect(back, 303);
    }
    const hasNote = (await c.req.parseBody())['note'] !== undefined;
    const refused = await savePaper(site, person.id, paper.id, {
      ...(text('read') !== '' && { isRead: text('read') === 'yes' }),
      ...(hasNote && { note: text('note') }),
    });
    return refused ? answerBadRequest(site, c, refused.problem) : c.redirect(back, 303);
  });
}

/** `POST /comments`; what is not taken is shown again with a sentence. */
export function postComment(site: Site, c: Context): Promise<Response> {
  return act(site, c, async ({ person, paper, text, back }) => {
    const name = text('name');
    if (name && name !== person.name) await renamePerson(site.database, person.id, name);
    const refused = await writeComment(site.subscriptions, person.id, paper.id, text('text'));
    if (!refused) return c.redirect(back, 303);
    return answerPage(site, c, {
      title: 'Comment',
      status: 400,
      isPrivate: true,
      main: (
        <div class="narrow readers">
          <h1>Comment</h1>
          <p role="alert">{refused.problem}</p>
          <CommentForm paper={paper} name={name || person.name} text={text('text')} />
        </div>
      ),
    });
  });
}

/** `POST /comments/NUMBER/delete` */
export function postCommentDeletion(site: Site, c: Context): Promise<Response> {
  return act(site, c, async ({ person, back }) => {
    await deleteOwnComment(site.database, person.id, Number(c.req.param('number')));
    return c.redirect(back, 303);
  });
}

/** Each form names its paper; who is not signed in comes back to its page. */
async function act(site: Site, c: Context, answer: (action: Action) => Promise<Response>): Promise<Response> {
  const text = await readForm(c);
  const paper = await findPaperByPublicId(site.database, text('paper'));
  if (!paper) return answerNotFound(site, c, { what: 'No such paper is here.' });
  const page = paperAddress(paper.publicId);
  const back = text('from') === 'library' ? LIBRARY_PATH : `${page}#readers`;
  return forSignedIn(site, c, page, (person) => answer({ person, paper, text, back }));
}
