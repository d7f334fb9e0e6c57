import type { Context } from 'hono';
import type { ComponentChildren, VNode } from 'preact';
import { sourceTitle } from '../ingest/source-title.ts';
import { mathToText } from '../lib/math-to-text.ts';
import { findPaperByPublicId } from '../papers/paper-store.ts';
import type { Paper } from '../papers/paper.ts';
import { readSignalHistory, type SignalHistory } from '../trending/read-signal-history.ts';
import { listPaperRecords, type PaperSourceRecord } from '../papers/list-paper-records.ts';
import { listDoubtedLinks } from '../papers/link-reports.ts';
import { paperAddress } from '../papers/paper-address.ts';
import { cardAddress, dateAddress, fieldAddress, withQuery } from './addresses.ts';
import { categoryName } from './category-names.ts';
import { CitePaper } from './cite-paper.tsx';
import { dateWords, longDate } from './day-words.ts';
import { answerNotFound } from './error-pages.tsx';
import { leadOf } from './lead.ts';
import { MarkedText } from './marked-text.tsx';
import { answerPage, type Page } from './page.tsx';
import { canBeDrawn } from './paper-card.tsx';
import { SaveButton } from './paper-list.tsx';
import { PaperLinks } from './paper-links.tsx';
import { PaperMetadata, signpostingLinks } from './paper-metadata.tsx';
import { readPaperReaders, Readers, type PaperReaders } from './paper-readers.tsx';
import { findSignedIn } from './reader-session.ts';
import { ReportLinks } from './report-link.tsx';
import { SignalCharts } from './signal-charts.tsx';
import type { Site } from './site.ts';

const SIMILAR_PAPERS = 6;

/** `/papers/ID`, where any form of any identifier of the paper leads to its one lasting address. */
export async function showPaper(site: Site, c: Context): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const paper = await findPaperByPublicId(site.database, id);
  if (!paper)
    return answerNotFound(site, c, { what: `No paper with the identifier ${id} is here.`, query: id });
  if (paper.publicId !== id) return c.redirect(paperAddress(paper.publicId), 301);
  const readers = site.config.accounts === 'on' ? await readersFor(site, c, paper) : undefined;
  const histories = await readSignalHistory(site.database, paper.id);
  const records = await listPaperRecords(site.database, paper.id);
  const address = `${site.config.baseUrl}${paperAddress(paper.publicId)}`;
  const doubted = await listDoubtedLinks(site.database, paper);
  return answerPage(site, c, {
    title: paper.title,
    description: leadOf(paper.abstract).first,
    canonicalPath: paperAddress(paper.publicId),
    metadata: <PaperMetadata paper={paper} baseUrl={site.config.baseUrl} />,
    picture: pictureOf(paper),
    links: signpostingLinks(paper, site.config.baseUrl),
    scripts: ['copy-text.js', 'saved-papers.js'],
    ...(readers?.person && { cacheControl: 'no-store' }),
    main: (
      <PaperSheet
        {...{ paper, histories, doubted, records, address, readers }}
        similar={await listSimilar(site, paper)}
      />
    ),
  });
}

function pictureOf({ publicId, title }: Paper): Page['picture'] {
  const name = mathToText(title);
  return canBeDrawn(name) ? { path: cardAddress(publicId), alt: name } : undefined;
}

/** The one part of the page that is another for who is signed in. */
async function readersFor(site: Site, c: Context, paper: Paper): Promise<PaperReaders> {
  c.header('Vary', 'Cookie');
  return readPaperReaders(site, paper, await findSignedIn(site, c));
}

/** A page without them is better than none. */
async function listSimilar({ search, log }: Site, paper: Paper): Promise<Paper[]> {
  try {
    const hits = await search.similar({ paperIds: [paper.id], limit: SIMILAR_PAPERS });
    return hits.map((hit) => hit.paper);
  } catch (error) {
    log.error('web.similar.failed', { paper: paper.publicId, error: String(error) });
    return [];
  }
}

interface PaperSheetProps {
  paper: Paper;
  histories: SignalHistory[];
  doubted: string[];
  similar: Paper[];
  records: PaperSourceRecord[];
  /** Its lasting address, whole. */
  address: string;
  /** Undefined where there are no accounts. */
  readers: PaperReaders | undefined;
}

function PaperSheet({
  paper,
  histories,
  doubted,
  similar,
  records,
  address,
  readers,
}: PaperSheetProps): VNode {
  return (
    <div class="columns">
      <article class="sheet">
        <Fields categories={paper.categories} />
        <h1>
          <MarkedText text={paper.title} />
        </h1>
        {paper.authors.length > 0 && <Authors names={paper.authors} />}
        <nav class="actions" aria-label="Read this paper">
          <PaperLinks paper={paper} />
          {!readers?.person && <SaveButton paper={paper} />}
        </nav>
        <ReportLinks paper={paper} doubted={doubted} />
        <section aria-label="Abstract">
          {paper.abstractKind === 'summary' && (
            <p class="hint">
              <span class="label">Summary by Offprint</span> In this project's words, not the authors'
              abstract.
            </p>
          )}
          <p class="reading">
            {paper.abstract ? (
              <MarkedText text={paper.abstract} />
            ) : (
              'No source that Offprint reads has an abstract.'
            )}
          </p>
        </section>
        {readers && <Readers paper={paper} readers={readers} />}
        <SignalCharts histories={histories} />
        <CitePaper paper={paper} />
      </article>
      <aside aria-label="About this paper">
        <Facts {...{ paper, records, address }} />
        {similar.length > 0 && <SimilarPapers papers={similar} />}
      </aside>
    </div>
  );
}

