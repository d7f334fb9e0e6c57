import type { VNode } from 'preact';
import { MAX_NAME_LENGTH, type Person } from '../accounts/account.ts';
import { listCollections, type Collection } from '../accounts/collections.ts';
import { listComments, MAX_COMMENT_LENGTH, type Comment } from '../accounts/comments.ts';
import { findSaving, MAX_NOTE_LENGTH, type Saving } from '../accounts/saved-papers.ts';
import { countUpvotes } from '../accounts/upvotes.ts';
import { formatCount } from '../lib/format-count.ts';
import { paperAddress } from '../papers/paper-address.ts';
import type { Paper } from '../papers/paper.ts';
import { withQuery } from './addresses.ts';
import { CommentText } from './comment-text.tsx';
import { dateWords } from './day-words.ts';
import type { Site } from './site.ts';

/** What this site's readers did with a paper, as one reader sees it. */
export interface PaperReaders {
  person: Person | undefined;
  upvotes: { count: number; isOwn: boolean };
  comments: Comment[];
  saving: Saving | undefined;
  collections: Collection[];
}

export async function readPaperReaders(
  { database }: Site,
  paper: Paper,
  person: Person | undefined,
): Promise<PaperReaders> {
  return {
    person,
    upvotes: await countUpvotes(database, paper.id, person?.id),
    comments: await listComments(database, paper.id, person?.id),
    saving: person && (await findSaving(database, person.id, paper.id)),
    collections: person ? await listCollections(database, person.id) : [],
  };
}

/** A quiet block on a paper's page: the same for everybody who is not signed in. */
export function Readers({ paper, readers }: { paper: Paper; readers: PaperReaders }): VNode {
  const { person, upvotes, comments } = readers;
  const counts = [countOf(upvotes.count, 'upvote'), countOf(comments.length, 'comment')].filter(Boolean);
  return (
    <section class="readers" aria-labelledby="readers">
      <h2 id="readers">Readers</h2>
      {person ? (
        <Actions paper={paper} readers={readers} />
      ) : (
        <p class="hint">
          {counts.length > 0 && `${counts.join(', ')}. `}
          <a href={withQuery('/sign-in', { next: paperAddress(paper.publicId) })} rel="nofollow">
            Sign in
          </a>{' '}
          to upvote, save or comment.
        </p>
      )}
      {comments.map((comment) => (
        <CommentView key={comment.id} paper={paper} comment={comment} />
      ))}
      {person && (
        <details>
          <summary>Write a comment</summary>
          <CommentForm paper={paper} name={person.name} />
        </details>
      )}
    </section>
  );
}

function countOf(count: number, word: string): string {
  return count === 0 ? '' : `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`;
}

function Actions({ paper, readers }: { paper: Paper; readers: PaperReaders }): VNode {
  const { upvotes, saving, collections } = readers;
  return (
    <>
      <div class="row">
        <form method="post" action="/upvotes">
          <PaperField paper={paper} />
          <button type="submit" class="quiet" name="upvoted" value={upvotes.isOwn ? 'no' : 'yes'}>
            {upvotes.isOwn ? 'Take the upvote back' : 'Upvote'}
            {upvotes.count > 0 && ` · ${formatCount(upvotes.count)}`}
          </button>
        </form>
        <form method="post" action="/library/papers" class="row">
          <PaperField paper={paper} />
          <button type="submit" class="quiet" name="saved" value={saving ? 'no' : 'yes'}>
            {saving ? 'Remove from your library' : 'Save'}
          </button>
          {saving && (
            <button type="submit" class="quiet" name="read" value={saving.readAt ? 'no' : 'yes'}>
              {saving.readAt ? 'Read: put back to be read' : 'Mark as read'}
            </button>
          )}
        </form>
      </div>
      {saving?.note && <p class="note">{saving.note}</p>}
      <details>
        <summary>Note and collections</summary>
        <form method="post" action="/library/papers" class="stack">
          <PaperField paper={paper} />
          <label for="note">Note, for you alone</label>
          <textarea id="note" name="note" rows={3} maxLength={MAX_NOTE_LENGTH}>
            {saving?.note}
          </textarea>
          <button type="submit" class="quiet">
            Save with the note
          </button>
        </form>
        {collections.length > 0 && <IntoCollection paper={paper} collections={collections} />}
        <p class="hint">
          <a href="/library">Your library and collections</a>
        </p>
      </details>
    </>
  );
}

function IntoCollection({ paper, collections }: { paper: Paper; collections: Collection[] }): VNode {
  return (
    <form method="post" action="/collection-papers" class="row">
      <PaperField paper={paper} />
      <select name="collection" aria-label="Collection">
        {collections.map(({ publicId, name }) => (
          <option key={publicId} value={publicId}>
            {name}
          </option>
        ))}
      </select>
      <button type="submit" class="quiet">
        Add to the collection
      </button>
    </form>
  );
}

function CommentView({ paper, comment }: { paper: Paper; comment: Comment }): VNode {
  const { id, author, text, writtenAt, isOwn, isHidden } = comment;
  return (
    <article class="comment" id={`comment-${id}`}>
      <p class="hint">
        <strong>{author || 'A reader'}</strong>,{' '}
        <time dateTime={writtenAt}>{dateWords(writtenAt.slice(0, 10))}</time>
        {isHidden && ', hidden by the operator: only you see it'}
      </p>
      <CommentText text={text} />
      {isOwn && (
        <form method="post" action={`/comments/${id}/delete`}>
          <PaperField paper={paper} />
          <button type="submit" class="quiet">
            Delete your comment
          </button>
        </form>
      )}
    </article>
  );
}

export function CommentForm({
  paper,
  name,
  text = '',
}: {
  paper: Paper;
  name: string;
  text?: string;
}): VNode {
  return (
    <form method="post" action="/comments" class="stack">
      <PaperField paper={paper} />
      <label for="comment">Comment, for everybody; mathematics as $x^2$</label>
      <textarea id="comment" name="text" rows={5} required maxLength={MAX_COMMENT_LENGTH}>
        {text}
      </textarea>
      <label for="comment-name">Your name beside it; empty: a reader</label>
      <input type="text" id="comment-name" name="name" value={name} maxLength={MAX_NAME_LENGTH} />
      <button type="submit">Comment</button>
    </form>
  );
}

function PaperField({ paper }: { paper: Paper }): VNode {
  return <input type="hidden" name="paper" value={paper.publicId} />;
}
