import type { MiddlewareHandler } from 'hono';

/**
 * Headers of every response. Nothing that the API sends is a page, so the policy allows nothing; the API page replaces it with its own.
 * Strict-Transport-Security is left to the proxy that ends TLS: this server speaks plain HTTP and cannot know.
 */
const HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  // Keeps foreign pages from embedding responses as images or scripts; requests made with CORS are not touched by it.
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  // Answers may be about a person's situation, so no cache between citizen and server keeps them.
  'Cache-Control': 'no-store',
};

/** Sets the security headers before the handler runs, so that a handler may replace one on purpose. */
export function setSecurityHeaders(): MiddlewareHandler {
  return async (c, next) => {
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
    await next();
  };
}
