import { startThread } from '../lib/threads/start-thread.ts';
import { createThreadCalls, type ThreadCalls } from '../lib/threads/thread-calls.ts';

/** Draws SVG as PNG, on a thread of its own that lives no longer than it is needed: 40 MB, and 0.1 s a picture. */
export interface CardDrawer {
  /** The picture, or undefined where too many are waiting: then another will do. */
  draw(svg: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

const MAX_WAITING = 8;
/** Some 40 KB each. */
const MAX_KEPT = 50;
const IDLE_MS = 60_000;

export function createCardDrawer(): CardDrawer {
  /** The oldest first. */
  const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  let thread: ThreadCalls<string, Uint8Array<ArrayBuffer>> | undefined;
  let waiting = 0;
  let idle: NodeJS.Timeout | undefined;

  async function drawAnew(svg: string): Promise<Uint8Array<ArrayBuffer>> {
    clearTimeout(idle);
    thread ??= createThreadCalls(() => startThread(import.meta.url, './draw-card-worker.ts'));
    waiting++;
    try {
      return await thread.ask(svg);
    } catch (error) {
      kept.delete(svg);
      throw error;
    } finally {
      if (--waiting === 0) idle = setTimeout(() => void end(), IDLE_MS).unref();
    }
  }

  async function end(): Promise<void> {
    const ended = thread;
    thread = undefined;
    await ended?.end();
  }

  return {
    async draw(svg) {
      const known = kept.get(svg);
      if (known) return known;
      if (waiting >= MAX_WAITING) return undefined;
      const drawn = drawAnew(svg);
      kept.set(svg, drawn);
      for (const oldest of kept.keys()) {
        if (kept.size <= MAX_KEPT) break;
        kept.delete(oldest);
      }
      return drawn;
    },
  };
}
