import { paperAddress } from '../papers/paper-address.ts';

/** The addresses of one instance, as feeds name them: always whole. */
export interface SiteAddresses {
  /** A path and its parameters, those without a value left out. */
  page(path: string, parameters?: Parameters): string;
  paper(publicId: string): string;
  /** A name that stays when the site moves from http to https or to another port (RFC 4151). */
  tag(name: string): string;
}

export interface Parameters {
  [name: string]: string | undefined;
}

export function siteAddresses(baseUrl: string): SiteAddresses {
  const host = new URL(baseUrl).hostname.replace(/[^a-z\d.-]/g, '') || 'localhost';
  return {
    page(path, parameters = {}) {
      const given = Object.entries(parameters).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      );
      const query = new URLSearchParams(given);
      return `${baseUrl}${path}${query.size > 0 ? `?${query}` : ''}`;
    },
    paper: (publicId) => `${baseUrl}${paperAddress(publicId)}`,
    tag: (name) => `tag:${host},2026:${encodeName(name)}`,
  };
}

/** Colons and slashes are legal and readable. */
function encodeName(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, ''))
    .replaceAll('%3A', ':')
    .replaceAll('%2F', '/');
}
