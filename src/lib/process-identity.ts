import { randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Where this process's number means something: the machine, and on Linux the container. */
const place = `${hostname()} ${pidNamespace()}`;

/**
 * A name for one holding of something by this process, never given twice. {@link isProcessGone} can tell of it whether
 * the process still lives.
 */
export function newHolderName(): string {
  return `${place} ${process.pid} ${randomUUID()}`;
}

/**
 * Whether the process that a holder's name came from is known to be dead: it ran here, and its number is nobody's now.
 * False for whatever ran elsewhere, so that must still be given its time.
 */
export function isProcessGone(holder: string): boolean {
  const [pid = ''] = holder.startsWith(`${place} `) ? holder.slice(place.length + 1).split(' ') : [];
  if (!/^\d+$/.test(pid)) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return 'pid';
  }
}
