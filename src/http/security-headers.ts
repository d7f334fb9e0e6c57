import type { MiddlewareHandler } from 'hono';

/** Nothing but what this site itself serves: no inline script or style, no other origin, no frame around it. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/**
 * Sets the headers that keep a page to itself, on every answer, errors too. A handler may set its own
 * Content-Security-Policy or Referrer-Policy. HTTPS is demanded of browsers only where the site is reached by it.
 */
export function securityHeaders({ baseUrl }: { baseUrl: string }): MiddlewareHandler {
  const fixed: [name: string, value: string][] = [
    ['X-Content-Type-Options', 'nosniff'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Permissions-Policy', 'camera=(), geolocation=(), microphone=(), browsing-topics=()'],
  ];
  if (baseUrl.startsWith('https:')) fixed.push(['Strict-Transport-Security', 'max-age=31536000']);
  const defaults: [name: string, value: string][] = [
    ['Content-Security-Policy', CONTENT_SECURITY_POLICY],
    ['Referrer-Policy', 'strict-origin-when-cross-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
  ];
  return async (c, next) => {
    await next();
    for (const [name, value] of fixed) c.res.headers.set(name, value);
    for (const [name, value] of defaults) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  };
}
