import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The web server of a city: another origin than Lumi's, with pages that a test writes. */
export interface CityServer {
  /** Its origin. */
  readonly address: string;
  /** Puts a page on the server and gives the page's address. `policy` is its Content-Security-Policy; null = it has none. */
  publish(html: string, policy: string | null): string;
  stop(): Promise<void>;
}

/** Listens on a free port of this machine. Every address without a page is an empty response, so that no page waits for a favicon. */
export async function startCityServer(): Promise<CityServer> {
  const pages = new Map<string, { readonly html: string; readonly policy: string | null }>();
  const server = createServer((request, response) => {
    const page = pages.get(request.url?.split('?', 1)[0] ?? '');
    if (page === undefined) {
      response.writeHead(204).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      ...(page.policy !== null && { 'Content-Security-Policy': page.policy }),
    });
    response.end(page.html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    publish(html, policy) {
      const path = `/seite-${pages.size + 1}`;
      pages.set(path, { html, policy });
      return address + path;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** The strictest policy under which a page can have a chat: scripts and connections of Lumi only, no styles, no markup from text. */
export function strictPolicy(lumi: string): string {
  return `default-src 'none'; script-src ${lumi}; style-src 'none'; connect-src ${lumi}; require-trusted-types-for 'script'`;
}

export interface CityPage {
  readonly lumi: string;
  /** Attributes of the element, as written in HTML. */
  readonly attributes?: string;
  readonly dir?: 'ltr' | 'rtl';
  /** Markup before the element; by default a heading, a paragraph and a link. */
  readonly main?: string;
}

/** A city's page with the chat, and with links of its own before and after it. */
export function cityPage({ lumi, attributes = '', dir = 'ltr', main = CITY_NEWS }: CityPage): string {
  return `<!doctype html>
<html lang="de" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Stadt Musterstadt</title>
<script type="module" src="${lumi}/lumi.js"></script>
</head>
<body>
<main>${main}</main>
<lumi-chat api="${lumi}" ${attributes}><a id="fallback" href="https://www.musterstadt.example/kontakt">Kontakt</a></lumi-chat>
<footer><a id="after" href="#impressum">Impressum der Stadt</a></footer>
</body>
</html>`;
}

const CITY_NEWS = '<h1>Musterstadt</h1><p>Neues aus dem <a id="before" href="#rathaus">Rathaus</a>.</p>';
