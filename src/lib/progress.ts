import { formatCount } from './format-count.ts';
/** How far a long piece of work is. */
export interface ProgressState {
  /** Of `total`, in whatever unit tells best how much is left: bytes, say. */
  done: number;
  total: number;
  /** What people count: papers, say. */
  count: number;
}

export interface Progress {
  /** Call it as often as you like. */
  update(state: ProgressState): void;
  /** Leaves the terminal on a fresh line. */
  end(): void;
}

export interface ProgressOptions {
  output: { write(text: string): void; isTTY?: boolean; columns?: number };
  /** What `count` counts, in the plural. */
  unit: string;
  monotonicMs(): number;
}

const REDRAW_MS = 100;
const PLAIN_LINE_MS = 5_000;

/** Shows progress: on a terminal one line that is redrawn, elsewhere a plain line every five seconds. */
export function createProgress({ output, unit, monotonicMs }: ProgressOptions): Progress {
  const startedMs = monotonicMs();
  const intervalMs = output.isTTY ? REDRAW_MS : PLAIN_LINE_MS;
  let shownMs = output.isTTY ? -Infinity : startedMs;
  let isLineOpen = false;
  return {
    update(state) {
      const nowMs = monotonicMs();
      if (nowMs - shownMs < intervalMs) return;
      shownMs = nowMs;
      const words = describe(state, nowMs - startedMs, unit);
      if (!output.isTTY) return output.write(`${words}\n`);
      isLineOpen = true;
      output.write(`\r\x1b[K${withBar(words, state, output.columns ?? 80)}`);
    },
    end() {
      if (isLineOpen) output.write('\n');
      isLineOpen = false;
    },
  };
}

/** Seconds as `0:07`, `12:30` or `1:02:03`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(rest)}` : `${minutes}:${twoDigits(rest)}`;
}

function describe(state: ProgressState, elapsedMs: number, unit: string): string {
  const seconds = elapsedMs / 1000;
  const parts = [`${Math.floor(100 * shareOf(state))} %`, `${formatCount(state.count)} ${unit}`];
  if (seconds > 0) parts.push(`${formatCount(state.count / seconds)}/s`);
  if (state.done > 0 && state.total > 0) {
    parts.push(`${formatDuration((seconds * Math.max(0, state.total - state.done)) / state.done)} left`);
  }
  return parts.join(', ');
}

function withBar(words: string, state: ProgressState, columns: number): string {
  const width = Math.min(40, columns - words.length - 4);
  if (width < 5) return words.slice(0, columns - 1);
  const filled = Math.round(width * shareOf(state));
  return `[${'='.repeat(filled)}${' '.repeat(width - filled)}] ${words}`;
}

function shareOf({ done, total }: ProgressState): number {
  return total > 0 ? Math.min(1, done / total) : 0;
}
