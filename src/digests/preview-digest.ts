import type { DigestContext } from './digest.ts';

export interface DigestPreview {
  subject: string;
  html: string;
  text: string;
}

/** The mail a fresh subscriber would get for this day; sends and records nothing. Undefined: nothing new that day. */
export function previewDigest(
  _context: Pick<DigestContext, 'site' | 'listTrending'>,
  _options: { day: string; paperCount?: number },
): Promise<DigestPreview | undefined> {
  return Promise.reject(new Error('digests: not there yet'));
}
