import { monotonicMs } from '../lib/clock.ts';

/** How fast mails may go to each domain, as one sender sees it. */
export interface DomainPace {
  /** Takes the domain's turn, or says in how many milliseconds one may come. `resting`: it asked for slower. */
  take(domain: string): 'now' | { waitMs: number; isResting: boolean };
  /** The server said 4.7.x: no mail to this domain for a while, each time longer. */
  slowDown(domain: string): void;
  /** A mail was taken: the domain is in peace with us. */
  forgive(domain: string): void;
}

export interface DomainPaceOptions {
  /** Mails a second to one domain; 0: no limit. */
  mailsPerSecond: number;
  /** Milliseconds from an arbitrary start, untouched when the machine's clock is set. */
  nowMs?: () => number;
}

interface DomainState {
  /** Mails that may go at once; grows with time up to one second's worth. */
  tokens: number;
  filledMs: number;
  restUntilMs: number;
  /** Times in a row that it asked for slower. */
  rests: number;
}

const FIRST_REST_MS = 60_000;
const MAX_REST_MS = 3_600_000;
/** More domains than a sender meets in an hour; the one longest unused is forgotten. */
const MAX_DOMAINS = 50_000;

/** A token bucket for each domain. */
export function createDomainPace({ mailsPerSecond, nowMs = monotonicMs }: DomainPaceOptions): DomainPace {
  const domains = new Map<string, DomainState>();
  const burst = Math.max(1, mailsPerSecond);

  function stateOf(domain: string): DomainState {
    const now = nowMs();
    const state = domains.get(domain) ?? { tokens: burst, filledMs: now, restUntilMs: now, rests: 0 };
    state.tokens = Math.min(burst, state.tokens + ((now - state.filledMs) / 1000) * mailsPerSecond);
    state.filledMs = now;
    domains.delete(domain);
    domains.set(domain, state);
    const oldest = domains.size > MAX_DOMAINS ? domains.keys().next().value : undefined;
    if (oldest !== undefined) domains.delete(oldest);
    return state;
  }

  return {
    take(domain) {
      const state = stateOf(domain);
      const restMs = state.restUntilMs - nowMs();
      if (restMs > 0) return { waitMs: restMs, isResting: true };
      if (mailsPerSecond === 0) return 'now';
      // Times are no whole numbers: a token that is all but whole would be waited for in vain.
      if (state.tokens < 1 - 1e-9) {
        return { waitMs: Math.ceil(((1 - state.tokens) / mailsPerSecond) * 1000), isResting: false };
      }
      state.tokens -= 1;
      return 'now';
    },
    slowDown(domain) {
      const state = stateOf(domain);
      // Of several mails under way, the first to be told counts.
      if (state.restUntilMs > nowMs()) return;
      state.restUntilMs = nowMs() + Math.min(MAX_REST_MS, FIRST_REST_MS * 2 ** state.rests);
      state.rests = Math.min(state.rests + 1, 10);
    },
    forgive(domain) {
      const state = domains.get(domain);
      if (state && state.restUntilMs <= nowMs()) state.rests = 0;
    },
  };
}
