import type { VNode } from 'preact';
import { formatCount } from '../lib/format-count.ts';
import type { Paper } from '../papers/paper.ts';
import type { Hit } from '../search/search.ts';
import { paperAddress } from '../papers/paper-address.ts';
import { fieldAddress } from './addresses.ts';
import { categoryName } from './category-names.ts';
import { shortDate } from './day-words.ts';
import { HitReasons } from './hit-reasons.tsx';
import { contextObject } from '../papers/citations/context-object.ts';
import { leadOf } from './lead.ts';
import { MarkedText, shiftRanges } from './marked-text.tsx';
import { PaperLinks } from './paper-links.tsx';

/** By paper, then by kind of signal. */
export type NewestCounts = Map<Paper['id'], Map<string, number>>;

export interface PaperListProps {
  papers: Paper[];
  /** Where the papers were found by a search: what to mark and to show of each, and why it is there. */
  hits?: Map<Paper['id'], Hit>;
  /** One line on why a paper is here, where the list has reasons. */
  reasons?: Map<Paper['id'], string>;
  /** What more a reader can do with a paper, where there is something. */
  below?: (paper: Paper) => VNode;
  /** What was counted last of each paper, where something was. */
  counts?: NewestCounts;
  /** `shown` where the list mixes days; `known` where a heading above already says it. */
  days: 'shown' | 'known';
  /** The level of the titles' headings: one below the heading above the list. */
  level: 2 | 3;
}

/** The list of papers, the same on every page. */
export function PaperList({ papers, ...options }: PaperListProps): VNode {
  return (
    <ol class="papers">
      {papers.map((paper) => (
        <li key={paper.id}>
          <PaperRow paper={paper} {...options} />
        </li>
      ))}
    </ol>
  );
}

type RowProps = Omit<PaperListProps, 'papers'> & { paper: Paper };

function PaperRow({ paper, hits, reasons, counts, below, days, level }: RowProps): VNode {
  const Heading = `h${level}` as const;
  const reason = reasons?.get(paper.id);
  const hit = hits?.get(paper.id);
  return (
    <article class="paper">
      <p class="rail">
        <Categories categories={paper.categories} />
        {days === 'shown' && paper.listedOn && (
          <time dateTime={paper.listedOn}>{shortDate(paper.listedOn)}</time>
        )}
      </p>
      <div class="body">
        <Heading>
          <a href={paperAddress(paper.publicId)}>
            <MarkedText text={paper.title} marks={hit?.marks.title} />
          </a>
        </Heading>
        {paper.authors.length > 0 && <p class="authors">{fewAuthors(paper.authors)}</p>}
        {reason && <p class="reason">{reason}</p>}
        <Excerpt paper={paper} hit={hit} />
        {hit?.why && <HitReasons why={hit.why} />}
        {below?.(paper)}
      </div>
      <p class="links">
        <PaperLinks paper={paper} />
        <Counts counts={counts?.get(paper.id)} />
        <SaveButton paper={paper} />
      </p>
      {/* For reference managers, which take several papers from a list by it (COinS). */}
      <span class="Z3988" title={contextObject(paper)} />
    </article>
  );
}

/** Shown where a script runs and the browser keeps things; its room is there before, so that nothing moves. */
export function SaveButton({ paper: { publicId, title } }: { paper: Paper }): VNode {
  return (
    <button type="button" class="save" data-save={publicId} aria-label={`Save: ${title}`}>
      Save
    </button>
  );
}

const SHOWN_COUNTS = 3;

function Counts({ counts }: { counts: Map<string, number> | undefined }): VNode | null {
  const greatest = [...(counts ?? [])].filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1]);
  if (greatest.length === 0) return null;
  const words = greatest
    .slice(0, SHOWN_COUNTS)
    .map(([kind, count]) => `${formatCount(count)} ${kind.replaceAll('-', ' ')}`);
  return <span class="counts">{words.join(' · ')}</span>;
}

function Categories({ categories: [primary, ...others] }: { categories: string[] }): VNode {
  const also = others.map((category) => `${category} ${categoryName(category) ?? ''}`.trim());
  return (
    <>
      {primary && (
        <a href={fieldAddress(primary)} title={[categoryName(primary), ...also].filter(Boolean).join(' · ')}>
          {primary}
        </a>
      )}
      {others.length > 0 && <span class="others">{` +${others.length}`}</span>}
    </>
  );
}

/** The first sentences, or those that were found; the whole abstract when it is opened, without a script. */
function Excerpt({ paper, hit }: { paper: Paper; hit: Hit | undefined }): VNode | null {
  const { abstract } = paper;
  if (!abstract) return null;
  const marks = hit?.marks.abstract ?? [];
  const part = (start: number, end?: number): VNode => (
    <MarkedText text={abstract.slice(start, end)} marks={shiftRanges(marks, start)} />
  );
  const { first, rest } = leadOf(abstract);
  const label = paper.abstractKind === 'summary' && <span class="label">Summary by Offprint</span>;
  if (!rest) {
    return (
      <p class="abstract">
        {label} {part(0)}
      </p>
    );
  }
  const snippet = hit?.snippet;
  return (
    <details class={snippet ? 'abstract found' : 'abstract'}>
      <summary>
        {label} {snippet ? part(snippet.start, snippet.end) : part(0, first.length)}{' '}
        <span class="more">more</span>
      </summary>
      {snippet ? part(0) : part(abstract.length - rest.length)}
    </details>
  );
}

/** As many names as a glance takes in; the paper's page has them all. */
const FEW = 4;

function fewAuthors(authors: string[]): string {
  if (authors.length <= FEW + 1) return authors.join(', ');
  return `${authors.slice(0, FEW).join(', ')} and ${authors.length - FEW} more`;
}
