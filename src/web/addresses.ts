import { paperAddress } from '../papers/paper-address.ts';

/** Where each page of the site is. Addresses are for ever: what stands here once is answered for good. */

/** The page of a day, a month or a year's nothing: `2026-08-20`, `2026-08`. A bare year has no page. */
export function dateAddress(date: string): string | undefined {
  if (date.length === 10) return `/days/${date}`;
  return date.length === 7 ? `/months/${date}` : undefined;
}

/** The page of a category's papers. */
export function fieldAddress(category: string): string {
  return `/fields/${encodeURIComponent(category.replace(/\p{Surrogate}/gu, ''))}`;
}

export const OPEN_PDF_PATH = '/open/pdf/';

/** Leads to the PDF of a paper and counts it. */
export function openPdfAddress(publicId: string): string {
  return paperAddress(publicId).replace('/papers/', OPEN_PDF_PATH);
}

/** The picture for links to a paper. */
export function cardAddress(publicId: string): string {
  return `${paperAddress(publicId).replace('/papers/', '/cards/')}.png`;
}

/** An address with a query; parameters without a value are left out. */
export function withQuery(path: string, parameters: { [name: string]: string | undefined }): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  return query.size > 0 ? `${path}?${query}` : path;
}
