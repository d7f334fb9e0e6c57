import type { RankedPaper } from '../scoring/top-hits.ts';

/**
 * Where a page ended: the place of its last paper in the order, and the similarity from which on papers were put higher
 * (see meaning-bonus.ts). Papers that arrive later don't shift the next page.
 */
export interface SearchCursor extends RankedPaper {
  floor: number | undefined;
}

export function formatCursor({ score, publishedDay, paperId, floor }: SearchCursor): string {
  const place = `${hexOf(score)}-${publishedDay.toString(36)}-${paperId.toString(36)}`;
  return floor === undefined ? place : `${place}-${hexOf(floor)}`;
}

/** Undefined for anything that is no cursor: the answer then begins at the first page. */
export function parseCursor(cursor: string): SearchCursor | undefined {
  const match = /^([0-9a-f]{16})-([0-9a-z]{1,4})-([0-9a-z]{1,8})(?:-([0-9a-f]{16}))?$/.exec(cursor);
  if (!match) return undefined;
  const [, score = '', day = '', paperId = '', floor] = match;
  const numbers = [numberOf(score), floor === undefined ? 0 : numberOf(floor)];
  if (!numbers.every(Number.isFinite)) return undefined;
  return {
    score: numbers[0]!,
    publishedDay: parseInt(day, 36),
    paperId: parseInt(paperId, 36),
    floor: floor === undefined ? undefined : numbers[1],
  };
}

function hexOf(number: number): string {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, number);
  return Buffer.from(bytes.buffer).toString('hex');
}

const numberOf = (hex: string): number => Buffer.from(hex, 'hex').readDoubleBE(0);
