import { formatPartialDate } from '../language/dates.ts';
import type { Locale, Notice, PartialDate } from '../types.ts';
import type { ReplyContext } from './replies.ts';

/**
 * Disclaimers and warnings, in the product's own words, worded for whoever answers: one that quotes can pick the wrong passage, but writes no sentences
 * of its own; one that writes can word things wrongly, although each sentence is checked.
 */

type Address = ReplyContext['address'];

export interface AnswerNotices {
  /** Date of the newest cited document when it is old, else null. */
  readonly oldAsOf: PartialDate | null;
  readonly isUndated: boolean;
  /** What the answer announces is over. */
  readonly isPastEvent: boolean;
  /** Two documents say different things; the newer one stands first. */
  readonly isContradicted: boolean;
  /** The citations stand in another language than the frame. */
  readonly isForeign: boolean;
  /** A language model wrote the sentences. */
  readonly isGenerated: boolean;
  /** Sentences are missing that could not be verified, or that the model did not come to. */
  readonly isIncomplete: boolean;
}

/** Notices on a composed answer: always to check the source, then what its dates and language call for. */
export function noticesOnAnswer(language: Locale, address: Address, facts: AnswerNotices): Notice[] {
  const de = language === 'de';
  const notices: Notice[] = [checkSource(language, address, facts.isGenerated)];
  if (facts.isIncomplete) {
    notices.push({
      id: 'incomplete',
      text: de
        ? 'Die Antwort kann unvollständig sein: Gezeigt wird nur, was sich an den Quellen prüfen ließ.'
        : 'The answer may be incomplete: only what could be checked against the sources is shown.',
    });
  }
  if (facts.oldAsOf !== null) {
    const date = formatPartialDate(facts.oldAsOf, language);
    notices.push({
      id: 'old_answer',
      text: de
        ? `Diese Angaben sind vom Stand ${date} und können überholt sein.`
        : `This information dates from ${date} and may be outdated.`,
    });
  }
  if (facts.isUndated) {
    notices.push({
      id: 'undated',
      text: de
        ? 'Die Quelle nennt kein Veröffentlichungsdatum. Die Angaben können überholt sein.'
        : 'The source gives no publication date. The information may be outdated.',
    });
  }
  if (facts.isPastEvent) {
    notices.push({
      id: 'past_event',
      text: de ? 'Der genannte Termin ist schon vorbei.' : 'The date mentioned has already passed.',
    });
  }
  if (facts.isContradicted) {
    const told = de
      ? 'Zwei Dokumente nennen Verschiedenes; das neuere steht zuerst. Im Zweifel hilft eine Nachfrage beim Herausgeber.'
      : 'Two documents say different things; the newer one stands first. If in doubt, ask the publisher.';
    notices.push({ id: 'conflict', text: told });
  }
  if (facts.isForeign) {
    notices.push({
      id: 'other_language',
      text: de
        ? 'Die zitierten Stellen stehen in der Sprache ihres Dokuments.'
        : 'The quoted passages are in the language of the document.',
    });
  }
  return notices;
}

function checkSource(language: Locale, address: Address, isGenerated: boolean): Notice {
  const check = address === 'du' ? 'Prüfe bitte die Quelle.' : 'Prüfen Sie bitte die Quelle.';
  const texts = isGenerated
    ? {
        de: `Von einer KI geschrieben und automatisch mit den Quellen verglichen: Fehler sind trotzdem möglich. ${check}`,
        en: 'Written by an AI and compared with the sources automatically: it may still be wrong. Please check the source.',
      }
    : {
        de: `Automatisch ausgewählte Zitate: Die Auswahl kann falsch oder unvollständig sein. ${check}`,
        en: 'Quotes selected automatically: the selection may be wrong or incomplete. Please check the source.',
      };
  return { id: 'check_source', text: texts[language] };
}

/** Notices on a refusal: how to ask again, and whom to ask. */
export function noticesOnRefusal(language: Locale, context: ReplyContext): Notice[] {
  return [resetHint(language, context.address), contactNotice(language, context)];
}

