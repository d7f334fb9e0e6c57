import type { VNode } from 'preact';
import { formatCount } from '../lib/format-count.ts';
import { periodOf } from '../lib/iso-period.ts';
import { countByDay, type DayCount } from '../papers/listed-days.ts';
import type { Database } from '../storage/database.ts';
import { longDate } from './day-words.ts';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export interface Calendar {
  /** `2026-08`. */
  month: string;
  counts: DayCount[];
}

export async function readCalendar(database: Database, month: string): Promise<Calendar> {
  const period = periodOf('month', month);
  return { month, counts: period ? await countByDay(database, period) : [] };
}

/** A month's days with how many papers each has; the fuller, the deeper its tint. `current` is the day shown. */
export function MonthCalendar({
  month,
  counts,
  current,
}: Calendar & { current?: string | undefined }): VNode {
  const countOf = new Map(counts.map(({ day, count }) => [day, count]));
  const most = Math.max(1, ...counts.map(({ count }) => count));
  return (
    <table class="calendar">
      <caption>Papers by day{current && <MonthLink month={month} />}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week, index) => (
          <tr key={index}>
            {week.map((day, column) => (
              <Cell
                key={column}
                day={day}
                count={countOf.get(day ?? '') ?? 0}
                most={most}
                isCurrent={day === current}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function MonthLink({ month }: { month: string }): VNode {
  return (
    <>
      {' in '}
      <a href={`/months/${month}`}>{longDate(month)}</a>
    </>
  );
}

interface CellProps {
  day: string | undefined;
  count: number;
  most: number;
  isCurrent: boolean;
}

function Cell({ day, count, most, isCurrent }: CellProps): VNode {
  if (!day) return <td />;
  const number = Number(day.slice(-2));
  if (count === 0) {
    return (
      <td>
        <span>{number}</span>
      </td>
    );
  }
  return (
    <td class={`heat-${Math.ceil((4 * count) / most)}`}>
      <a href={`/days/${day}`} aria-current={isCurrent ? 'date' : undefined}>
        <span>
          {number}
          <span class="unseen"> {longDate(day.slice(0, 7))}: </span>
        </span>
        <span class="count">
          {formatCount(count)}
          <span class="unseen"> papers</span>
        </span>
      </a>
    </td>
  );
}

/** The days of a month in rows of seven from Monday; nothing where a row begins or ends outside the month. */
function weeksOf(month: string): (string | undefined)[][] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const offset = (new Date(`${month}-01`).getUTCDay() + 6) % 7;
  return Array.from({ length: Math.ceil((offset + length) / 7) }, (_, row) =>
    WEEKDAYS.map((_name, column) => {
      const day = row * 7 + column - offset + 1;
      return day >= 1 && day <= length ? `${month}-${String(day).padStart(2, '0')}` : undefined;
    }),
  );
}
