import type { VNode } from 'preact';
import type { PeriodKind } from '../lib/iso-period.ts';
import { briefDay, longDate } from './day-words.ts';

export interface PeriodPagerProps {
  kind: PeriodKind;
  previous: string | undefined;
  next: string | undefined;
  /** It stands on both sides of a list, and those who hear the page should know them apart. */
  place: 'above' | 'below';
}

/** Links to the periods before and after; earlier stands left, as on a line of time. */
export function PeriodPager({ kind, previous, next, place }: PeriodPagerProps): VNode | null {
  if (!previous && !next) return null;
  return (
    <nav class="pager" aria-label={`Other ${kind}s, ${place} the list`}>
      {previous && (
        <a rel="prev" href={`/${kind}s/${previous}`}>
          <span aria-hidden="true">← </span>
          {periodName(kind, previous)}
        </a>
      )}
      {next && (
        <a class="after" rel="next" href={`/${kind}s/${next}`}>
          {periodName(kind, next)}
          <span aria-hidden="true"> →</span>
        </a>
      )}
    </nav>
  );
}

function periodName(kind: PeriodKind, name: string): string {
  if (kind === 'day') return briefDay(name);
  return kind === 'month' ? longDate(name) : `Week ${Number(name.slice(-2))}`;
}