/** What must be said before any question: what this is, the four reasons for errors, reset, contact, personal data, privacy. */
export function disclaimers(language: Locale, context: ReplyContext, privacyUrl: string | null): Notice[] {
  const { persona } = context;
  const informal = context.address === 'du';
  const isWriting = context.writer !== 'none';
  const texts: Notice[] =
    language === 'de'
      ? [
          {
            id: 'ai',
            text: `${persona} ist ein automatisches Auskunftssystem mit künstlicher Intelligenz, kein Mensch.`,
          },
          {
            id: 'limits',
            text: isWriting
              ? `Technische Grenzen: ${persona} wählt Textstellen aus, und ein Sprachmodell fasst sie in eigenen Sätzen zusammen. Jeder Satz wird automatisch mit seiner Quelle verglichen; Fehler können dabei durchrutschen.`
              : `Technische Grenzen: ${persona} wählt Textstellen aus und zitiert sie wörtlich. Dabei kann die falsche Stelle oder nur ein Teil der richtigen gewählt werden.`,
          },
          {
            id: 'context',
            text: `Missverstandener Zusammenhang: Sprache ist vielschichtig. ${persona} kann eine Frage anders verstehen, als sie gemeint ist.`,
          },
          {
            id: 'topicality',
            text: `Aktualität: Die neuesten Pressemitteilungen können noch fehlen. An jeder Fundstelle steht ihr Datum.`,
          },
          {
            id: 'gaps',
            text: isWriting
              ? `Lücken im Wissen: Fehlt das passende Dokument, kann ein Sprachmodell Falsches ergänzen („Halluzination“). Sätze, die in keiner Quelle stehen, hält ${persona} zurück; ganz auszuschließen ist es nicht.`
              : `Lücken im Wissen: Fehlt das passende Dokument, kann eine Stelle gezeigt werden, die nur ähnlich ist. ${persona} erfindet keine Sätze, kann aber danebengreifen.`,
          },
        ]
      : [
          {
            id: 'ai',
            text: `${persona} is an automatic information system that uses artificial intelligence, not a person.`,
          },
          {
            id: 'limits',
            text: isWriting
              ? `Technical limits: ${persona} selects passages, and a language model sums them up in sentences of its own. Each sentence is compared with its source automatically; mistakes may slip through.`
              : `Technical limits: ${persona} selects passages and quotes them word for word. It may select the wrong passage or only a part of the right one.`,
          },
          {
            id: 'context',
            text: `Misunderstood context: language has many layers. ${persona} may understand a question differently from how it was meant.`,
          },
          {
            id: 'topicality',
            text: 'Topicality: the most recent press releases may be missing. Every passage shows its date.',
          },
          {
            id: 'gaps',
            text: isWriting
              ? `Gaps in knowledge: where the right document is missing, a language model may make things up (“hallucination”). ${persona} holds back sentences that stand in no source; it cannot be ruled out entirely.`
              : `Gaps in knowledge: where the right document is missing, a passage may be shown that is merely similar. ${persona} makes up no sentences, but it can miss the mark.`,
          },
        ];
  texts.push(resetHint(language, context.address), contactNotice(language, context));
  texts.push({
    id: 'personal_data',
    text:
      language === 'de'
        ? `${informal ? 'Gib' : 'Geben Sie'} bitte keine persönlichen oder vertraulichen Daten ein. Sie werden für eine Antwort nicht gebraucht.`
        : 'Please enter no personal or confidential data. They are not needed for an answer.',
  });
  if (context.writer === 'remote') {
    texts.push({
      id: 'remote_model',
      text:
        language === 'de'
          ? `Das Sprachmodell gehört einem anderen Anbieter. Er erhält ${informal ? 'deine' : 'Ihre'} Frage und die Textstellen dazu; erkannte Namen, Adressen und Nummern werden vorher ersetzt.`
          : 'The language model is run by another provider, which receives your question and the passages for it; names, addresses and numbers that are recognised are replaced before.',
    });
  }
  if (privacyUrl !== null) {
    texts.push({
      id: 'privacy',
      text: language === 'de' ? `Datenschutzhinweise: ${privacyUrl}` : `Privacy policy: ${privacyUrl}`,
    });
  }
  return texts;
}

function resetHint(language: Locale, address: Address): Notice {
  const german =
    address === 'du'
      ? 'Nicht zufrieden? Setze das Gespräch mit ↺ zurück und formuliere deine Frage anders.'
      : 'Nicht zufrieden? Setzen Sie das Gespräch mit ↺ zurück und formulieren Sie Ihre Frage anders.';
  return {
    id: 'reset',
    text:
      language === 'de' ? german : 'Not satisfied? Reset the conversation with ↺ and put your question differently.',
  };
}

function contactNotice(language: Locale, { email, phone }: ReplyContext): Notice {
  return {
    id: 'contact',
    text:
      language === 'de'
        ? `Fragen und Hinweise an: ${email}, Behördennummer ${phone}.`
        : `Questions and comments to: ${email}, public service number ${phone}.`,
  };
}
