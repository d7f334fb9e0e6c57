import { formatCount } from '../lib/format-count.ts';
import type { Paper } from '../papers/paper.ts';
import { wordsForKind } from './signal-kinds.ts';
import type { TrendingPart } from './trending-score.ts';

/** One component of the answer to "Why is this here?". */
export interface TrendingReason {
  /** A kind of signal (`stars`, `upvotes`, ...), `newness` or `age`. */
  kind: string;
  /** For people, without a full stop: `+212 stars this week, 3.1 times its field`. */
  text: string;
}

/** So many signals are named in the one line; the components name all. */
const NAMED_IN_LINE = 2;

/** Says why a paper stands where it stands, strongest first, the age last. `weeklyGains`: by kind of signal, where known. */
export function explainTrending(
  paper: Paper,
  {
    parts,
    ageDays,
    weeklyGains,
  }: {
    parts: readonly TrendingPart[];
    ageDays: number;
    weeklyGains: ReadonlyMap<string, number> | undefined;
  },
): TrendingReason[] {
  const age = { kind: 'age', text: ageText(ageDays) };
  if (parts.length === 0) return [{ kind: 'newness', text: newnessText(paper) }, age];
  const signals = parts.map((part) => ({
    kind: part.signal,
    text: `${gainText(part, weeklyGains?.get(part.signal))}${comparison(part)}`,
  }));
  return [...signals, age];
}

/** The components in one line. */
export function reasonLine(why: readonly TrendingReason[]): string {
  const [first] = why;
  if (first?.kind === 'newness') return first.text;
  const signals = why.filter(({ kind }) => kind !== 'age').slice(0, NAMED_IN_LINE);
  const age = why.filter(({ kind }) => kind === 'age');
  return [...signals, ...age].map(({ text }) => text).join('; ');
}

function gainText({ signal, count }: TrendingPart, gained: number | undefined): string {
  if (gained !== undefined && gained > 0 && gained < count) {
    return `+${formatCount(gained)} ${wordsForKind(signal, gained)} this week`;
  }
  return `${formatCount(count)} ${wordsForKind(signal, count)}`;
}

function comparison({ timesField }: TrendingPart): string {
  if (timesField < 1.5) return '';
  return `, ${timesField < 10 ? timesField.toFixed(1) : formatCount(Math.round(timesField))} times its field`;
}

function ageText(ageDays: number): string {
  const days = Math.floor(ageDays);
  if (days === 0) return 'new today';
  return days === 1 ? '1 day old' : `${days} days old`;
}

function newnessText({ categories, links }: Paper): string {
  const field = categories[0] ? ` in ${categories[0]}` : '';
  return `new${field}${links.code ? ', with code' : ''}; no signals yet`;
}
