import type { Context } from 'hono';
import type { VNode } from 'preact';
import { formatPapers } from '../lib/format-count.ts';
import type { Person } from '../accounts/account.ts';
import { listCollections, type Collection } from '../accounts/collections.ts';
import { listSavedPapers, type SavedPaper, type SavedPapersQuery } from '../accounts/list-saved-papers.ts';
import { isRowCursor } from '../accounts/row-cursor.ts';
import { countSavedPapers, MAX_NOTE_LENGTH, MAX_SAVED_PAPERS } from '../accounts/saved-papers.ts';
import { mathToText } from '../lib/math-to-text.ts';
import { citationsOf } from '../papers/citations/citation-format.ts';
import { citationFormats } from '../papers/citations/citation-formats.ts';
import { withQuery } from './addresses.ts';
import { answerBadRequest, answerNotFound } from './error-pages.tsx';
import { NewCollection } from './collection-forms.tsx';
import { answerPage } from './page.tsx';
import { PaperList } from './paper-list.tsx';
import { ExportLinks } from './export-links.tsx';
import { forSignedIn } from './reader-session.ts';
import type { Site } from './site.ts';

export const LIBRARY_PATH = '/library';
const PAGE_SIZE = 50;

const states = { 'to-read': 'To read', read: 'Read' } as const;
type State = keyof typeof states;

interface Library {
  state: State | undefined;
  page: { papers: SavedPaper[]; next: string | null };
  count: number;
  collections: Collection[];
}

/** `/library`, `/library?state=to-read`: what a person saved, and her collections. */
export function showLibrary(site: Site, c: Context): Promise<Response> {
  return forSignedIn(site, c, LIBRARY_PATH, async (person) => {
    const cursor = c.req.query('cursor');
    if (cursor !== undefined && !isRowCursor(cursor)) {
      return answerBadRequest(site, c, 'This address goes on at a place that no list of this site gave out.');
    }
    const library = await readLibrary(site, person, c.req.query('state'), cursor);
    return answerPage(site, c, {
      title: 'Your library',
      section: 'library',
      isPrivate: true,
      main: <LibraryPage library={library} />,
    });
  });
}

/** `/library/papers.bib` and the like: all of it as a file. */
export function answerLibraryFile(site: Site, c: Context): Promise<Response> {
  return forSignedIn(site, c, LIBRARY_PATH, async (person) => {
    const extension = c.req.param('file')?.slice('papers.'.length);
    const format = Object.values(citationFormats).find((one) => one.extension === extension);
    if (!format) return answerNotFound(site, c);
    const { papers } = await listSavedPapers(site.database, person.id, { limit: MAX_SAVED_PAPERS });
    const text = citationsOf(
      format,
      papers.map(({ paper }) => paper),
    );
    return c.body(text, 200, {
      'Content-Type': `${format.mediaType}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="offprint-library.${format.extension}"`,
    });
  });
}

async function readLibrary(
  { database }: Site,
  { id }: Person,
  asked: string | undefined,
  cursor: string | undefined,
): Promise<Library> {
  const state = asked === 'to-read' || asked === 'read' ? asked : undefined;
  const query: SavedPapersQuery = {
    limit: PAGE_SIZE,
    ...(state && { state }),
    ...(cursor !== undefined && { cursor }),
  };
  const [page, count, collections] = await Promise.all([
    listSavedPapers(database, id, query),
    countSavedPapers(database, id),
    listCollections(database, id),
  ]);
  return { state, page, count, collections };
}

function LibraryPage({ library: { state, page, count, collections } }: { library: Library }): VNode {
  const savings = new Map(page.papers.map((saved) => [saved.paper.id, saved]));
  return (
    <div class="columns">
      <div>
        <div class="dateline">
          <h1>Your library</h1>
          <p>
            {formatPapers(count)} saved · <a href="/account">Your account</a>
          </p>
        </div>
        <nav class="tabs" aria-label="Reading state">
          <Tab href={LIBRARY_PATH} name="All" isCurrent={state === undefined} />
          {Object.entries(states).map(([key, name]) => (
            <Tab href={withQuery(LIBRARY_PATH, { state: key })} name={name} isCurrent={state === key} />
          ))}
        </nav>
        {page.papers.length > 0 ? (
          <PaperList
            papers={page.papers.map(({ paper }) => paper)}
            days="shown"
            level={2}
            below={(paper) => <SavedForm saved={savings.get(paper.id)!} />}
          />
        ) : (
          <p class="nothing">
            Nothing here. Every paper's page has a Save button; or <a href="/">see the newest papers</a>.
          </p>
        )}
        {page.next && (
          <nav class="pager" aria-label="Pages of this list">
            <a class="after" rel="next" href={withQuery(LIBRARY_PATH, { state, cursor: page.next })}>
              More papers
            </a>
          </nav>
        )}
        {count > 0 && <ExportLinks path={`${LIBRARY_PATH}/papers`} />}
      </div>
      <aside aria-label="Your collections">
        <Collections collections={collections} />
      </aside>
    </div>
  );
}

function Tab({ href, name, isCurrent }: { href: string; name: string; isCurrent: boolean }): VNode {
  return (
    <a href={href} aria-current={isCurrent ? 'page' : undefined}>
      {name}
    </a>
  );
}

/** What a person does with a paper in her library. */
function SavedForm({ saved: { paper, readAt, note } }: { saved: SavedPaper }): VNode {
  const title = mathToText(paper.title);
  const noteWords = note ? 'Change the note' : 'Note';
  const readWords = readAt ? 'Read: put back to be read' : 'Mark as read';
  return (
    <form method="post" action={`${LIBRARY_PATH}/papers`} class="saved">
      <input type="hidden" name="paper" value={paper.publicId} />
      <input type="hidden" name="from" value="library" />
      {note && <p class="note">{note}</p>}
      <details>
        <summary aria-label={`${noteWords}: ${title}`}>{noteWords}</summary>
        <textarea name="note" rows={3} maxLength={MAX_NOTE_LENGTH} aria-label="Note, for you alone">
          {note}
        </textarea>
        <button type="submit" class="quiet">
          Save the note
        </button>
      </details>
      <p class="row">
        <button
          type="submit"
          class="quiet"
          name="read"
          value={readAt ? 'no' : 'yes'}
          aria-label={`${readWords}: ${title}`}
        >
          {readWords}
        </button>
        <button type="submit" class="quiet" name="saved" value="no" aria-label={`Remove: ${title}`}>
          Remove
        </button>
      </p>
    </form>
  );
}

function Collections({ collections }: { collections: Collection[] }): VNode {
  return (
    <section class="card" aria-labelledby="collections">
      <h2 id="collections">Collections</h2>
      {collections.length > 0 && (
        <ul class="plain-list">
          {collections.map(({ publicId, name, paperCount: count, isPublic }) => (
            <li key={publicId}>
              <a href={`/collections/${publicId}`}>{name}</a>{' '}
              <span class="hint">
                {formatPapers(count)}
                {isPublic && ', public'}
              </span>
            </li>
          ))}
        </ul>
      )}
      <NewCollection />
    </section>
  );
}
