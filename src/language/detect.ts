import type { Locale } from '../types.ts';
import { words } from './tokens.ts';

/** Normalised words that only one of the two languages has: function words, and the commonest words of citizens' keyword queries. */
const GERMAN_WORDS: ReadonlySet<string> = new Set(
  (
    'der das dem den des ein eine einen einem einer eines und oder aber nicht kein keine ist sind bin bist seid waren wurde wurden wird werden ' +
    'habe haben hast hatte ich du er sie wir ihr mich mir dir dich uns euch ihnen mein meine meinen meinem meiner dein deine unser unsere ihre ihren ' +
    'wer wie wo wann warum wieso weshalb wohin woher welche welcher welches welchen wem wen wieviel viele viel ' +
    'kann kannst koennen koennte muss muessen soll sollte darf duerfen moechte will gibt geht macht brauche braucht ' +
    'mit von vom zu zum zur bei beim auf aus fuer ueber unter nach seit bis durch gegen ohne im ins am um dass wenn weil auch noch nur schon mal bitte danke ' +
    'hier dort heute morgen gestern es sich man etwas mehr wieder jetzt denn dann hallo ja nein ' +
    'bedeutet heisst kostet findet stadt rathaus angebote schule kinder wohnung wohnen leben'
  ).split(' '),
);
const ENGLISH_WORDS: ReadonlySet<string> = new Set(
  (
    'the of and or but not is are were be been being do does did have had i you he she it we they me my your our their his her its them us ' +
    'what who whom whose where when why how which much many long can could would should must may might shall ' +
    'to from with for at on by about into over after before since until there here this that these those if because than then ' +
    'please thanks hello yes no some any get need want today tomorrow tell show near open ' +
    'city town hall offers school children housing living public'
  ).split(' '),
);
/** Words of both languages: not evidence, or only weak evidence where one language has them far more often. */
const SHARED_WORDS: ReadonlyMap<string, Locale> = new Map([
  ['was', 'de'],
  ['die', 'de'],
  ['war', 'de'],
  ['hat', 'de'],
  ['an', 'de'],
  ['a', 'en'],
  ['as', 'en'],
  ['has', 'en'],
]);

/** Letters and syllables that are common in one language and rare in the other; looked for in normalised words. */
const GERMAN_SHAPE =
  /(?:sch(?!o)|tz|pf|zw|ung(?:en)?$|keit|heit|lich|schaft|amt$|strasse|platz$|buero|eit(?:en)?$|[rwk]eis|^ge.{3,}t$|^(?:ver|zer|ent|be).{3,}en$|(?:ag|eld|tig|mel|ier|eng|ufen|end)en$|sse$)/;
const ENGLISH_SHAPE = /(?:^th|^wh|ght|ing$|tion$|ly$|ou[rsn]|oo|ea|sh$|[^aeiou]y$|(?:n|l)ess$|ck$|ow$|ce$)/;
const GERMAN_LETTER = /[äöüß]/iu;

/** A word of one language proves it; a shared one, or the shape of a word, only supports it: names have shapes too. */
const WEIGHTS = { ownWord: 1, letter: 0.75, sharedWord: 0.4, shape: 0.3 };
/** Evidence below this is a guess: one shape, as in a lone "Heidelberg?", is not enough; two shapes or one shared word with a shape are. */
const EVIDENCE_MIN = 0.5;

/**
 * The language of a question or document; null where nothing speaks for either ("Kumamoto?", "42") or as much for one as for the other.
 * Umlauts may be missing ("Buergerbuero"), and names of one language may stand in a text of the other.
 */
export function detectLanguage(text: string): Locale | null {
  const evidence: Record<Locale, number> = { de: 0, en: 0 };
  for (const word of words(text)) {
    const shared = SHARED_WORDS.get(word);
    if (shared !== undefined) evidence[shared] += WEIGHTS.sharedWord;
    else if (GERMAN_WORDS.has(word)) evidence.de += WEIGHTS.ownWord;
    else if (ENGLISH_WORDS.has(word)) evidence.en += WEIGHTS.ownWord;
    else {
      if (GERMAN_SHAPE.test(word)) evidence.de += WEIGHTS.shape;
      if (ENGLISH_SHAPE.test(word)) evidence.en += WEIGHTS.shape;
    }
  }
  if (GERMAN_LETTER.test(text)) evidence.de += WEIGHTS.letter;

  const margin = evidence.de - evidence.en;
  if (Math.max(evidence.de, evidence.en) < EVIDENCE_MIN || margin === 0) return null;
  return margin > 0 ? 'de' : 'en';
}
