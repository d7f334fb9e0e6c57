import { chooseLimit, MAX_DISTANCE, type HammingScanner, type ScanTask } from './hamming-scanner.ts';
import { CODE_BYTES } from './quantise-vector.ts';

const NOT_ALLOWED = 0xffff;

/** hamming-scanner.ts in TypeScript: where there is no SIMD, and to compare with. */
export function createPlainScanner(): HammingScanner {
  return {
    name: 'plain',
    scan(query, tasks, wanted) {
      const histogram = new Uint32Array(MAX_DISTANCE + 1);
      const distances = tasks.map((task) => measure(query, task, histogram));
      const { limit, max } = chooseLimit(histogram, wanted);
      let left = max;
      return distances.map((ofTask) => {
        const places: number[] = [];
        ofTask.forEach((distance, place) => {
          if (distance <= limit && places.length < left) places.push(place);
        });
        left -= places.length;
        return Uint32Array.from(places);
      });
    },
    keep() {},
  };
}

function measure(query: Uint8Array, { block, allowed }: ScanTask, histogram: Uint32Array): Uint16Array {
  const distances = new Uint16Array(block.count).fill(NOT_ALLOWED);
  for (let place = 0; place < block.count; place++) {
    if (allowed?.[place] === 0) continue;
    let distance = 0;
    for (let at = 0; at < CODE_BYTES; at++)
      distance += BITS[query[at]! ^ block.codes[place * CODE_BYTES + at]!]!;
    distances[place] = distance;
    histogram[distance]!++;
  }
  return distances;
}

/** How many bits a byte has. */
const BITS = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);
