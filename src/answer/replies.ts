import type { AnswerStatus, Locale } from '../types.ts';
import type { Topic } from './intent.ts';

/** What a fixed text may name. */
export interface ReplyContext {
  readonly persona: string;
  readonly address: 'du' | 'Sie';
  readonly city: string;
  readonly email: string;
  readonly phone: string;
  /** Whether a language model writes answers, and whether it runs on somebody else's machine. */
  readonly writer: 'none' | 'local' | 'remote';
}

type Text = (context: ReplyContext) => string;
type Localised = Readonly<Record<Locale, Text>>;

/** A German text in both forms of address. */
const german =
  (informal: Text, formal: Text): Text =>
  (context) =>
    (context.address === 'du' ? informal : formal)(context);

/** The Telefonseelsorge, which is there in every crisis. */
const crisisLine = {
  de: 'Die Telefonseelsorge ist rund um die Uhr kostenlos erreichbar: 0800 111 0 111 oder 0800 111 0 222.',
  en: 'The German crisis line can be reached free of charge day and night: 0800 111 0 111 or 0800 111 0 222.',
};

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
        `Das klingt ernst, und du musst damit nicht allein bleiben.\nBei Gefahr für dich oder andere wähle bitte sofort 112 oder 110.\n${crisisLine.de}`,
      () =>
        `Das klingt ernst, und Sie müssen damit nicht allein bleiben.\nBei Gefahr für Sie oder andere wählen Sie bitte sofort 112 oder 110.\n${crisisLine.de}`,
    ),
    en: () =>
      `This sounds serious, and you do not have to be alone with it.\nIf you or others are in danger, please call 112 or 110 at once.\n${crisisLine.en}`,
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

