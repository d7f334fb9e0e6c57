import type { Context } from 'hono';
import type { VNode } from 'preact';
import { formatPapers } from '../lib/format-count.ts';
import {
  addPapers,
  addPapersFromText,
  listCollectionPapers,
  MAX_COLLECTION_PAPERS,
  removePaper,
  type AddedPapers,
} from '../accounts/collection-papers.ts';
import {
  addCollection,
  changeCollection,
  deleteCollection,
  findCollection,
  type Collection,
} from '../accounts/collections.ts';
import { isRowCursor } from '../accounts/row-cursor.ts';
import { mathToText } from '../lib/math-to-text.ts';
import { citationsOf } from '../papers/citations/citation-format.ts';
import { citationFormats } from '../papers/citations/citation-formats.ts';
import { paperAddress } from '../papers/paper-address.ts';
import { findPaperByPublicId } from '../papers/paper-store.ts';
import type { Paper } from '../papers/paper.ts';
import { withQuery } from './addresses.ts';
import { AddedRemarks, CollectionForms, COLLECTIONS_PATH } from './collection-forms.tsx';
import { answerBadRequest, answerNotFound } from './error-pages.tsx';
import { ExportLinks } from './export-links.tsx';
import { LIBRARY_PATH } from './library-page.tsx';
import { answerPage } from './page.tsx';
import { PaperList } from './paper-list.tsx';
import { readForm, readPostedFile } from './read-form.ts';
import { findSignedIn, forSignedIn } from './reader-session.ts';
import type { Site } from './site.ts';

const PAGE_SIZE = 50;

/** `/collections/ID`: for everybody where it is public; its owner has the forms beside it. */
export async function showCollection(site: Site, c: Context): Promise<Response> {
  c.header('Vary', 'Cookie');
  const reader = await findSignedIn(site, c);
  const collection = await findCollection(site.database, c.req.param('id') ?? '', reader?.id);
  if (!collection) return answerNoCollection(site, c);
  const cursor = c.req.query('cursor');
  if (cursor !== undefined && !isRowCursor(cursor)) {
    return answerBadRequest(site, c, 'This address goes on at a place that no list of this site gave out.');
  }
  return answerCollection(site, c, collection, { ...(cursor !== undefined && { cursor }) });
}

/** `/collections/ID.bib` of a private collection, for its owner; those of public ones are among the feeds. */
export async function answerCollectionFile(site: Site, c: Context): Promise<Response> {
  const [, id = '', extension] = /^([0-9a-f]+)\.([a-z.]+)$/.exec(c.req.param('file') ?? '') ?? [];
  const format = Object.values(citationFormats).find((one) => one.extension === extension);
  const reader = await findSignedIn(site, c);
  const collection = reader && (await findCollection(site.database, id, reader.id));
  if (!format || !collection) return answerNoCollection(site, c);
  const { papers } = await listCollectionPapers(site.database, collection, { limit: MAX_COLLECTION_PAPERS });
  return c.body(citationsOf(format, papers), 200, {
    'Content-Type': `${format.mediaType}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="offprint-collection.${format.extension}"`,
    'Cache-Control': 'no-store',
  });
}

export function postCollection(site: Site, c: Context): Promise<Response> {
  return forSignedIn(site, c, LIBRARY_PATH, async (person) => {
    const added = await addCollection(site, person.id, (await readForm(c))('name'));
    return 'problem' in added
      ? answerBadRequest(site, c, added.problem)
      : c.redirect(`${COLLECTIONS_PATH}/${added.publicId}`, 303);
  });
}

/** Renames it, makes it public or private. */
export function postCollectionChange(site: Site, c: Context): Promise<Response> {
  return forOwner(site, c, async (collection, path) => {
    const text = await readForm(c);
    const isPublic = text('public');
    await changeCollection(site, collection, {
      name: text('name'),
      ...(isPublic !== '' && { isPublic: isPublic === 'yes' }),
    });
    return c.redirect(path, 303);
  });
}

export function postCollectionDeletion(site: Site, c: Context): Promise<Response> {
  return forOwner(site, c, async (collection, path) => {
    if ((await readForm(c))('sure') !== 'yes') return c.redirect(path, 303);
    await deleteCollection(site.database, collection);
    return c.redirect(LIBRARY_PATH, 303);
  });
}

