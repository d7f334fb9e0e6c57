import type { Context } from 'hono';
import type { VNode } from 'preact';
import { formatPapers } from '../lib/format-count.ts';
import { citationsOf } from '../papers/citations/citation-format.ts';
import { citationFormats } from '../papers/citations/citation-formats.ts';
import { findPaperByPublicId } from '../papers/paper-store.ts';
import type { Paper } from '../papers/paper.ts';
import { answerBadRequest } from './error-pages.tsx';
import { answerPage } from './page.tsx';
import { PaperList } from './paper-list.tsx';
import type { Site } from './site.ts';

/** As many as the browser keeps. */
const MAX_PAPERS = 500;

/** `/reading-list`: the papers that a reader saved, known to her browser alone; a script asks for their rows. */
export function showReadingList(site: Site, c: Context): Response {
  return answerReadingList(site, c, { papers: [] });
}

/** The same with the papers whose identifiers the browser sent. Posted, so that no log or history has them. */
export async function postReadingList(site: Site, c: Context): Promise<Response> {
  return answerReadingList(site, c, { papers: await readPapers(site, c) });
}

/** The saved papers as a file for a reference manager. */
export async function postReadingListFile(site: Site, c: Context): Promise<Response> {
  const papers = await readPapers(site, c);
  const form = await c.req.parseBody();
  const format = Object.values(citationFormats).find(({ extension }) => extension === form['format']);
  if (!format) return answerBadRequest(site, c, 'A file is BibTeX, BibLaTeX, RIS, CSL-JSON or CSV.');
  return c.body(citationsOf(format, papers), 200, {
    'Content-Type': `${format.mediaType}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="reading-list.${format.extension}"`,
    'Cache-Control': 'no-store',
  });
}

async function readPapers({ database }: Site, c: Context): Promise<Paper[]> {
  const { ids } = await c.req.parseBody();
  const given = typeof ids === 'string' ? ids.split(/\s+/).filter(Boolean) : [];
  const papers: Paper[] = [];
  for (const id of [...new Set(given)].slice(0, MAX_PAPERS)) {
    const paper = await findPaperByPublicId(database, id);
    if (paper) papers.push(paper);
  }
  return papers;
}

function answerReadingList(site: Site, c: Context, { papers }: { papers: Paper[] }): Response {
  return answerPage(site, c, {
    title: 'Reading list',
    description: 'The papers you saved, kept in your browser alone.',
    isPrivate: true,
    scripts: ['reading-keys.js', 'saved-papers.js', 'reading-list.js'],
    main: (
      <div class="list-alone">
        <div class="dateline">
          <h1>Reading list</h1>
          <p>
            Kept in this browser alone; no account, nothing stored here.{' '}
            <a href="/about/privacy#browser">How</a>
          </p>
        </div>
        <div id="reading-list">{papers.length > 0 ? <SavedPapers papers={papers} /> : <NothingSaved />}</div>
      </div>
    ),
  });
}

function SavedPapers({ papers }: { papers: Paper[] }): VNode {
  return (
    <>
      <p class="hint">{formatPapers(papers.length)}, the one saved last first.</p>
      <PaperList papers={papers} days="shown" level={2} />
      <form class="outputs" method="post" action="/reading-list/file">
        <input type="hidden" name="ids" value={papers.map(({ publicId }) => publicId).join(' ')} />
        <p>
          Keep it as a file:{' '}
          {Object.entries({ bib: 'BibTeX', ris: 'RIS', 'csl.json': 'CSL-JSON', csv: 'CSV' }).map(
            ([extension, name]) => (
              <>
                <button class="quiet" name="format" value={extension}>
                  {name}
                </button>{' '}
              </>
            ),
          )}
        </p>
      </form>
    </>
  );
}

function NothingSaved(): VNode {
  return (
    <div class="narrow">
      <p>
        Nothing is saved yet. In any list, <em>Save</em> beside a paper (or the key <kbd>s</kbd>) puts it
        here.
      </p>
      <noscript>
        <p>Your browser runs no scripts for this site, and without one it can’t keep a list.</p>
      </noscript>
    </div>
  );
}