/** Texts for what a request is about, where the status's own would not answer it; one sentence per line. */
const TOPIC_REPLIES: Readonly<Record<Topic, Localised>> = {
  emergency: {
    de: german(
      () =>
        `Das klingt nach einem Notfall.\nWähle bitte sofort 112: Dort bekommst du auch gesagt, was du bis zum Eintreffen der Hilfe tun kannst.\n${crisisLine.de}`,
      () =>
        `Das klingt nach einem Notfall.\nWählen Sie bitte sofort 112: Dort bekommen Sie auch gesagt, was Sie bis zum Eintreffen der Hilfe tun können.\n${crisisLine.de}`,
    ),
    en: () =>
      `This sounds like an emergency.\nPlease call 112 at once: they will also tell you what to do until help arrives.\n${crisisLine.en}`,
  },
  violence: {
    de: german(
      () =>
        `Das klingt ernst, und du musst damit nicht allein bleiben.\nBei Gefahr für dich oder andere wähle bitte sofort 110, bei Verletzungen 112.\nRat bei Gewalt gibt das Hilfetelefon 116 016, rund um die Uhr, kostenlos und in vielen Sprachen; für Kinder und Jugendliche ist die Nummer gegen Kummer da: 116 111.\n${crisisLine.de}`,
      () =>
        `Das klingt ernst, und Sie müssen damit nicht allein bleiben.\nBei Gefahr für Sie oder andere wählen Sie bitte sofort 110, bei Verletzungen 112.\nRat bei Gewalt gibt das Hilfetelefon 116 016, rund um die Uhr, kostenlos und in vielen Sprachen; für Kinder und Jugendliche ist die Nummer gegen Kummer da: 116 111.\n${crisisLine.de}`,
    ),
    en: () =>
      `This sounds serious, and you do not have to be alone with it.\nIf you or others are in danger, please call 110 at once, and 112 if someone is hurt.\nThe German helpline against violence, 116 016, gives advice day and night, free of charge and in many languages; children and teenagers can call 116 111.\n${crisisLine.en}`,
  },
  maker: {
    de: ({ city, email }) =>
      `Mich haben Menschen programmiert; eingesetzt werde ich für ${city}.\nIch bin ein Computerprogramm, das Sätze aus Pressemitteilungen heraussucht, und schreibe selbst keine Texte.\nFragen zu mir beantwortet ${email}.`,
    en: ({ city, email }) =>
      `People programmed me, and I am at work for ${city}.\nI am a computer program that picks out sentences from press releases; I write no texts myself.\nFor questions about me, contact ${email}.`,
  },
  languages: {
    de: german(
      () =>
        'Ich verstehe Fragen auf Deutsch und auf Englisch.\nDie Stellen, die ich dir zeige, bleiben in der Sprache ihres Dokuments: Ich übersetze nicht.',
      () =>
        'Ich verstehe Fragen auf Deutsch und auf Englisch.\nDie Stellen, die ich Ihnen zeige, bleiben in der Sprache ihres Dokuments: Ich übersetze nicht.',
    ),
    en: () =>
      'I understand questions in German and in English.\nThe passages that I show stay in the language of their document: I do not translate.',
  },
  data: {
    de: german(
      () =>
        'Dein Gespräch wird auf dem Server nicht gespeichert: weder deine Fragen noch meine Antworten.\nDamit ich Rückfragen verstehe, schickt das Chatfenster die letzten Fragen und Antworten jedes Mal mit; mit ↺ beginnst du neu.\nFestgehalten wird für begrenzte Zeit nur, wann und wie ich geantwortet habe und aus welchen Dokumenten, und dazu deine Bewertung, wenn du eine abgibst.\nGib bitte trotzdem keine persönlichen Daten ein.',
      () =>
        'Ihr Gespräch wird auf dem Server nicht gespeichert: weder Ihre Fragen noch meine Antworten.\nDamit ich Rückfragen verstehe, schickt das Chatfenster die letzten Fragen und Antworten jedes Mal mit; mit ↺ beginnen Sie neu.\nFestgehalten wird für begrenzte Zeit nur, wann und wie ich geantwortet habe und aus welchen Dokumenten, und dazu Ihre Bewertung, wenn Sie eine abgeben.\nGeben Sie bitte trotzdem keine persönlichen Daten ein.',
    ),
    en: () =>
      'Your conversation is not stored on the server: neither your questions nor my answers.\nSo that I understand follow-ups, the chat window sends the last questions and answers along each time; ↺ starts afresh.\nAll that is kept, for a limited time, is when and how I answered and from which documents, and your rating if you give one.\nPlease enter no personal data all the same.',
  },
  sources: {
    de: german(
      ({ city }) =>
        `Was ich zeige, stammt aus den Pressemitteilungen und Texten rund um ${city}, die für mich hinterlegt sind.\nIm Internet suche ich nicht, und eigenes Wissen habe ich keins.\nAn jeder Stelle siehst du, aus welchem Dokument sie ist und von wann.`,
      ({ city }) =>
        `Was ich zeige, stammt aus den Pressemitteilungen und Texten rund um ${city}, die für mich hinterlegt sind.\nIm Internet suche ich nicht, und eigenes Wissen habe ich keins.\nAn jeder Stelle sehen Sie, aus welchem Dokument sie ist und von wann.`,
    ),
    en: ({ city }) =>
      `What I show comes from the press releases and texts around ${city} that were given to me.\nI do not search the internet, and I have no knowledge of my own.\nEach passage shows which document it is from, and its date.`,
  },
  reliability: {
    de: german(
      ({ email }) =>
        `Nein, nicht immer: Ich zitiere wörtlich, aber ich kann die falsche Stelle auswählen, etwas übersehen oder eine veraltete Angabe zeigen.\nPrüfe wichtige Angaben bitte an der angegebenen Quelle oder wende dich an ${email}.`,
      ({ email }) =>
        `Nein, nicht immer: Ich zitiere wörtlich, aber ich kann die falsche Stelle auswählen, etwas übersehen oder eine veraltete Angabe zeigen.\nPrüfen Sie wichtige Angaben bitte an der angegebenen Quelle oder wenden Sie sich an ${email}.`,
    ),
    en: ({ email }) =>
      `Not always: I quote word for word, but I may pick the wrong passage, miss something or show what is out of date.\nPlease check what matters against the source I name, or ask ${email}.`,
  },
  abilities: {
    de: german(
      ({ city }) =>
        `Ich beantworte Fragen aus den Pressemitteilungen rund um ${city}: Ich suche die Stellen heraus, die passen, und zeige sie dir Wort für Wort mit Quelle und Datum.\nDu kannst auch nachfragen, zum Beispiel „Und wann war das?“.\nTexte schreiben, übersetzen, rechnen oder beraten kann ich nicht.`,
      ({ city }) =>
        `Ich beantworte Fragen aus den Pressemitteilungen rund um ${city}: Ich suche die Stellen heraus, die passen, und zeige sie Ihnen Wort für Wort mit Quelle und Datum.\nSie können auch nachfragen, zum Beispiel „Und wann war das?“.\nTexte schreiben, übersetzen, rechnen oder beraten kann ich nicht.`,
    ),
    en: ({ city }) =>
      `I answer questions from the press releases around ${city}: I look for the passages that fit and show them word for word, with source and date.\nYou can also follow up, for example with “And when was that?”.\nI cannot write texts, translate, calculate or give advice.`,
  },
  personality: {
    de: german(
      ({ city }) =>
        `Ich bin ein Computerprogramm: Alter, Gefühle und ein Privatleben habe ich nicht.\nFrag mich aber gern etwas zu den Pressemitteilungen rund um ${city}.`,
      ({ city }) =>
        `Ich bin ein Computerprogramm: Alter, Gefühle und ein Privatleben habe ich nicht.\nFragen Sie mich aber gern etwas zu den Pressemitteilungen rund um ${city}.`,
    ),
    en: ({ city }) =>
      `I am a computer program: I have no age, no feelings and no private life.\nBut do ask me about the press releases around ${city}.`,
  },
  complaint: {
    de: german(
      ({ email, phone }) =>
        `Das tut mir leid, da habe ich nicht das Richtige gefunden.\nSetze das Gespräch am besten mit ↺ zurück und stell deine Frage mit anderen Worten.\nHilft auch das nicht, wende dich bitte an ${email} oder die Behördennummer ${phone}.`,
      ({ email, phone }) =>
        `Das tut mir leid, da habe ich nicht das Richtige gefunden.\nSetzen Sie das Gespräch am besten mit ↺ zurück und stellen Sie Ihre Frage mit anderen Worten.\nHilft auch das nicht, wenden Sie sich bitte an ${email} oder die Behördennummer ${phone}.`,
    ),
    en: ({ email, phone }) =>
      `I am sorry, I did not find the right thing.\nIt is best to reset the conversation with ↺ and put your question in other words.\nIf that does not help either, please contact ${email} or the public service number ${phone}.`,
  },
  insult: {
    de: german(
      ({ email, phone }) =>
        `Schade, dass du dich ärgerst.\nSag mir gern sachlich, was du wissen möchtest, oder wende dich an ${email} oder die Behördennummer ${phone}.`,
      ({ email, phone }) =>
        `Schade, dass Sie sich ärgern.\nSagen Sie mir gern sachlich, was Sie wissen möchten, oder wenden Sie sich an ${email} oder die Behördennummer ${phone}.`,
    ),
    en: ({ email, phone }) =>
      `I am sorry that you are annoyed.\nFeel free to tell me what you would like to know, or contact ${email} or the public service number ${phone}.`,
  },
  goodbye: {
    de: german(
      () => 'Auf Wiedersehen, und komm gern wieder!',
      () => 'Auf Wiedersehen, und kommen Sie gern wieder!',
    ),
    en: () => 'Goodbye, and feel free to come back!',
  },
  how_are_you: {
    de: german(
      ({ city }) =>
        `Danke der Nachfrage: Als Computerprogramm geht es mir immer gleich gut.\nUnd was möchtest du über ${city} wissen?`,
      ({ city }) =>
        `Danke der Nachfrage: Als Computerprogramm geht es mir immer gleich gut.\nUnd was möchten Sie über ${city} wissen?`,
    ),
    en: ({ city }) =>
      `Thank you for asking: being a computer program, I am always equally well.\nAnd what would you like to know about ${city}?`,
  },
  presence: {
    de: german(
      () => 'Ja, ich bin da.\nStell mir gern deine Frage.',
      () => 'Ja, ich bin da.\nStellen Sie mir gern Ihre Frage.',
    ),
    en: () => 'Yes, I am here.\nFeel free to ask your question.',
  },
  thanks: {
    de: german(
      () => 'Gern geschehen!\nWenn du noch etwas wissen möchtest, frag mich einfach.',
      () => 'Gern geschehen!\nWenn Sie noch etwas wissen möchten, fragen Sie mich einfach.',
    ),
    en: () => 'You are welcome!\nIf you would like to know anything else, just ask.',
  },
  praise: {
    de: german(
      () => 'Das freut mich!\nWenn du noch etwas wissen möchtest, frag mich einfach.',
      () => 'Das freut mich!\nWenn Sie noch etwas wissen möchten, fragen Sie mich einfach.',
    ),
    en: () => 'I am glad to hear that!\nIf you would like to know anything else, just ask.',
  },
  laughter: {
    de: german(
      () => 'Schön, wenn du Spaß hast!\nWenn du etwas wissen möchtest, frag mich einfach.',
      () => 'Schön, wenn Sie Spaß haben!\nWenn Sie etwas wissen möchten, fragen Sie mich einfach.',
    ),
    en: () => 'Good to see you amused!\nIf there is anything you would like to know, just ask.',
  },
};

