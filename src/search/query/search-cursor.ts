import type { MeaningReach } from '../fusion/meaning-bonus.ts';
import type { RankedPaper } from '../scoring/top-hits.ts';

/**
 * Where a page ended: the place of its last paper in the order, and by which similarities papers were put higher
 * (see meaning-bonus.ts). Papers that arrive later don't shift the next page.
 */
export interface SearchCursor extends RankedPaper {
  reach: MeaningReach | undefined;
}

export function formatCursor({ score, publishedDay, paperId, reach }: SearchCursor): string {
  const place = `${hexOf(score)}-${publishedDay.toString(36)}-${paperId.toString(36)}`;
  if (!reach) return place;
  const { floor, spread } = reach;
  return [place, hexOf(floor), ...(spread === undefined ? [] : [hexOf(spread)])].join('-');
}

/** Undefined for anything that is no cursor: the answer then begins at the first page. */
export function parseCursor(cursor: string): SearchCursor | undefined {
  const match =
    /^([0-9a-f]{16})-([0-9a-z]{1,4})-([0-9a-z]{1,8})(?:-([0-9a-f]{16}))?(?:-([0-9a-f]{16}))?$/.exec(cursor);
  if (!match) return undefined;
  const [, score = '', day = '', paperId = '', ...reach] = match;
  const [place, floor, spread] = [score, ...reach].map((hex) =>
    hex === undefined ? undefined : numberOf(hex),
  );
  if (place === undefined || ![place, floor ?? 0, spread ?? 0].every(Number.isFinite)) return undefined;
  return {
    score: place,
    publishedDay: parseInt(day, 36),
    paperId: parseInt(paperId, 36),
    reach: floor === undefined ? undefined : { floor, spread },
  };
}

function hexOf(number: number): string {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, number);
  return Buffer.from(bytes.buffer).toString('hex');
}

const numberOf = (hex: string): number => Buffer.from(hex, 'hex').readDoubleBE(0);
