import type { Context } from 'hono';
import type { VNode } from 'preact';
import { formatCount } from '../lib/format-count.ts';
import { countByCategory, type CategoryCount } from '../papers/count-by-category.ts';
import { newestListedDay } from '../papers/listed-days.ts';
import { fieldAddress } from './addresses.ts';
import { archiveNames, categoriesOfArchive, categoryName } from './category-names.ts';
import { longDate } from './day-words.ts';
import { answerPage } from './page.tsx';
import type { Site } from './site.ts';

const RECENT_DAYS = 30;
const DAY_MS = 86_400_000;

/** `/fields`: every field that has a page, first those that have papers lately, with how many. */
export async function showFields(site: Site, c: Context): Promise<Response> {
  const newest = await newestListedDay(site.database);
  const counts = newest === undefined ? [] : await countByCategory(site.database, recentPeriod(newest));
  return answerPage(site, c, {
    title: 'Fields',
    section: 'fields',
    description: 'Research papers by field, each with its newest and trending papers and its feeds.',
    canonicalPath: '/fields',
    main: (
      <div class="wide">
        <div class="dateline">
          <h1>Fields</h1>
          {newest !== undefined && (
            <p>
              With papers of the {RECENT_DAYS} days up to {longDate(newest)}; the longer the bar, the more.
            </p>
          )}
        </div>
        <RecentFields counts={counts} />
        <EveryField />
      </div>
    ),
  });
}

function recentPeriod(newest: string): { from: string; to: string } {
  const dayAt = (offset: number): string =>
    new Date(Date.parse(newest) + offset * DAY_MS).toISOString().slice(0, 10);
  return { from: dayAt(1 - RECENT_DAYS), to: dayAt(1) };
}

const MAX_SHOWN = 40;

function RecentFields({ counts }: { counts: CategoryCount[] }): VNode | null {
  const most = counts[0]?.count ?? 1;
  if (counts.length === 0) return null;
  return (
    <ul class="fields">
      {counts.slice(0, MAX_SHOWN).map(({ category, count }) => (
        <li key={category}>
          <a href={fieldAddress(category)}>
            {categoryName(category) ?? category}{' '}
            <span class="hint">{categoryName(category) && category}</span>
          </a>
          <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect width={Math.ceil((100 * count) / most)} height="8" />
          </svg>
          <span class="count">
            {formatCount(count)}
            <span class="unseen"> papers</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function EveryField(): VNode {
  return (
    <>
      <h2 class="spaced">All of arXiv’s fields</h2>
      <div class="field-index">
        {Object.entries(archiveNames).map(([archive, name]) => (
          <section key={archive} aria-labelledby={`archive-${archive}`}>
            <h3 id={`archive-${archive}`}>{name}</h3>
            <ul>
              {categoriesOfArchive(archive).map((category) => (
                <li key={category}>
                  <a href={fieldAddress(category)}>{categoryName(category)}</a>{' '}
                  <span class="hint">{category}</span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
