import type { PageLine } from './page-lines.ts';
import { isNavigationLine, navigationRuns } from './navigation.ts';
import { isCreditLine } from './captions.ts';

/**
 * The frame around an article: lines that belong to the website and not to what it says. Every rule is about a whole short line, so a
 * sentence that speaks of sharing, printing or photos is out of reach.
 */

/** Longest frame line but for navigation and cookie texts: alternative texts of stock pictures; longer lines are sentences. */
const FRAME_CHARS_MAX = 200;

/** Whole lines, in lower case, without marks around them. */
const LABELS: ReadonlySet<string> = new Set(
  `
  teilen|seite teilen|artikel teilen|beitrag teilen|diese seite teilen|diesen artikel teilen|diesen beitrag teilen|link teilen|auf facebook teilen|auf x teilen|auf twitter teilen|auf linkedin teilen|per e-mail teilen|per mail teilen
  link kopieren|weiterempfehlen|seite weiterempfehlen|seite empfehlen|merken|auf die merkliste|kommentieren|kommentare
  drucken|seite drucken|artikel drucken|druckversion|druckansicht|seite ausdrucken|als pdf speichern|als pdf herunterladen|pdf|pdf-version
  vorlesen|seite vorlesen|artikel vorlesen|anhören|artikel anhören|vorlesen lassen|text vorlesen|vorlesefunktion|in leichter sprache lesen
  nach oben|zum seitenanfang|zurück zum seitenanfang|seitenanfang|nach unten|zurück|vor|weiter|zurück zur übersicht|zur übersicht|zurück zur liste|zur startseite|zurück zur startseite
  zum inhalt|zum inhalt springen|direkt zum inhalt|zum hauptinhalt springen|zur navigation|zur navigation springen|zur hauptnavigation|zur suche|inhalt überspringen|navigation überspringen
  menü|menu|hauptmenü|navigation|hauptnavigation|menü öffnen|menü schließen|suche|suchen|suche öffnen|suchbegriff|suchbegriff eingeben
  schließen|fenster schließen|×|x|✕|✖|ok
  info|infos|symbolbild|symbolfoto|archivbild|archivfoto|beispielbild
  download|downloads|bild herunterladen|foto herunterladen|bild vergrößern|bild in originalgröße|bildergalerie|bildergalerie öffnen|galerie öffnen|slider|nächstes bild|vorheriges bild|video abspielen
  weiterlesen|mehr|mehr dazu|mehr lesen|mehr erfahren|mehr anzeigen|weitere anzeigen|details|zum artikel|zur meldung|zur pressemitteilung|alle meldungen|alle nachrichten|alle pressemitteilungen|alle news|alle anzeigen|mehr meldungen|mehr nachrichten
  pressemitteilung|pressemitteilungen|pressemeldung|pressemeldungen|aktuelle pressemeldungen|aktuelle pressemitteilungen|presseinformation|presseinformationen|medieninformation|medienmitteilung|pressestelle|presse|aktuelle meldungen|aktuelle nachrichten|aktuelle news|meldung|meldungen|nachrichten|news
  cookie-einstellungen|cookies|alle akzeptieren|alle cookies akzeptieren|akzeptieren|ablehnen|alle ablehnen|nur notwendige|nur notwendige cookies|auswahl speichern|einstellungen speichern|zustimmen|einverstanden
  schriftgröße|schrift vergrößern|schrift verkleinern|kontrast|kontrast erhöhen|hoher kontrast
  newsletter abonnieren|abonnieren|rss|rss-feed|feed abonnieren|folgen sie uns|folgen sie uns auf|folge uns|social media
  startseite|home|impressum|sitemap|seitenübersicht|login|logout|anmelden|abmelden|facebook|twitter|instagram|youtube|linkedin|xing|whatsapp|mastodon|telegram|pinterest|flickr|bluesky|threads|tiktok
  anzeige|werbung|advertisement|share|print|read more|back to top|skip to content|close|menu|search|accept all
  `
    .split(/[|\n]/)
    .map((label) => label.trim())
    .filter((label) => label !== ''),
);

