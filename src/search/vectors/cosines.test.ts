import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCosines, plainCosines } from './cosines.ts';

const cosines = createCosines();

function unitOf(numbers: readonly number[]): Float32Array {
  const length = Math.hypot(...numbers) || 1;
  return Float32Array.from(numbers, (value) => value / length);
}

test('the kernel answers as TypeScript does, to the last bit, and both are cosines', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(16, 48, 256, 300).chain((dims) =>
        fc.record({
          query: fc.array(fc.integer({ min: -100, max: 100 }), { minLength: dims, maxLength: dims }),
          vectors: fc.array(fc.int8Array({ minLength: dims, maxLength: dims }), {
            minLength: 1,
            maxLength: 9,
          }),
        }),
      ),
      fc.array(fc.nat(8), { maxLength: 300 }),
      ({ query, vectors }, wanted) => {
        const unit = unitOf(query);
        const values = Int8Array.from(vectors.flatMap((vector) => [...vector]));
        const places = Uint32Array.from(wanted, (place) => place % vectors.length);
        const found = cosines(unit, values, places);
        expect(found).toEqual(plainCosines(unit, values, places));
        places.forEach((place, i) => {
          const kept = unitOf([...vectors[place]!]);
          const exact = unit.reduce((sum, value, d) => sum + value * kept[d]!, 0);
          expect(found[i]).toBeCloseTo(exact, 3);
        });
      },
    ),
    { numRuns: 50 },
  );
});
