/**
 * Of `one` and as many numbers of `others`, from `start`. Four sums side by side: each addition would else wait for the one
 * before.
 */
export function denseProduct(one: Float32Array, others: Float32Array, start: number): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let at = 0;
  for (; at + 3 < one.length; at += 4) {
    first += one[at]! * others[start + at]!;
    second += one[at + 1]! * others[start + at + 1]!;
    third += one[at + 2]! * others[start + at + 2]!;
    fourth += one[at + 3]! * others[start + at + 3]!;
  }
  for (; at < one.length; at += 1) first += one[at]! * others[start + at]!;
  return first + second + third + fourth;
}
