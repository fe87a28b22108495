import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Hono } from 'hono';

/**
 * The page at `/docs` on which the API can be read and tried: Swagger UI, served from the installed package, without a foreign host, an
 * inline script or the badge that sends the specification to a validator.
 */

/** React sets element styles through the DOM, which the policy does not touch; icons in the style sheet are data: images. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Addresses are relative, so the page also works below a path of a proxy. */
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lumi API</title>
<link rel="icon" href="docs/favicon-32x32.png" type="image/png">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<main id="api"></main>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
`;

const START_SCRIPT = `'use strict';
SwaggerUIBundle({ url: 'openapi.json', dom_id: '#api', validatorUrl: null, docExpansion: 'list' });
`;

const FILES = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const;

/** The files belong to the installed version and change with an update only. */
const FILE_CACHE = 'public, max-age=3600';

/** Routes of the API page, to be mounted at `/docs`. */
export function createApiPage(): Hono {
  const page = new Hono();
  page.get('/', (c) => {
    c.header('Content-Security-Policy', PAGE_POLICY);
    return c.html(PAGE);
  });
  page.get('/start.js', (c) => c.body(START_SCRIPT, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }));
  for (const [name, contentType] of Object.entries(FILES)) {
    page.get(`/${name}`, async (c) => {
      const content = await readFile(join(packageFolder(), name));
      return c.body(new Uint8Array(content), 200, { 'Content-Type': contentType, 'Cache-Control': FILE_CACHE });
    });
  }
  return page;
}

function packageFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
}
