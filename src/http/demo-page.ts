import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Chatbot } from '../chatbot.ts';
import { comparePartialDates, formatPartialDate } from '../language/dates.ts';
import type { Document, Locale } from '../types.ts';

type Page = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Teasers on the demonstration page: enough to look like a city's news, few enough to see the chat. */
const TEASERS_MAX = 6;
/** Characters of a teaser's text; it ends at a word. */
const TEASER_CHARS = 150;

/** A page with the look of a city's, with the newest documents as its news and the chat in the corner. Addresses are relative, for proxies with a path. */
export function renderDemoPage(chatbot: Chatbot): Page {
  const { config } = chatbot;
  const { city, persona, contact } = config;
  const documents = [...chatbot.listDocuments()].sort(newestFirst).slice(0, TEASERS_MAX);
  return html`<!doctype html>
    <html lang="de">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${persona.name} für ${city.name}</title>
        <link rel="icon" href="icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="demo.css" />
        <script type="module" src="lumi.js"></script>
      </head>
      <body>
        <a class="skip" href="#inhalt">Zum Inhalt</a>
        <header class="masthead">
          <p class="town"><span class="crest" aria-hidden="true"></span>${city.name}</p>
          <p class="claim">Demonstrationsseite von ${persona.name}, kein Angebot der Stadt</p>
        </header>
        <main id="inhalt">
          <section class="hero">
            <h1>Fragen zu ${city.name}?</h1>
            <p>
              ${persona.name} sucht in den Pressemitteilungen die passenden Stellen heraus und zeigt sie Wort für Wort,
              mit Quelle und Datum. Der Chat liegt unten in der Ecke.
            </p>
          </section>
          <section aria-labelledby="aktuelles">
            <h2 id="aktuelles">Aktuelle Meldungen</h2>
            ${
              documents.length === 0
                ? html`<p>Es sind noch keine Dokumente eingelesen.</p>`
                : html`<ul class="news">
                    ${documents.map(renderTeaser)}
                  </ul>`
            }
          </section>
        </main>
        <footer class="foot">
          <p>Kontakt: <a href="mailto:${contact.email}">${contact.email}</a>, Telefon ${contact.phone}</p>
          <p><a href="docs">Schnittstelle</a> · <a href="chat">Chat als eigene Seite</a></p>
        </footer>
        <lumi-chat api="." lang="de"><a class="fallback" href="mailto:${contact.email}">Kontakt</a></lumi-chat>
      </body>
    </html>`;
}

/** A page that is nothing but the chat, to be shown in an iframe. */
export function renderChatPage({ config }: Chatbot, locale: Locale): Page {
  const { persona, city, contact } = config;
  const title = `${persona.name}, ${city.name}`;
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="demo.css" />
        <script type="module" src="lumi.js"></script>
      </head>
      <body class="chat-page">
        <main>
          <h1 class="unseen">${title}</h1>
          <lumi-chat api="." lang="${locale}" mode="page"
            ><a href="mailto:${contact.email}">${contact.email}</a></lumi-chat
          >
        </main>
      </body>
    </html>`;
}

function renderTeaser({ title, publisher, publishedOn, language, text }: Document): Page {
  const date = publishedOn === null ? 'ohne Datum' : formatPartialDate(publishedOn, 'de');
  return html`<li lang="${language}">
    <article>
      <p class="date">${date} · ${publisher}</p>
      <h3>${title}</h3>
      <p>${teaser(text)}</p>
    </article>
  </li>`;
}

function teaser(text: string): string {
  const line = text.replaceAll('\n', ' ');
  if (line.length <= TEASER_CHARS) return line;
  return `${line.slice(0, Math.max(0, line.lastIndexOf(' ', TEASER_CHARS)))} …`;
}

/** Documents without a date come last. */
function newestFirst(one: Document, other: Document): number {
  if (one.publishedOn === null || other.publishedOn === null) {
    return Number(one.publishedOn === null) - Number(other.publishedOn === null);
  }
  return comparePartialDates(other.publishedOn, one.publishedOn);
}