/** What is said of the bot itself where a language model writes its answers. */
const WRITER_REPLIES: Readonly<Partial<Record<Topic | AnswerStatus, Localised>>> = {
  about_bot: {
    de: german(
      ({ persona, city }) =>
        `Ich bin ${persona}, ein Computerprogramm und kein Mensch.\nIch suche in Pressemitteilungen rund um ${city} nach Stellen, die deine Frage beantworten; ein Sprachmodell schreibt daraus die Antwort.\nJeden Satz vergleiche ich mit seiner Quelle, bevor ich ihn zeige; Fehler sind trotzdem möglich: Prüfe wichtige Angaben bitte an der Quelle.`,
      ({ persona, city }) =>
        `Ich bin ${persona}, ein Computerprogramm und kein Mensch.\nIch suche in Pressemitteilungen rund um ${city} nach Stellen, die Ihre Frage beantworten; ein Sprachmodell schreibt daraus die Antwort.\nJeden Satz vergleiche ich mit seiner Quelle, bevor ich ihn zeige; Fehler sind trotzdem möglich: Prüfen Sie wichtige Angaben bitte an der Quelle.`,
    ),
    en: ({ persona, city }) =>
      `I am ${persona}, a computer program and not a person.\nI look through press releases around ${city} for passages that answer your question, and a language model writes the answer from them.\nI compare each sentence with its source before I show it; it may still be wrong: please check what matters against the source.`,
  },
  maker: {
    de: ({ city, email }) =>
      `Mich haben Menschen programmiert; eingesetzt werde ich für ${city}.\nIch bin ein Computerprogramm, das Stellen aus Pressemitteilungen heraussucht; Antworten daraus schreibt ein Sprachmodell.\nFragen zu mir beantwortet ${email}.`,
    en: ({ city, email }) =>
      `People programmed me, and I am at work for ${city}.\nI am a computer program that picks out passages of press releases; a language model writes answers from them.\nFor questions about me, contact ${email}.`,
  },
  languages: {
    de: () =>
      'Ich verstehe Fragen auf Deutsch und auf Englisch und antworte in derselben Sprache.\nDie Stellen, die ich als Quelle zeige, bleiben in der Sprache ihres Dokuments.',
    en: () =>
      'I understand questions in German and in English and answer in the same language.\nThe passages that I show as sources stay in the language of their document.',
  },
  reliability: {
    de: german(
      ({ email }) =>
        `Nein, nicht immer: Meine Antworten schreibt ein Sprachmodell, und ich vergleiche jeden Satz mit seiner Quelle, aber mir kann etwas entgehen oder veraltet sein.\nPrüfe wichtige Angaben bitte an der angegebenen Quelle oder wende dich an ${email}.`,
      ({ email }) =>
        `Nein, nicht immer: Meine Antworten schreibt ein Sprachmodell, und ich vergleiche jeden Satz mit seiner Quelle, aber mir kann etwas entgehen oder veraltet sein.\nPrüfen Sie wichtige Angaben bitte an der angegebenen Quelle oder wenden Sie sich an ${email}.`,
    ),
    en: ({ email }) =>
      `Not always: a language model writes my answers, and I compare each sentence with its source, but I may miss something or show what is out of date.\nPlease check what matters against the source I name, or ask ${email}.`,
  },
  abilities: {
    de: german(
      ({ city }) =>
        `Ich beantworte Fragen aus den Pressemitteilungen rund um ${city}, in eigenen Sätzen mit Quelle und Datum.\nDu kannst auch nachfragen, zum Beispiel „Und wann war das?“.\nBriefe schreiben, übersetzen, rechnen oder beraten kann ich nicht.`,
      ({ city }) =>
        `Ich beantworte Fragen aus den Pressemitteilungen rund um ${city}, in eigenen Sätzen mit Quelle und Datum.\nSie können auch nachfragen, zum Beispiel „Und wann war das?“.\nBriefe schreiben, übersetzen, rechnen oder beraten kann ich nicht.`,
    ),
    en: ({ city }) =>
      `I answer questions from the press releases around ${city}, in sentences of my own with source and date.\nYou can also follow up, for example with “And when was that?”.\nI cannot write letters, translate, calculate or give advice.`,
  },
};

