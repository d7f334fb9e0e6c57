import type { MiddlewareHandler } from 'hono';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses unsafe requests that another site's page sent, whatever their content type: by Sec-Fetch-Site where the
 * browser says it, otherwise by Origin. A request with neither comes from no browser, so nobody's standing can be
 * abused with it. `exempt` names paths whose proof is in the address itself (RFC 8058 one-click).
 */
export function sameOrigin({ exempt }: { exempt: RegExp }): MiddlewareHandler {
  return async (c, next) => {
    if (SAFE_METHODS.has(c.req.method) || exempt.test(c.req.path) || isFromHere(c.req.raw)) return next();
    return c.text(
      'This request came from another site, so nothing was done. Please use the form on this site.\n',
      403,
    );
  };
}

function isFromHere({ headers, url }: Request): boolean {
  const site = headers.get('Sec-Fetch-Site');
  if (site !== null) return site === 'same-origin' || site === 'none';
  const origin = headers.get('Origin');
  if (origin === null) return true;
  const host = headers.get('Host') ?? new URL(url).host;
  return URL.canParse(origin) && new URL(origin).host === host;
}