/** Adds what a list or a file names and says what became of it; with `removed`, takes one paper out. */
export function postCollectionPapers(site: Site, c: Context): Promise<Response> {
  return forOwner(site, c, async (collection, path) => {
    const text = await readForm(c);
    const removed = text('removed') && (await findPaperByPublicId(site.database, text('removed')));
    if (removed) {
      await removePaper(site.database, collection, removed.id);
      return c.redirect(path, 303);
    }
    const named = `${text('papers')}\n${await readPostedFile(c, 'file')}`.trim();
    const added = await addPapersFromText(site, collection, named);
    return answerCollection(
      site,
      c,
      { ...collection, paperCount: collection.paperCount + added.addedCount },
      { added },
    );
  });
}

/** `POST /collection-papers`: a paper from its own page into one of the person's collections. */
export function postPaperIntoCollection(site: Site, c: Context): Promise<Response> {
  return forSignedIn(site, c, LIBRARY_PATH, async (person) => {
    const text = await readForm(c);
    const paper = await findPaperByPublicId(site.database, text('paper'));
    const collection = await findCollection(site.database, text('collection'), person.id);
    if (!paper || !collection?.isOwn) return answerNoCollection(site, c);
    await addPapers(site, collection, [paper.id]);
    return c.redirect(`${paperAddress(paper.publicId)}#readers`, 303);
  });
}

/** Who may only read a collection learns no more than who may not. */
async function forOwner(
  site: Site,
  c: Context,
  answer: (collection: Collection, path: string) => Promise<Response>,
): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const path = `${COLLECTIONS_PATH}/${id}`;
  return forSignedIn(site, c, LIBRARY_PATH, async (person) => {
    const collection = await findCollection(site.database, id, person.id);
    return collection?.isOwn ? answer(collection, path) : answerNoCollection(site, c);
  });
}

function answerNoCollection(site: Site, c: Context): Response {
  return answerNotFound(site, c, { what: 'There is no such collection, or it is private.' });
}

async function answerCollection(
  site: Site,
  c: Context,
  collection: Collection,
  { cursor, added }: { cursor?: string; added?: AddedPapers },
): Promise<Response> {
  const page = await listCollectionPapers(site.database, collection, {
    limit: PAGE_SIZE,
    ...(cursor !== undefined && { cursor }),
  });
  const path = `${COLLECTIONS_PATH}/${collection.publicId}`;
  return answerPage(site, c, {
    title: collection.name,
    ...(collection.isPublic && { feedPath: `${path}.atom`, canonicalPath: withQuery(path, { cursor }) }),
    ...(!collection.isPublic && { isPrivate: true as const }),
    ...(collection.isOwn && { cacheControl: 'no-store' }),
    main: <CollectionPage collection={collection} page={page} path={path} added={added} />,
  });
}

interface CollectionPageProps {
  collection: Collection;
  page: { papers: Paper[]; next: string | null };
  path: string;
  added: AddedPapers | undefined;
}

function CollectionPage({ collection, page, path, added }: CollectionPageProps): VNode {
  const { name, paperCount: count, ownerName, isOwn, isPublic } = collection;
  const remove = (paper: Paper): VNode => (
    <form method="post" action={`${path}/papers`}>
      <button
        type="submit"
        class="quiet"
        name="removed"
        value={paper.publicId}
        aria-label={`Remove: ${mathToText(paper.title)}`}
      >
        Remove
      </button>
    </form>
  );
  const list = (
    <div>
      <div class="dateline">
        <h1>{name}</h1>
        <p>
          {formatPapers(count)}
          {ownerName && `, collected by ${ownerName}`}
          {isOwn && (
            <>
              {' · '}
              <a href={LIBRARY_PATH}>Your library</a>
            </>
          )}
        </p>
      </div>
      {added && <AddedRemarks added={added} />}
      <PaperList papers={page.papers} days="shown" level={2} {...(isOwn && { below: remove })} />
      {page.papers.length === 0 && <p class="nothing">No papers yet.</p>}
      {page.next && (
        <nav class="pager" aria-label="Pages of this list">
          <a class="after" rel="next" href={withQuery(path, { cursor: page.next })}>
            More papers
          </a>
        </nav>
      )}
      {!isPublic && count > 0 && <ExportLinks path={path} />}
    </div>
  );
  if (!isOwn) return list;
  return (
    <div class="columns">
      {list}
      <aside aria-label="Change this collection">
        <CollectionForms collection={collection} />
      </aside>
    </div>
  );
}
