import { formatPartialDate } from '../language/dates.ts';
import type { Locale, Notice, PartialDate } from '../types.ts';
import type { ReplyContext } from './replies.ts';

/**
 * Disclaimers and warnings, in the product's own words. They are worded for an answerer that quotes: it can pick the wrong passage, but it does not
 * write sentences of its own.
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
}

/** Notices on a composed answer: always to check the source, then what its dates and language call for. */
export function noticesOnAnswer(language: Locale, address: Address, facts: AnswerNotices): Notice[] {
  const de = language === 'de';
  const notices: Notice[] = [
    {
      id: 'check_source',
      text: de
        ? `Automatisch ausgewählte Zitate: Die Auswahl kann falsch oder unvollständig sein. ${address === 'du' ? 'Prüfe' : 'Prüfen Sie'} bitte die Quelle.`
        : 'Quotes selected automatically: the selection may be wrong or incomplete. Please check the source.',
    },
  ];
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

/** Notices on a refusal: how to ask again, and whom to ask. */
export function noticesOnRefusal(language: Locale, context: ReplyContext): Notice[] {
  return [resetHint(language, context.address), contactNotice(language, context)];
}

/** What must be said before any question: what this is, the four reasons for errors, reset, contact, personal data, privacy. */
export function disclaimers(language: Locale, context: ReplyContext, privacyUrl: string | null): Notice[] {
  const { persona } = context;
  const informal = context.address === 'du';
  const texts: Notice[] =
    language === 'de'
      ? [
          {
            id: 'ai',
            text: `${persona} ist ein automatisches Auskunftssystem mit künstlicher Intelligenz, kein Mensch.`,
          },
          {
            id: 'limits',
            text: `Technische Grenzen: ${persona} wählt Textstellen aus und zitiert sie wörtlich. Dabei kann die falsche Stelle oder nur ein Teil der richtigen gewählt werden.`,
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
            text: `Lücken im Wissen: Fehlt das passende Dokument, kann eine Stelle gezeigt werden, die nur ähnlich ist. ${persona} erfindet keine Sätze, kann aber danebengreifen.`,
          },
        ]
      : [
          {
            id: 'ai',
            text: `${persona} is an automatic information system that uses artificial intelligence, not a person.`,
          },
          {
            id: 'limits',
            text: `Technical limits: ${persona} selects passages and quotes them word for word. It may select the wrong passage or only a part of the right one.`,
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
            text: `Gaps in knowledge: where the right document is missing, a passage may be shown that is merely similar. ${persona} makes up no sentences, but it can miss the mark.`,
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
