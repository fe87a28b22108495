import type { Messages, Voice } from './messages.ts';

/** German texts. `say` takes a text in both forms of address. */
export function germanMessages({ persona, address }: Voice): Messages {
  const say = (informal: string, formal: string) => (address === 'du' ? informal : formal);
  const later = say('Bitte versuche es später noch einmal.', 'Bitte versuchen Sie es später noch einmal.');
  const again = say('Bitte versuche es noch einmal.', 'Bitte versuchen Sie es noch einmal.');
  const human = say('Oder wende dich direkt an uns:', 'Oder wenden Sie sich direkt an uns:');
  return {
    chat: `Chat mit ${persona}`,
    openChat: `Chat mit ${persona} öffnen`,
    closeChat: 'Chat schließen',
    subtitle: (city) => `Auskunft rund um ${city}`,
    authorPerson: say('Du', 'Sie'),
    authorBot: `${persona} (KI)`,
    ai: `${persona} ist eine künstliche Intelligenz (KI), kein Mensch.`,
    greeting: say(
      `Hallo, ich bin ${persona}. Was möchtest du wissen?`,
      `Guten Tag, ich bin ${persona}. Was möchten Sie wissen?`,
    ),
    conversation: 'Gespräch',
    examples: 'Zum Beispiel',

    fieldLabel: say('Deine Frage', 'Ihre Frage'),
    fieldHint: 'Eingabetaste sendet, Umschalt und Eingabetaste beginnen eine neue Zeile.',
    send: 'Frage senden',
    stop: 'Stopp',
    charsLeft: (count) => `noch ${count} Zeichen`,
    charsOver: (count) => `${count} Zeichen zu viel`,
    fieldEmpty: say('Schreibe zuerst deine Frage in das Feld.', 'Schreiben Sie zuerst Ihre Frage in das Feld.'),
    fieldTooLong: (max) =>
      `Die Frage ist zu lang. ${say('Kürze sie', 'Kürzen Sie sie')} bitte auf höchstens ${max} Zeichen.`,
    fieldPersonalData: (kinds) =>
      `Noch nicht gesendet: Die Frage enthält offenbar ${kinds.map((kind) => KINDS[kind]).join(' und ')}. ` +
      say(
        'Nimm diese Angabe heraus und sende dann noch einmal.',
        'Nehmen Sie diese Angabe heraus und senden Sie dann noch einmal.',
      ),
    commentPersonalData: (kinds) =>
      `Die Anmerkung enthält offenbar ${kinds.map((kind) => KINDS[kind]).join(' und ')}. ` +
      say('Nimm diese Angabe bitte heraus.', 'Nehmen Sie diese Angabe bitte heraus.'),
    stages: {
      understand: `${persona} liest die Frage …`,
      retrieve: `${persona} sucht in den Dokumenten …`,
      compose: `${persona} stellt die Antwort zusammen …`,
      generate: `${persona} schreibt die Antwort und prüft sie …`,
    },
    stillAnswering: `${persona} antwortet noch. ${say('Warte kurz oder halte', 'Warten Sie kurz oder halten Sie')} die Antwort an.`,
    toAnswer: 'Zur Antwort',
    stopped: 'Angehalten. Diese Antwort ist nicht vollständig.',

    sources: 'Quellen',
    more: 'Mehr dazu',
    source: (number, title) => `Quelle ${number}: ${title}`,
    asOf: (date) => `Stand ${date}`,
    undated: 'ohne Datum',
    unknownPublisher: 'Herausgeber unbekannt',
    openPage: 'Seite öffnen',
    newTab: '(öffnet in neuem Tab)',
    checkSource: say(
      'Antworten können Fehler enthalten. Prüfe bitte die Quelle.',
      'Antworten können Fehler enthalten. Prüfen Sie bitte die Quelle.',
    ),
    generated: 'Text von einer KI erzeugt',
    withoutSource: `Dazu kann ich keine Quelle nennen und gebe deshalb keine Antwort. ${human}`,
    suggestions: 'Das könnte weiterhelfen',

    helpful: 'War das hilfreich?',
    thumbsUp: 'Ja, hilfreich',
    thumbsDown: 'Nein, nicht hilfreich',
    reason: 'Was hat nicht gepasst?',
    reasons: {
      wrong: 'Die Antwort ist falsch',
      outdated: 'Die Antwort ist veraltet',
      incomplete: 'Es fehlt etwas',
      unclear: 'Schwer zu verstehen',
      other: 'Etwas anderes',
    },
    comment: 'Anmerkung (freiwillig)',
    commentHint: 'Bitte ohne Namen, Telefonnummern und andere persönliche Angaben.',
    sendFeedback: 'Rückmeldung senden',
    cancel: 'Abbrechen',
    thanks: say('Danke für deine Rückmeldung.', 'Danke für Ihre Rückmeldung.'),
    feedbackFailed: `Die Rückmeldung konnte nicht gespeichert werden. ${later}`,

    keep: 'Gespräch behalten',
    copy: 'Kopieren',
    print: 'Drucken',
    download: 'Herunterladen',
    copied: 'Das Gespräch ist kopiert.',
    copyFailed: 'Kopieren ist hier nicht möglich. Das Gespräch lässt sich stattdessen herunterladen.',
    downloaded: 'Das Gespräch wird als Textdatei gespeichert.',
    fileName: 'gespraech',
    transcriptTitle: (name, city) => `Gespräch mit ${name}${city === null ? '' : `, ${city}`}`,

    info: `Informationen über ${persona}`,
    infoTitle: `Über ${persona}`,
    infoBack: 'Zurück zum Gespräch',
    whatItIs: `Was ${persona} ist`,
    corpus: (documents, newest) =>
      `${persona} kennt zurzeit ${documents} ${documents === '1' ? 'Dokument' : 'Dokumente'}${newest === null ? '' : `, das neueste vom ${newest}`}.`,
    whyErrors: 'Warum Antworten falsch sein können',
    personalData: 'Persönliche Daten',
    contact: 'Kontakt zu Menschen',
    mail: 'E-Mail',
    writeMail: (mail) => `E-Mail: ${mail}`,
    call: (phone) => `Telefon: ${phone}`,
    contactPage: 'Kontaktseite',
    privacy: 'Datenschutz',
    accessibility: 'Barrierefreiheit',
    imprint: 'Impressum',
    links: 'Rechtliches',
    emergency: [
      { label: 'Notruf 112', phone: '112' },
      { label: 'Polizei 110', phone: '110' },
      { label: 'Telefonseelsorge 0800 111 0 111', phone: '08001110111' },
    ],

    reset: 'Gespräch zurücksetzen',
    resetDone: 'Das Gespräch ist zurückgesetzt.',
    switchLanguage: 'Switch to English',
    switchLanguageShort: 'EN',
    languageSwitched: 'Sprache: Deutsch',
    plainLanguage: 'Einfache Sprache',
    plainLanguageHint: 'Bevorzugt Texte in Einfacher Sprache, wo es sie gibt.',

    failures: {
      maintenance: () => `${persona} wird gerade gewartet. ${later} ${human}`,
      busy: () =>
        `Gerade ist viel los oder die Dokumente werden noch geladen. ${say('Versuche es gleich', 'Versuchen Sie es gleich')} noch einmal. ${human}`,
      rate_limited: (seconds) =>
        `Das waren viele Fragen in kurzer Zeit. ${say('Warte', 'Warten Sie')} bitte ${seconds === null ? 'etwas' : wait(seconds)}, dann geht es weiter. ${human}`,
      offline: () =>
        `Es besteht keine Verbindung zum Internet. ${say('Prüfe deine', 'Prüfen Sie Ihre')} Verbindung. ${again} Telefonisch sind wir auch ohne Internet da:`,
      unreachable: () => `${persona} ist gerade nicht erreichbar. ${later} ${human}`,
      too_large: () =>
        `Das Gespräch ist zu lang geworden. ${say('Setze es mit ↺ zurück und stelle deine', 'Setzen Sie es mit ↺ zurück und stellen Sie Ihre')} Frage neu. ${human}`,
      invalid: () =>
        `Diese Frage konnte nicht verarbeitet werden. ${say('Formuliere sie bitte anders.', 'Formulieren Sie sie bitte anders.')} ${human}`,
      cut: () => `Die Verbindung ist abgebrochen, bevor die Antwort vollständig war. ${again} ${human}`,
      fault: () => `Bei der Antwort ist ein Fehler aufgetreten. ${later} ${human}`,
    },
    retry: 'Noch einmal versuchen',
  };
}

const KINDS = {
  email: 'eine E-Mail-Adresse',
  phone: 'eine Telefonnummer',
  iban: 'eine IBAN',
  tax_id: 'eine Steuer-Identifikationsnummer',
  id_card: 'eine Ausweisnummer',
  birth_date: 'ein Geburtsdatum',
  address: 'eine Adresse',
} as const;

function wait(seconds: number): string {
  if (seconds < 90) return `${seconds} ${seconds === 1 ? 'Sekunde' : 'Sekunden'}`;
  return `${Math.ceil(seconds / 60)} Minuten`;
}
