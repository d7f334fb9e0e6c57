import type { VNode } from 'preact';
import { formatPapers } from '../lib/format-count.ts';
import { MAX_NAME_LENGTH } from '../accounts/account.ts';
import type { AddedPapers } from '../accounts/collection-papers.ts';
import type { Collection } from '../accounts/collections.ts';

export const COLLECTIONS_PATH = '/collections';

export function NewCollection(): VNode {
  return (
    <form method="post" action={COLLECTIONS_PATH}>
      <div class="field">
        <input
          type="text"
          name="name"
          required
          maxLength={MAX_NAME_LENGTH}
          aria-label="Name of a new collection"
          placeholder="A new collection"
        />
        <button type="submit">Make</button>
      </div>
    </form>
  );
}

/** What an owner does with a collection, beside its papers. */
export function CollectionForms({ collection }: { collection: Collection }): VNode {
  const { publicId, name, isPublic } = collection;
  const path = `${COLLECTIONS_PATH}/${publicId}`;
  return (
    <>
      <section class="card" aria-labelledby="add">
        <h2 id="add">Add papers</h2>
        <form method="post" action={`${path}/papers`} encType="multipart/form-data" class="stack">
          <label for="papers">arXiv ids, DOIs or addresses</label>
          <textarea id="papers" name="papers" rows={3} maxLength={100_000} />
          <label for="file">or a BibTeX, RIS or CSL-JSON file, as Zotero exports it</label>
          <input type="file" id="file" name="file" />
          <button type="submit">Add</button>
        </form>
      </section>
      <section class="card" aria-labelledby="about-collection">
        <h2 id="about-collection">{isPublic ? 'Public' : 'Private'}</h2>
        <p>
          {isPublic
            ? 'Everybody with the address can read it and follow its feeds.'
            : 'Only you can see it. Public, it has a lasting address and feeds.'}
        </p>
        <form method="post" action={path} class="stack">
          <button type="submit" class="quiet" name="public" value={isPublic ? 'no' : 'yes'}>
            {isPublic ? 'Make it private' : 'Make it public'}
          </button>
          <label for="name">Name</label>
          <div class="field">
            <input type="text" id="name" name="name" value={name} maxLength={MAX_NAME_LENGTH} />
            <button type="submit" class="quiet">
              Rename
            </button>
          </div>
        </form>
        <form method="post" action={`${path}/delete`} class="stack">
          <label class="choice">
            <input type="checkbox" name="sure" value="yes" required /> Delete this collection
          </label>
          <button type="submit" class="quiet">
            Delete
          </button>
        </form>
      </section>
    </>
  );
}

const SHOWN = 10;

/** What became of a list or a file that was given. */
export function AddedRemarks({
  added: { addedCount, unknown, leftOutCount },
}: {
  added: AddedPapers;
}): VNode {
  const more = unknown.length - SHOWN;
  return (
    <div class="remarks" role="status">
      <p>{formatPapers(addedCount)} added.</p>
      {unknown.length > 0 && (
        <p>
          Not on this site: {unknown.slice(0, SHOWN).join('; ')}
          {more > 0 && ` and ${more} more`}.
        </p>
      )}
      {leftOutCount > 0 && <p>{formatPapers(leftOutCount)} left out: the collection is full.</p>}
    </div>
  );
}