function SimilarPapers({ papers }: { papers: Paper[] }): VNode {
  return (
    <section class="similar" aria-labelledby="similar">
      <h2 id="similar">Similar papers</h2>
      <ul>
        {papers.map((paper) => (
          <li key={paper.id}>
            <a href={paperAddress(paper.publicId)}>
              <MarkedText text={paper.title} />
            </a>{' '}
            <span class="hint">
              {[paper.authors[0], paper.publishedOn?.slice(0, 4)].filter(Boolean).join(', ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Each name leads to the papers of whoever bears it. */
function Authors({ names }: { names: string[] }): VNode {
  return (
    <p class="byline">
      {names.map((name, index) => (
        <>
          {index > 0 && ', '}
          <a href={withQuery('/search', { q: `author:"${name.replaceAll('"', '')}"` })}>{name}</a>
        </>
      ))}
    </p>
  );
}

function Fields({ categories }: { categories: string[] }): VNode {
  return (
    <p class="rail">
      {categories.map((category, index) => (
        <>
          {index > 0 && ' · '}
          <a href={fieldAddress(category)}>{categoryName(category) ?? category}</a>
          {categoryName(category) && ` (${category})`}
        </>
      ))}
    </p>
  );
}

function Facts({ paper, records, address }: Pick<PaperSheetProps, 'paper' | 'records' | 'address'>): VNode {
  const { arxivId, doi, aclId, openreviewId } = paper.identifiers;
  return (
    <dl class="about-paper">
      <Fact name="Listed" value={paper.announcedOn && <DateLink date={paper.announcedOn} />} />
      <Fact name="Published" value={paper.publishedOn && dateWords(paper.publishedOn)} />
      <Fact
        name="Updated"
        value={paper.updatedOn !== paper.publishedOn && paper.updatedOn && dateWords(paper.updatedOn)}
      />
      <Fact name="Versions" value={paper.versions.length > 1 && <Versions paper={paper} />} />
      <Fact name="Venue" value={paper.venue && <VenueLink venue={paper.venue} />} />
      <Fact name="Comment" value={paper.comment && <MarkedText text={paper.comment} />} />
      <Fact name="arXiv" value={arxivId} />
      <Fact name="DOI" value={doi && <a href={`https://doi.org/${encodeURI(doi)}`}>{doi}</a>} />
      <Fact name="ACL Anthology" value={aclId} />
      <Fact name="OpenReview" value={openreviewId} />
      <Fact name="Licence" value={paper.license} />
      <Fact name="Read from" value={records.length > 0 && <SourceRecords records={records} />} />
      <Fact name="Address" value={<LastingAddress address={address} />} />
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: ComponentChildren }): VNode | null {
  if (!value) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function DateLink({ date }: { date: string }): VNode {
  const href = dateAddress(date);
  return href ? <a href={href}>{longDate(date)}</a> : <>{longDate(date)}</>;
}

/** The papers that appeared in the same place. */
function VenueLink({ venue }: { venue: string }): VNode {
  const hasWords = /[\p{L}\p{N}]/u.test(venue) && venue.length <= 200;
  return hasWords ? <a href={withQuery('/search', { venue, sort: 'newest' })}>{venue}</a> : <>{venue}</>;
}

/** Each version leads to where it lies; what changed stands in the comment, where its authors say it. */
function Versions({ paper: { versions, identifiers } }: { paper: Paper }): VNode {
  const { arxivId } = identifiers;
  return (
    <>
      {versions.map(({ number, submittedOn }, index) => (
        <>
          {index > 0 && ' · '}
          {arxivId ? <a href={`https://arxiv.org/abs/${arxivId}v${number}`}>{`v${number}`}</a> : `v${number}`}
          {submittedOn && `, ${dateWords(submittedOn)}`}
        </>
      ))}
    </>
  );
}

/** Where it was listed, and when: one line for each record that the paper is made of. */
function SourceRecords({ records }: { records: PaperSourceRecord[] }): VNode {
  return (
    <ul>
      {records.map(({ source, sourceId, announcedOn }) => (
        <li key={`${source} ${sourceId}`}>
          {sourceTitle(source)}
          {announcedOn ? `, listed on ${dateWords(announcedOn)}` : ''}
        </li>
      ))}
    </ul>
  );
}

/** To share: it stays, whatever becomes of the paper's numbers. */
function LastingAddress({ address }: { address: string }): VNode {
  return (
    <>
      <a id="address" href={address}>
        {address}
      </a>{' '}
      <button type="button" class="quiet reserved" data-copy="address" hidden>
        Copy address
      </button>
    </>
  );
}