const PATTERNS: readonly RegExp[] = [
  /^berechne lesezeit$/i,
  /^(?:ca\. )?(?:geschätzte )?lesezeit(?: \(?(?:in minuten)\)?)?:? ?(?:ca\. |etwa )?(?:\d{1,3}(?:[–-]\d{1,3})? ?(?:min(?:uten?|\.)?)?)?$/i,
  /^(?:ca\. )?\d{1,3} ?(?:min\.?|minuten?) (?:lesezeit|lesedauer)$/i,
  /^(?:reading time:? ?)?\d{1,3} min(?:utes?)?(?: read)?$/i,
  /^(?:foto|bild|grafik|datei|pressefoto|pressebild|logo)s?(?: \d{1,3})? (?:zum|als) download(?: \d{1,3})?(?: \(.{1,30}\))?$/i,
  /^(?:download|herunterladen):? (?:foto|bild|pdf|pressefoto)s?(?: \d{1,3})?(?: \(.{1,30}\))?$/i,
  /^symbol(?:bild|foto|grafik)\b[^.!?]*$/i,
  // "Zur Ämterseite", "Zur Presseübersicht": a link to another page of the same site.
  /^zur? (?:[\p{L}-]{0,30}seite|[\p{L}-]{0,30}übersicht|[\p{L}-]{0,30}homepage|[\p{L}-]{0,30}website)$/iu,
  /^(?:mehr|weitere)(?: informationen)? (?:zum thema|dazu|hier)$/i,
  /^(?:logo [\p{L}-]{1,20}[ ,|]*){2,}$/iu,
  /^seite \d{1,4} von \d{1,4}$/i,
  /^(?:teilen|share) (?:auf|via|per|über|on) [\p{L}\d/., -]{1,60}$/iu,
  /^(?:bild|foto) \d{1,3} (?:von|\/) \d{1,3}$/i,
  /^[-–—_=*.•·|/\\<>»«›‹→←↑↓▲▼\s]+$/,
];

const COOKIE_TEXT =
  /^(?:wir (?:verwenden|nutzen|setzen)|(?:diese|unsere) (?:web)?(?:seite|site) (?:verwendet|nutzt|setzt)|um unsere (?:web)?(?:seite|site))\b[^.!?]{0,160}\bcookies\b/i;
const DECORATION_START = /^[•»›>→↑▲|·\s]+/;
const DECORATION_END = /[»›>→↑▲|:·\s]$/;

export interface FrameOutcome {
  readonly kept: readonly PageLine[];
  readonly dropped: readonly string[];
  /** Last part of the breadcrumb (`Startseite / Leben / Partnerstädte`): the name of the page; null where there is none. */
  readonly breadcrumb: string | null;
}

/** Leaves out frame lines. A gap before a dropped line moves to the next kept one. Tables and code are never frame. */
export function dropFrameLines(lines: readonly PageLine[]): FrameOutcome {
  const kept: PageLine[] = [];
  const dropped: string[] = [];
  let breadcrumb: string | null = null;
  let gap = false;
  const navigation = navigationRuns(lines);
  lines.forEach((line, at) => {
    const crumbs = line.kind === 'table' || line.kind === 'code' ? null : breadcrumbOf(line.text);
    if (crumbs !== null) breadcrumb ??= crumbs;
    if (crumbs !== null || navigation.has(at) || isFrameLine(line)) {
      dropped.push(line.text);
      gap ||= line.gap;
      return;
    }
    kept.push(gap && !line.gap ? { ...line, gap } : line);
    gap = false;
  });
  return { kept, dropped, breadcrumb };
}

function isFrameLine(line: PageLine): boolean {
  if (line.kind === 'table' || line.kind === 'code') return false;
  const { text } = line;
  if (isNavigationLine(text)) return true;
  if (text.length > FRAME_CHARS_MAX) return COOKIE_TEXT.test(text);
  const bare = withoutDecoration(text);
  return (
    bare === '' ||
    LABELS.has(bare.toLowerCase()) ||
    PATTERNS.some((pattern) => pattern.test(bare)) ||
    COOKIE_TEXT.test(bare) ||
    isCreditLine(bare)
  );
}

function withoutDecoration(text: string): string {
  let bare = text.replace(DECORATION_START, '');
  while (DECORATION_END.test(bare)) bare = bare.slice(0, -1);
  return bare.replace(/ ?(?:\.\.\.|…)$/, '');
}

/** Separators of breadcrumbs. A slash counts only behind "Startseite": subtitles and names have slashes too. */
const CRUMB_SEPARATORS = [' > ', ' » ', ' › ', ' → ', ' / ', ' | '] as const;
const CRUMB_HOME = /^(?:sie sind hier:? ?)?(?:start|startseite|home|homepage)$/i;
const CRUMB_MARK = /[>»›→/|]/;
/** Longest name of a page in a breadcrumb, and longest breadcrumb. */
const CRUMB_CHARS_MAX = 60;
const CRUMBS_CHARS_MAX = 300;

function breadcrumbOf(text: string): string | null {
  if (text.length > CRUMBS_CHARS_MAX || !CRUMB_MARK.test(text)) return null;
  for (const separator of CRUMB_SEPARATORS) {
    const parts = text.split(separator).map((part) => part.trim());
    const last = parts.at(-1)!;
    const hasHome = CRUMB_HOME.test(parts[0]!) || /^sie sind hier/i.test(parts[0]!);
    const isArrow = separator !== ' / ' && separator !== ' | ';
    if (
      parts.length >= (hasHome ? 2 : 3) &&
      (hasHome || isArrow) &&
      parts.every((part) => part !== '' && part.length <= CRUMB_CHARS_MAX && !/[.!?]$/.test(part))
    ) {
      return last;
    }
  }
  return null;
}
