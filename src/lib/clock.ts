/** The time, as a thing that is passed in: tests move it, the program reads it. Nothing else reads the time. */
export interface Clock {
  /** The present instant. */
  now(): Date;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved. */
export function fixedClock(
  at: string | Date,
): Clock & { moveTo(at: string | Date): void; advance(ms: number): void } {
  let current = new Date(at);
  return {
    now: () => new Date(current),
    moveTo(next) {
      current = new Date(next);
    },
    advance(ms) {
      current = new Date(current.getTime() + ms);
    },
  };
}

/** Milliseconds from an arbitrary start, for measuring how long something took; never for a date. */
export function monotonicMs(): number {
  return performance.now();
}

/** Milliseconds of processor time that this process has used, all threads together; for measuring work. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
