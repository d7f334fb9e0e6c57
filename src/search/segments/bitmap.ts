/** One bit per ordinal, lowest bit first. */
export type Bitmap = Uint8Array<ArrayBuffer>;

export const emptyBitmap = (size: number): Bitmap => new Uint8Array((size + 7) >> 3);

export const hasBit = (bitmap: Uint8Array, at: number): boolean => ((bitmap[at >> 3]! >> (at & 7)) & 1) === 1;

export function setBit(bitmap: Uint8Array, at: number): void {
  bitmap[at >> 3]! |= 1 << (at & 7);
}
