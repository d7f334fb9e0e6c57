/** One line of the log: a stable event name `area.thing.happened` and snake_case fields. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** Values that may be logged. Never an address, a token or a secret. */
export type LogFields = { [name: string]: string | number | boolean | null | undefined };

/** Writes one JSON object a line. Newlines inside values are escaped by JSON, so a value can't forge a line. */
export function createLog(write: (line: string) => void, now: () => Date): Log {
  const emit = (level: 'info' | 'error', event: string, fields: LogFields = {}): void =>
    write(`${JSON.stringify({ at: now().toISOString(), level, event, ...fields })}\n`);
  return {
    info: (event, fields) => emit('info', event, fields),
    error: (event, fields) => emit('error', event, fields),
  };
}

/** Says nothing: for commands whose output is the answer itself, and for tests. */
export const silentLog: Log = { info: () => {}, error: () => {} };