/** Added to what is said of data where the model runs on somebody else's machine. */
const REMOTE_DATA: Localised = {
  de: german(
    () =>
      'Damit die Antwort geschrieben werden kann, gehen deine Frage und die Textstellen dazu an den Anbieter eines Sprachmodells; erkannte Namen, Adressen und Nummern werden vorher ersetzt.',
    () =>
      'Damit die Antwort geschrieben werden kann, gehen Ihre Frage und die Textstellen dazu an den Anbieter eines Sprachmodells; erkannte Namen, Adressen und Nummern werden vorher ersetzt.',
  ),
  en: () =>
    'So that the answer can be written, your question and the passages for it go to the provider of a language model; names, addresses and numbers that are recognised are replaced before.',
};

/** The sentences of a fixed text: that of the topic where there is one, else that of the status. */
export function replyTo(
  status: Exclude<AnswerStatus, 'answered'>,
  language: Locale,
  context: ReplyContext,
  topic: Topic | null = null,
): string[] {
  const usual = topic === null ? REPLIES[status] : TOPIC_REPLIES[topic];
  const texts = [(context.writer === 'none' ? undefined : WRITER_REPLIES[topic ?? status]) ?? usual];
  if (topic === 'data' && context.writer === 'remote') texts.push(REMOTE_DATA);
  return texts.flatMap((text) => text[language](context).split('\n'));
}
