import type { VNode } from 'preact';
import { formatCount } from '../lib/format-count.ts';
import type { Observation } from '../trending/observation.ts';
import type { SignalHistory } from '../trending/read-signal-history.ts';
import { wordsForKind } from '../trending/signal-kinds.ts';
import { longDate } from './day-words.ts';

const WIDTH = 320;
const HEIGHT = 48;
/** Room for the line's own width. */
const EDGE = 2;

/** A paper's signals over time: one small drawing each, with the same in words below it. */
export function SignalCharts({ histories }: { histories: readonly SignalHistory[] }): VNode | null {
  if (histories.length === 0) return null;
  return (
    <section class="signals" aria-labelledby="signals">
      <h2 id="signals">Signals</h2>
      {histories.map((history) => (
        <figure>
          {history.observations.length > 1 && <Chart history={history} />}
          <figcaption>
            {nameOf(history)}: {wordsOf(history.observations)}
          </figcaption>
        </figure>
      ))}
    </section>
  );
}

function Chart({ history }: { history: SignalHistory }): VNode {
  return (
    <svg
      role="img"
      aria-label={`${nameOf(history)} over time: ${wordsOf(history.observations)}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
    >
      <polyline
        points={pointsOf(history.observations)}
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        stroke-linejoin="round"
      />
    </svg>
  );
}

/** Time to the right, the count upwards, from 0. */
export function pointsOf(observations: readonly Observation[]): string {
  const [first, last] = [observations[0]!, observations.at(-1)!];
  const greatest = Math.max(1, ...observations.map(({ count }) => count));
  const spanMs = Math.max(1, last.atMs - first.atMs);
  return observations
    .map(({ atMs, count }) => {
      const x = EDGE + ((atMs - first.atMs) / spanMs) * (WIDTH - 2 * EDGE);
      const y = HEIGHT - EDGE - (count / greatest) * (HEIGHT - 2 * EDGE);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
}

function nameOf({ kind, place }: SignalHistory): string {
  const words = wordsForKind(kind, 2);
  return `${words[0]?.toUpperCase()}${words.slice(1)}${place ? ` of ${place}` : ''}`;
}

function wordsOf(observations: readonly Observation[]): string {
  const [first, last] = [observations[0], observations.at(-1)];
  if (!first || !last) return 'never observed';
  const now = `${formatCount(last.count)} on ${dayOf(last)}`;
  return first === last ? now : `from ${formatCount(first.count)} on ${dayOf(first)} to ${now}`;
}

const dayOf = ({ atMs }: Observation): string => longDate(new Date(atMs).toISOString().slice(0, 10));
