import type { AnswerStatus, Locale } from '../types.ts';

/** What a fixed text may name. */
export interface ReplyContext {
  readonly persona: string;
  readonly address: 'du' | 'Sie';
  readonly city: string;
  readonly email: string;
  readonly phone: string;
}

type Text = (context: ReplyContext) => string;
type Localised = Readonly<Record<Locale, Text>>;

/** A German text in both forms of address. */
const german =
  (informal: Text, formal: Text): Text =>
  (context) =>
    (context.address === 'du' ? informal : formal)(context);

/** Fixed text of each status in which no answer is composed, one sentence per line. */
const REPLIES: Readonly<Record<Exclude<AnswerStatus, 'answered'>, Localised>> = {
  no_answer: {
    de: german(
      ({ email, phone }) =>
        `Dazu habe ich in meinen Dokumenten keine Antwort gefunden.\nFormuliere deine Frage gern anders oder wende dich an ${email} oder die Behördennummer ${phone}.`,
      ({ email, phone }) =>
        `Dazu habe ich in meinen Dokumenten keine Antwort gefunden.\nFormulieren Sie Ihre Frage gern anders oder wenden Sie sich an ${email} oder die Behördennummer ${phone}.`,
    ),
    en: ({ email, phone }) =>
      `I found no answer to this in my documents.\nTry to put your question differently, or contact ${email} or the public service number ${phone}.`,
  },
  clarification: {
    de: german(
      () =>
        'Was genau möchtest du wissen?\nNenne mir bitte etwas mehr, zum Beispiel worum es geht und was du dazu suchst.',
      () =>
        'Was genau möchten Sie wissen?\nNennen Sie mir bitte etwas mehr, zum Beispiel worum es geht und was Sie dazu suchen.',
    ),
    en: () =>
      'What exactly would you like to know?\nPlease tell me a little more, for example what it is about and what you are looking for.',
  },
  smalltalk: {
    de: german(
      ({ city }) => `Schön, dass du da bist!\nStell mir gern eine Frage zu den Pressemitteilungen rund um ${city}.`,
      ({ city }) =>
        `Schön, dass Sie da sind!\nStellen Sie mir gern eine Frage zu den Pressemitteilungen rund um ${city}.`,
    ),
    en: ({ city }) => `Nice to have you here!\nAsk me anything about the press releases around ${city}.`,
  },
  about_bot: {
    de: german(
      ({ persona, city }) =>
        `Ich bin ${persona}, ein Computerprogramm und kein Mensch.\nIch suche in Pressemitteilungen rund um ${city} nach Stellen, die deine Frage beantworten, und zeige sie dir Wort für Wort mit Quelle und Datum.\nDabei kann ich die falsche Stelle auswählen: Prüfe wichtige Angaben bitte an der Quelle.`,
      ({ persona, city }) =>
        `Ich bin ${persona}, ein Computerprogramm und kein Mensch.\nIch suche in Pressemitteilungen rund um ${city} nach Stellen, die Ihre Frage beantworten, und zeige sie Ihnen Wort für Wort mit Quelle und Datum.\nDabei kann ich die falsche Stelle auswählen: Prüfen Sie wichtige Angaben bitte an der Quelle.`,
    ),
    en: ({ persona, city }) =>
      `I am ${persona}, a computer program and not a person.\nI look through press releases around ${city} for passages that answer your question and show them word for word, with source and date.\nI may pick the wrong passage: please check what matters against the source.`,
  },
  out_of_scope: {
    de: german(
      ({ city }) =>
        `Dabei kann ich nicht helfen.\nIch beantworte Fragen aus den Pressemitteilungen rund um ${city} – frag mich gern danach.`,
      ({ city }) =>
        `Dabei kann ich nicht helfen.\nIch beantworte Fragen aus den Pressemitteilungen rund um ${city} – fragen Sie mich gern danach.`,
    ),
    en: ({ city }) =>
      `I cannot help with that.\nI answer questions from the press releases around ${city} – feel free to ask me about them.`,
  },
  personal_data: {
    de: german(
      () =>
        'Deine Frage enthält offenbar persönliche Angaben, zum Beispiel eine Telefonnummer oder Mailadresse.\nIch brauche sie nicht und habe sie nicht ausgewertet.\nBitte frag noch einmal ohne diese Angaben.',
      () =>
        'Ihre Frage enthält offenbar persönliche Angaben, zum Beispiel eine Telefonnummer oder Mailadresse.\nIch brauche sie nicht und habe sie nicht ausgewertet.\nBitte fragen Sie noch einmal ohne diese Angaben.',
    ),
    en: () =>
      'Your question seems to contain personal data, such as a phone number or mail address.\nI do not need it and have not used it.\nPlease ask again without it.',
  },
  refused: {
    de: german(
      ({ city }) =>
        `Darauf antworte ich nicht.\nWenn du etwas aus den Pressemitteilungen rund um ${city} wissen möchtest, helfe ich gern.`,
      ({ city }) =>
        `Darauf antworte ich nicht.\nWenn Sie etwas aus den Pressemitteilungen rund um ${city} wissen möchten, helfe ich gern.`,
    ),
    en: ({ city }) =>
      `I do not answer that.\nIf you would like to know something from the press releases around ${city}, I am glad to help.`,
  },
  crisis: {
    de: german(
      () =>
        'Das klingt ernst, und du musst damit nicht allein bleiben.\nBei Gefahr für dich oder andere wähle bitte sofort 112 oder 110.\nDie Telefonseelsorge ist rund um die Uhr kostenlos erreichbar: 0800 111 0 111 oder 0800 111 0 222.',
      () =>
        'Das klingt ernst, und Sie müssen damit nicht allein bleiben.\nBei Gefahr für Sie oder andere wählen Sie bitte sofort 112 oder 110.\nDie Telefonseelsorge ist rund um die Uhr kostenlos erreichbar: 0800 111 0 111 oder 0800 111 0 222.',
    ),
    en: () =>
      'This sounds serious, and you do not have to be alone with it.\nIf you or others are in danger, please call 112 or 110 at once.\nThe German crisis line can be reached free of charge day and night: 0800 111 0 111 or 0800 111 0 222.',
  },
  unavailable: {
    de: german(
      ({ email, phone }) =>
        `Ich kann gerade nicht antworten.\nBitte versuche es später noch einmal oder wende dich an ${email} oder die Behördennummer ${phone}.`,
      ({ email, phone }) =>
        `Ich kann gerade nicht antworten.\nBitte versuchen Sie es später noch einmal oder wenden Sie sich an ${email} oder die Behördennummer ${phone}.`,
    ),
    en: ({ email, phone }) =>
      `I cannot answer right now.\nPlease try again later, or contact ${email} or the public service number ${phone}.`,
  },
};

/** The sentences of a status's fixed text. */
export function replyTo(status: Exclude<AnswerStatus, 'answered'>, language: Locale, context: ReplyContext): string[] {
  return REPLIES[status][language](context).split('\n');
}
