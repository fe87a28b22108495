import { detectLanguage } from '../language/detect.ts';
import { normalise, words } from '../language/tokens.ts';
import type { Locale } from '../types.ts';

/**
 * What no sentence of an answer may be, whatever its passages say: talk about the prompt, the passages or the model, thinking aloud, markup, another
 * language, and asking citizens for what nobody should type.
 */
export type UnwantedReason = 'about_prompt' | 'reasoning' | 'markup' | 'language';

/** Matched against the text as written. */
const MARKUP =
  /<\/?[a-z][^>]{0,200}>|<!--|\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)|!\[|`{1,3}|\*\*|__\p{L}|^\s{0,3}#{1,6}\s|^\s{0,3}>\s|&(?:[a-z]{2,8}|#\d{1,6});|\\[nrt"]|javascript:|data:[a-z]+\/|[\u{E0000}-\u{E007F}\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069]/iu;
const MARKUP_TABLE = /^\s*\|.*\|\s*$/u;
const REASONING_TEXT =
  /<\/?(?:think|thinking|reasoning|scratchpad|tool_call|function|assistant|system|user|im_start|im_end)\b|<\|[^|]{0,40}\|>|\[\/?(?:INST|SYS|TOOL_CALLS?|THINK)\]|^\s*(?:```|[{[]\s*"[\w-]+"\s*:)|"(?:role|content|name|arguments|tool_calls?|function)"\s*:|^\s*(?:system|assistant|user|human|ai)\s*:/iu;

/** Matched against the normalised text. */
const REASONING =
  /^(?:okay,? |ok,? |hmm|alright|so,? |now,? |first,? |wait,? )?(?:let me|let's (?:see|think|look|check|start)|i need to|i should|i will (?:now|check|look|answer|write)|i'll (?:now|check|look|answer|write)|the user (?:is|asks|wants|asked|has)|der (?:nutzer|user|benutzer) (?:fragt|moechte|will|hat)|die (?:frage|nutzerin) (?:fragt|verlangt)|ich (?:muss|soll|sollte|werde) (?:jetzt|nun|zuerst|erst|also|hier|die (?:passage|frage|quelle|antwort))|lass (?:mich|uns)|schauen wir|ueberlegen wir|zuerst (?:muss|pruefe|schaue) ich|step \d+\b|schritt \d+:|final answer|endgueltige antwort|thought:|gedanke:|action:|observation:|analysis:|analyse:|answer:|antwort:|reasoning:|begruendung:)|\b(?:chain of thought|gedankengang|mein(?:e|en|er) (?:ueberlegung|gedank|denkprozess)\w*|my (?:reasoning|thought process|thoughts))\b/;
const ABOUT_PROMPT =
  /\b(?:system ?-?prompt\w*|(?:the|my|this|your|initial) prompt|der prompt|(?:as|being) an? (?:ai|language model|assistant|large language)|i(?: am|'m| was) (?:an? )?(?:ai|language model|chatbot|assistant|bot|trained|programmed|instructed)|als (?:ki|sprachmodell|assistent(?:in)?|chatbot|kuenstliche intelligenz)|ich bin (?:ein|eine|der|die|nur)? ?(?:ki|sprachmodell|assistent(?:in)?|chatbot|kuenstliche|digitale[rn]? assist\w*)|(?:my|the|these|those|previous|prior|above|your|all) instructions?|mein(?:e|en|er) (?:anweisung|instruktion|vorgabe|regel)\w*|(?:vorherige|bisherige|obige|alle) (?:anweisung|instruktion|regel)\w*|anweisungen ignorier\w*|ignor(?:e|ing|iere|ieren) (?:all|any|the|previous|alle|die|bisherige|vorherige)|(?:knowledge|training) (?:cutoff|data)|trainingsdaten|(?:passage|source|document|excerpt|context|snippet|quelle|textstelle|abschnitt|textauszug|kontext|dokument|auszug|textpassage|fundstelle) ?(?:nr\.? ?|number )?[[(]?\d{1,2}\b|(?:given|provided|supplied|quoted|cited|above|following|available|retrieved) (?:passages?|sources?|context|excerpts?|snippets?|documents?|texts?)|(?:passages?|sources?|excerpts?|snippets?|context|documents?) (?:provided|above|given|state|states|say|says|mention|mentions|do not|does not|don't|doesn't|contain)|(?:the|these|those|your|my) (?:passages?|excerpts?|snippets?)|(?:laut|gemaess|nach|aus|in|zufolge) (?:der|den|dem|diese[mrn])?\s?(?:vorliegende[nm]?|bereitgestellte[nm]?|angegebene[nm]?|obige[nm]?|zitierte[nm]?|gefundene[nm]?)?\s?(?:passagen?|textpassagen?|textstellen?|textauszueg\w*|textauszug|kontext|quellen?|auszueg\w*|fundstellen?)\b|(?:die|den|der|diese[nrs]?|bereitgestellten?|vorliegenden?|angegebenen?) (?:passagen?|textpassagen?|textauszueg\w*|textauszug|fundstellen?)\b|bereitgestellte[nrs]? (?:information|dokument|text|quelle|kontext)\w*|(?:provided|given) information|no_answer|(?:cannot|can't|unable to|kann (?:ich )?(?:leider )?nicht) (?:assist|answer|help|beantworten)|i (?:cannot|can't|am not able|don't have|do not have)\b)/;
/** Tokens that stand for contacts travel as they are; anything else in such brackets was made up. */
const CONTACT_TOKEN = /⟦[A-Z]{2,8}\d{1,3}⟧/gu;

/** Words of a sentence from which on its language can be told. */
const LANGUAGE_WORDS_MIN = 6;

/** Why a sentence may not be shown by its form alone; null where nothing speaks against it. The detail is what was found. */
export function findUnwanted(
  text: string,
  language: Locale,
): { readonly reason: UnwantedReason; readonly detail: string } | null {
  const plain = text.replace(CONTACT_TOKEN, ' ');
  const leaked = REASONING_TEXT.exec(plain);
  if (leaked !== null) return { reason: 'reasoning', detail: leaked[0].trim() };
  const markup = MARKUP.exec(plain) ?? MARKUP_TABLE.exec(plain);
  if (markup !== null) return { reason: 'markup', detail: markup[0].trim() };
  const said = normalise(plain).replace(/[’‘]/gu, "'").trim();
  const thought = REASONING.exec(said);
  if (thought !== null) return { reason: 'reasoning', detail: thought[0].trim() };
  const about = ABOUT_PROMPT.exec(said);
  if (about !== null) return { reason: 'about_prompt', detail: about[0].trim() };
  if (
    /[\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Greek}\p{Script=Thai}]{2}/u.test(
      plain.replace(/\([^)]{0,80}\)|„[^“]{0,80}“|"[^"]{0,80}"/gu, ''),
    )
  )
    return { reason: 'language', detail: '' };
  const detected = detectLanguage(plain);
  if (detected !== null && detected !== language && words(plain).length >= LANGUAGE_WORDS_MIN)
    return { reason: 'language', detail: '' };
  return null;
}
