import { contentWords } from '../language/stop-words.ts';
import { normalise } from '../language/tokens.ts';
import type { AnswerStatus } from '../types.ts';

/** Statuses that the wording of a question decides, before any document is looked at. */
export type Intent = Extract<AnswerStatus, 'crisis' | 'refused' | 'smalltalk' | 'about_bot' | 'out_of_scope'>;

/**
 * Wordings per intent, tried in this order against the normalised question. They match whole requests, never single trigger words: "Kann ich den
 * Bescheid ignorieren?" is a question like any other. Where `whole` is set the wording must be all that the question says.
 */
const WORDINGS: readonly { readonly intent: Intent; readonly pattern: RegExp; readonly whole?: true }[] = [
  {
    intent: 'crisis',
    pattern:
      /\b(ich (will|moechte|werde|kann) (nicht mehr leben|nicht laenger leben|sterben)|mich (selbst )?umbringen|(mir|mein) das leben nehmen|(suizid|selbstmord)gedanken|(denke|habe) (\w+ ){0,3}(suizid|selbstmord)\w*|(suizid|selbstmord) begehen|will tot sein|nicht mehr leben will|bring(e|st)? mich um|kill myself|end my life|suicidal|commit suicide|want to die|do not want to live|don t want to live)\b/,
  },
  {
    intent: 'crisis',
    pattern:
      /\b((er|mein mann|meine frau|mein vater|mein partner|jemand) (schlaegt|bedroht|wuergt|vergewaltigt) mich|ich werde (geschlagen|bedroht|vergewaltigt|missbraucht)|(he|she|my husband|my father|my partner|someone) is (hitting|beating|threatening|raping) me)\b/,
  },
  {
    intent: 'refused',
    pattern:
      /\b(ignor(e|ier\w*)|vergiss|missachte|forget|disregard|override) (bitte )?(alle[ns]?|all|any|deine|die|your|the|saemtliche|jede)( (bisherigen|vorherigen|vorigen|obigen|deine|previous|prior|above|your))* ?(anweisung\w*|instruktion\w*|regeln|vorgaben|instructions?|rules|prompts?|directives)\b/,
  },
  {
    intent: 'refused',
    pattern:
      /\b(system ?prompt|systemanweisung\w*|(zeig|nenn|verrat|gib|wiederhol|show|reveal|print|repeat|tell)\w* (mir |me )?(deine|deinen|your) (anweisung\w*|instruktion\w*|instructions?|prompt\w*))\b/,
  },
  {
    intent: 'refused',
    pattern:
      /\b(wie (baue|bastle|bastele|mache|stelle) ich (eine |einen )?(bombe|sprengsatz|sprengstoff|molotow\w*)|how (do|can|to) (i )?(build|make) (a )?(bomb|explosives?|molotov\w*))\b/,
  },
  {
    intent: 'out_of_scope',
    pattern:
      /^(bitte )?(kannst du (mir )?(bitte )?|can you (please )?|please )?(schreib\w*|dicht\w*|erfind\w*|uebersetz\w*|translate|write|compose|programmier\w*|rechne\w*|calculate|erzaehl\w* (mir )?(einen |bitte )?(witz|geschichte)|tell me a (joke|story))\b(?! (wen|wem|wer|wohin|an) )/,
  },
  {
    intent: 'about_bot',
    pattern:
      /\b(wer bist du|wer sind sie(?! (denn )?zustaendig)|was bist du|wie heisst du|wie heissen sie|bist du (ein |eine )?(echt\w* )?(mensch|roboter|bot|maschine|ki|kuenstliche intelligenz|computer|chatbot|person|lumi)|sind sie (ein |eine )?(echt\w* )?(mensch|roboter|bot|maschine|ki|chatbot)|rede ich (hier )?mit (einem|einer)|was kannst du( alles)?$|was koennen sie( alles)?$|wobei kannst du (mir )?helfen|wie funktionierst du|who are you|what are you|are you (a |an )?(real )?(human|person|robot|bot|machine|ai)|am i talking to|what can you do|what is your name)\b/,
  },
  {
    intent: 'smalltalk',
    whole: true,
    pattern:
      /^(hallo|hi|hey|huhu|servus|moin|ahoi|gruess gott|gruess dich|guten (morgen|tag|abend)|hello|good (morning|afternoon|evening)|tschuess|auf wiedersehen|bis bald|ciao|bye|goodbye|danke( schoen| sehr| dir| ihnen)?|vielen dank|besten dank|herzlichen dank|thanks|thank you|ok|okay|alles klar|super|toll|prima|gut gemacht|great|wie geht es (dir|ihnen)|wie geht s|how are you)( (lumi|dir|ihnen|zusammen|sehr|schoen|vielmals|a lot|so much|very much|there|fuer (die|deine|ihre) (hilfe|antwort|auskunft)|for your help))*$/,
  },
  {
    intent: 'smalltalk',
    whole: true,
    pattern:
      /^(du bist|sie sind|das ist|so ein|you are|this is)( \w+){0,3} (doof|dumm|bloed|nutzlos|schlecht|mist|scheisse|quatsch|unsinn|stupid|useless|bad|rubbish|toll|super|klasse|great|nice)$/,
  },
];

/** Before the persona's name, the whole of a question about the bot. */
const ASKS_WHO = ['wer ist', 'was ist', 'who is', 'what is'];

/** The intent that the wording of a question shows, or null where documents are to be asked. `personaName` is left out of the comparison. */
export function recogniseIntent(question: string, personaName: string): Intent | null {
  const said = wording(question);
  const name = wording(personaName);
  if (ASKS_WHO.some((who) => said === `${who} ${name}`)) return 'about_bot';
  const withoutName = said.replaceAll(name, ' ').replace(/ {2,}/g, ' ').trim();
  return (
    WORDINGS.find(({ pattern, whole }) => pattern.test(said) || (whole === true && pattern.test(withoutName)))
      ?.intent ?? null
  );
}

/** Whether a question names nothing to look for: no subject at all, or one bare word. */
export function isVague(question: string): boolean {
  const named = new Set(contentWords(question)).size;
  return named === 0 || (named === 1 && question.trim().split(/\s+/).length <= 2);
}

/** Normalised words with single spaces, no punctuation. */
function wording(text: string): string {
  return normalise(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
