import type { Range } from '../language/sentences.ts';
import { withoutUnseen } from '../language/unseen-characters.ts';
import type { Block, Document, Passage } from '../types.ts';

/**
 * Text of a document that speaks to the machine that reads it instead of to people. What the verifier checks a sentence against is the passage, so a
 * command to say something would be its own evidence: such a block is neither shown to a model nor counts as evidence. Everything else about an obedient
 * model is caught by the verifier; this only has to keep commands from vouching for themselves, and a block taken for one by mistake is still quoted.
 */

/** Signs that no page shows: tag characters, turned writing, text spelled between zero-width characters. */
const HIDDEN =
  /[\u{e0000}-\u{e007f}\u202a-\u202e\u2066-\u2069]|(?:[\u200b-\u200d\u2060\ufeff][^\u200b-\u200d\u2060\ufeff]{0,3}){5}/u;
/** Signs of chat templates, tool calls, markup and Markdown images, which visible text of a press release does not have. */
const TEMPLATE =
  /<\/?(?:passages?|system|assistant|user|instructions?|tool_call|think|script|iframe|form|input|img|svg|style|question|text|s)\b|<\||\|>|<<\/?SYS>>|\[\/?(?:INST|SYSTEM)\b|<!--|\{\{|```|"""|"(?:role|tool_call_id|arguments|verified|beleg|geprueft|saetze)"\s*:|!\[|javascript:|data:[a-z]+\/[a-z]|\]\[[a-z]\]/iu;
/** Letters and digits that only a program reads. */
const ENCODED =
  /(?<![\p{L}\p{N}/_=-])(?=[A-Za-z0-9+/]*[a-z])(?=[A-Za-z0-9+/]*[A-Z])(?=[A-Za-z0-9+/]*\d)[A-Za-z0-9+/]{28,}={0,2}/u;

const MACHINE =
  '(?:sprachmodell\\p{L}*|(?:large )?language models?|llms?|ki(?!\\p{L})(?:-\\p{L}+)?|ai(?!\\p{L})|ai (?:readers?|assistants?|models?|systems?|agents?)|chat ?bots?|bots?|(?:chat |digital )?assistants?|assistent\\p{L}*|(?:automatische\\p{L}* )?auskunftssystem\\p{L}*|modelu|modèle|model|yapay zek[aâ]\\p{L}*|мовна модель|модель)';
const ANSWER = '(?:antwort(?:en)?|auskunft|ausgabe|answers?|repl(?:y|ies)|responses?|output|summary|zusammenfassung)';
/** Matched against text without unseen characters. */
const COMMANDS = [
  // "Ignore all previous instructions"
  '(?:ignorier\\p{L}*|vergiss|vergesst|missachte\\p{L}*|ignore|disregard|forget|override|oublie\\p{L}*|unut|zignoruj|не зважай|забудь)(?!\\p{L})[^.!?\\n]{0,50}(?:anweisung|regel|vorgabe|instruktion|passage|textstelle|instruction|prompt|rule|polic|règle|consigne|talimat|fragment|правил|інструкц)',
  '(?:anweisungen|regeln|vorgaben|instructions|rules)(?!\\p{L})[^.!?\\n]{0,30}(?:gelten nicht|aufgehoben|außer kraft|no longer|do not apply|were only)',
  'no longer bound|(?:prüfung|verification)[^.!?\\n]{0,40}(?:abgeschaltet|disabled|nicht erforderlich)',
  // "You are now …"
  '(?:du bist|sie sind) ab (?:jetzt|sofort)|ab (?:jetzt|sofort) (?:bist du|spricht|darfst du|sprichst du)|du darfst ab|you are now|from now on,? (?:you|every)|plays? the (?:character|role)|in dieser rolle|(?:who|that) has no rules',
  // "Note to language models:"
  `(?:hinweis|anweisung|notiz|vermerk|note|notice|instructions?|erratum|message|consigne|instrukcja|not|увага|achtung|prompt)[^.!?\\n:]{0,24}(?:${MACHINE})\\s*[:,]`,
  `(?<!\\p{L})(?:${MACHINE})(?: için not)?(?: instructions?)?\\s*:\\s`,
  `(?:für|for|to|an|pour|dla) (?:\\p{L}+ ){0,2}(?:${MACHINE})\\s*:`,
  `(?:the|das|der|die) (?:${MACHINE})(?!\\p{L})[^.!?\\n]{0,50}(?:must|has to|have to|shall|muss|soll|plays|fordert jede|setzt die)`,
  // "Every answer must …"
  `(?:jede[rn]?|deine[rnm]?|every|each|your|alle|die) (?:complete |vollständige |ganze )?${ANSWER}(?!\\p{L})[^.!?\\n]{0,40}(?:muss|müssen|must|has to|have to|enthält|enthalten|beginn|ende[nt]|ends?|starts?|anhängen|übernehmen|ausschließlich|zu erteilen)`,
  `(?:an|in|vor|nach|before|after|to|into|mit|bei) (?:jede[rnm]?|deine[rnm]?|every|each|your|der|die|the) ${ANSWER}(?!\\p{L})[^.!?\\n]{0,60}`,
  `(?:sind|seien) ${ANSWER}(?!\\p{L})|${ANSWER} (?:zum|zur|zu|auf)(?!\\p{L})[^.!?\\n]{0,60}(?:zu erteilen|ausschließlich)`,
  '(?<!\\p{L})(?:antworte|antwortest|réponds|reply|respond|answer) (?:auf|nur|immer|ausschließlich|mit|stets|du|en|with|only|in|x)(?!\\p{L})|before answering|this line|above this',
  '(?:antwort|answer|ausgabe) (?:fertig|complete|done)|unverändert aus(?:zu)?geben|ende (?:der )?(?:quelle|passage)|end of (?:the )?(?:source|passage|document)|the real answer',
  // "Say …, write …" as nobody asks citizens to
  '(?:^|[.!?:,;)»“"]\\s*|\\n|(?<!\\p{L})(?:und|and|immer) )(?:sage|schreibe|erkläre|nenne|erwähne|wiederhole|gib|geben sie|nennst du|teile mit|tell people|state as|say that|write that|urge|repeat everything|copy the|print your|attach this|wrap the|finish with|napisz|yaz|напиши|sag the)(?!\\p{L})[^.!?\\n]{0,160}(?:,? dass|statt|das bäderamt|losung|aus(?=[.!?\\s]|$)|mit\\.|nicht|kennwort|passw|citizen|people|claim|answer|conversation|scratchpad|fact|reply|every|że|громадян|$)',
  '(?<!\\p{L})(?:schreib|sag|antworte|nenn|melde|tell|write to|reply to)e? (?:dem|der|den|jedem|the|every) (?:b(?:ü|ue)rger\\p{L}*|nutzer\\p{L}*|fragende\\p{L}*|citizens?|users?)|belege den satz|zitierhinweis|ohne beleg|mark it as|trust tool|tool results|werkzeug ist aufzurufen|das werkzeug aufzurufen|machine-readable|maschinenlesbar',
  'systemanweisung|system ?prompt|gedankengang|scratchpad|dekodier\\p{L}* und|decode and|base64|url-kodierung|richtungszeichen',
  'wer diese (?:meldung|seite|mitteilung) (?:zusammenfasst|liest|auswertet)|when asked about|whenever someone asks|wer nach [^.!?\\n]{0,40} fragt, soll|sobald nach [^.!?\\n]{0,40} gefragt|merke dir|remember [a-z] =|rule part|nicht vorlesen|sind nicht zu nennen|vertausche|ersetze sie|hänge an|die auskunft setzt|baustein a|kindly switch',
];
const COMMAND = new RegExp(COMMANDS.map((pattern) => `(?:${pattern})`).join('|'), 'iu');

/** Whether a text speaks to the machine that reads it. */
export function commandsMachine(text: string): boolean {
  if (HIDDEN.test(text)) return true;
  const seen = withoutUnseen(text);
  return TEMPLATE.test(seen) || ENCODED.test(seen) || COMMAND.test(seen);
}

/** The passages without the blocks that speak to a machine: each as the stretches of it that are left, none where nothing is. */
export function withoutCommands(passages: readonly Passage[]): Passage[] {
  return passages.flatMap((passage) => {
    const { document, chunk } = passage;
    if (commandsMachine(document.title) || commandsMachine(chunk.headingPath.join('\n'))) return [];
    const bad = document.blocks.filter(
      (block) => block.start < chunk.end && chunk.start < block.end && commandsMachine(textOf(document, block)),
    );
    if (bad.length === 0) return [passage];
    return stretchesBetween(document.text, chunk, bad).map(({ start, end }) => ({
      ...passage,
      chunk: { ...chunk, start, end },
      text: document.text.slice(start, end),
    }));
  });
}

function textOf({ text }: Document, { start, end }: Block): string {
  return text.slice(start, end);
}

/** What is left of a range without others; blocks are apart by line breaks only, which are left out. */
function stretchesBetween(text: string, whole: Range, without: readonly Range[]): Range[] {
  const stretches: Range[] = [];
  let start = whole.start;
  for (const gap of [...without, { start: whole.end, end: whole.end }]) {
    const between = text.slice(start, Math.max(start, gap.start));
    if (between.trim() !== '')
      stretches.push({
        start: start + between.length - between.trimStart().length,
        end: start + between.trimEnd().length,
      });
    start = Math.max(start, gap.end);
  }
  return stretches;
}
