import type { RankedPaper } from '../scoring/top-hits.ts';

/** Where a page ended: the place of its last paper in the order. Papers that arrive later don't shift the next page. */
export function formatCursor({ score, publishedDay, paperId }: RankedPaper): string {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, score);
  return `${Buffer.from(bytes.buffer).toString('hex')}-${publishedDay.toString(36)}-${paperId.toString(36)}`;
}

/** Undefined for anything that is no cursor: the answer then begins at the first page. */
export function parseCursor(cursor: string): RankedPaper | undefined {
  const match = /^([0-9a-f]{16})-([0-9a-z]{1,4})-([0-9a-z]{1,8})$/.exec(cursor);
  if (!match) return undefined;
  const score = Buffer.from(match[1] ?? '', 'hex').readDoubleBE(0);
  if (!Number.isFinite(score)) return undefined;
  return { score, publishedDay: parseInt(match[2] ?? '', 36), paperId: parseInt(match[3] ?? '', 36) };
}
