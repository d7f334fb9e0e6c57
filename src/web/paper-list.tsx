import type { VNode } from 'preact';
import type { Paper } from '../papers/paper.ts';
import { paperAddress } from './addresses.ts';
import { categoryName } from './category-names.ts';
import { shortDate } from './day-words.ts';
import { leadOf } from './lead.ts';
import { MarkedText, type WordTest } from './marked-text.tsx';
import { PaperLinks } from './paper-links.tsx';

export interface PaperListProps {
  papers: Paper[];
  /** Words to mark in titles and abstracts. */
  isMarked?: WordTest | undefined;
  /** One line on why a paper is here, where the list has reasons. */
  reasons?: Map<Paper['id'], string>;
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

function PaperRow({ paper, isMarked, reasons, days, level }: RowProps): VNode {
  const Heading = `h${level}` as const;
  const reason = reasons?.get(paper.id);
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
            <MarkedText text={paper.title} isMarked={isMarked} />
          </a>
        </Heading>
        {paper.authors.length > 0 && <p class="authors">{fewAuthors(paper.authors)}</p>}
        {reason && <p class="reason">{reason}</p>}
        <Excerpt paper={paper} isMarked={isMarked} />
      </div>
      <p class="links">
        <PaperLinks paper={paper} />
      </p>
    </article>
  );
}

function Categories({ categories: [primary, ...others] }: { categories: string[] }): VNode {
  const also = others.map((category) => `${category} ${categoryName(category) ?? ''}`.trim());
  return (
    <>
      {primary && <abbr title={[categoryName(primary), ...also].filter(Boolean).join(' · ')}>{primary}</abbr>}
      {others.length > 0 && <span class="others">{` +${others.length}`}</span>}
    </>
  );
}

/** The first sentences; the rest follows them when they are opened, without a script. */
function Excerpt({ paper, isMarked }: { paper: Paper; isMarked: WordTest | undefined }): VNode | null {
  if (!paper.abstract) return null;
  const { first, rest } = leadOf(paper.abstract);
  const label = paper.abstractKind === 'summary' && <span class="label">Summary by Offprint</span>;
  if (!rest) {
    return (
      <p class="abstract">
        {label} <MarkedText text={first} isMarked={isMarked} />
      </p>
    );
  }
  return (
    <details class="abstract">
      <summary>
        {label} <MarkedText text={first} isMarked={isMarked} /> <span class="more">more</span>
      </summary>
      <MarkedText text={rest} isMarked={isMarked} />
    </details>
  );
}

/** As many names as a glance takes in; the paper's page has them all. */
const FEW = 4;

function fewAuthors(authors: string[]): string {
  if (authors.length <= FEW + 1) return authors.join(', ');
  return `${authors.slice(0, FEW).join(', ')} and ${authors.length - FEW} more`;
}
