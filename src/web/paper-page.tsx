import type { Context } from 'hono';
import type { ComponentChildren, VNode } from 'preact';
import { findPaperByPublicId } from '../papers/paper-store.ts';
import type { Paper } from '../papers/paper.ts';
import { dateAddress, paperAddress } from './addresses.ts';
import { categoryName } from './category-names.ts';
import { dateWords, longDate } from './day-words.ts';
import { answerNotFound } from './error-pages.tsx';
import { leadOf } from './lead.ts';
import { MarkedText } from './marked-text.tsx';
import { answerPage } from './page.tsx';
import { PaperLinks } from './paper-links.tsx';
import type { Site } from './site.ts';

/** `/papers/ID`, where any form of any identifier of the paper leads to its one lasting address. */
export async function showPaper(site: Site, c: Context): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const paper = await findPaperByPublicId(site.database, id);
  if (!paper)
    return answerNotFound(site, c, { what: `No paper with the identifier ${id} is here.`, query: id });
  if (paper.publicId !== id) return c.redirect(paperAddress(paper.publicId), 301);
  return answerPage(site, c, {
    title: paper.title,
    description: leadOf(paper.abstract).first,
    canonicalPath: paperAddress(paper.publicId),
    main: <PaperSheet paper={paper} />,
  });
}

function PaperSheet({ paper }: { paper: Paper }): VNode {
  return (
    <div class="columns">
      <article class="sheet">
        <p class="rail">{paper.categories.map(categoryWords).join(' · ')}</p>
        <h1>
          <MarkedText text={paper.title} />
        </h1>
        {paper.authors.length > 0 && <p class="byline">{paper.authors.join(', ')}</p>}
        <nav class="actions" aria-label="Read this paper">
          <PaperLinks paper={paper} />
        </nav>
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
      </article>
      <aside aria-label="About this paper">
        <Facts paper={paper} />
      </aside>
    </div>
  );
}

function categoryWords(category: string): string {
  const name = categoryName(category);
  return name ? `${name} (${category})` : category;
}

function Facts({ paper }: { paper: Paper }): VNode {
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
      <Fact name="Venue" value={paper.venue} />
      <Fact name="Comment" value={paper.comment && <MarkedText text={paper.comment} />} />
      <Fact name="arXiv" value={arxivId} />
      <Fact name="DOI" value={doi && <a href={`https://doi.org/${encodeURI(doi)}`}>{doi}</a>} />
      <Fact name="ACL Anthology" value={aclId} />
      <Fact name="OpenReview" value={openreviewId} />
      <Fact name="Licence" value={paper.license} />
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

function Versions({ paper: { versions } }: { paper: Paper }): VNode {
  return (
    <>
      {versions
        .map(({ number, submittedOn }) => `v${number}${submittedOn ? `, ${dateWords(submittedOn)}` : ''}`)
        .join(' · ')}
    </>
  );
}
