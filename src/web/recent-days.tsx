import type { VNode } from 'preact';
import type { DayCount } from '../papers/listed-days.ts';
import { briefDay, longDate } from './day-words.ts';

/** The days before the one on the page, newest first, each with its number of papers. */
export function RecentDays({ days }: { days: DayCount[] }): VNode | null {
  const newest = days[0];
  if (!newest) return null;
  const month = newest.day.slice(0, 7);
  return (
    <nav class="days" aria-labelledby="days-title">
      <h2 id="days-title">By day</h2>
      <ol>
        {days.map(({ day, count }) => (
          <li key={day}>
            <a href={`/days/${day}`}>
              {briefDay(day)} <span class="count">{count.toLocaleString('en-GB')}</span>
            </a>
          </li>
        ))}
        <li>
          <a href={`/months/${month}`}>All of {longDate(month)}</a>
        </li>
      </ol>
    </nav>
  );
}
