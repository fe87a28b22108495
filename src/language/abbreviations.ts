/**
 * Words before a full stop that say whether the stop ends a sentence. German capitalises nouns, so a capital after a stop proves little;
 * closed lists decide instead. All entries are lower case and without their last stop.
 */

/** Abbreviations that always want a word after them: titles, forms of address, connectives. No sentence ends here. */
export const LEADING_ABBREVIATIONS: ReadonlySet<string> = new Set(
  (
    'prof dr dres med phil jur rer nat theol hr hrn fr frl dipl ing mag univ priv doz st skt hl bgm obgm stellv nr nrn ' +
    'z.b z.t z.zt z.hd d.h i.d.r i.s.v i.s.d i.v.m u.u m.e s.o s.u v.a ' +
    'bzw ca vgl evtl ggf ggfs inkl exkl einschl zzgl abzgl bzgl betr gem lt sog geb verh ehem insb insbes bes max min mind ' +
    'abs lfd ziff buchst rn rdnr kap abb tab anm aufl bd hrsg ' +
    'mr mrs ms messrs rev hon gov gen col capt lt sgt sen rep mt e.g i.e cf vs approx fig vol pp'
  ).split(' '),
);

/** Abbreviations that stand in mid-sentence or at its end: the next word decides. */
export const TRAILING_ABBREVIATIONS: ReadonlySet<string> = new Set(
  (
    'usw usf etc u.a o.ä u.ä u.v.m ff e.v h.c a.d i.r co ltd inc corp jr sr jun ' +
    'str pl hbf tel fax mobil az kto mio mrd tsd std sek jh jhd jhdt chr ' +
    'jan feb mär mrz apr jun jul aug sep sept okt oct nov dez dec bgbl gbl abl ave rd dept'
  ).split(' '),
);

/** Abbreviations that are words too ("dieser Art.", "No."): they count only before a number. */
export const COUNTING_ABBREVIATIONS: ReadonlySet<string> = new Set(
  'art par tit drs rs no nos mo di mi do sa so mon tue wed thu fri sat sun'.split(' '),
);

/** Words that begin sentences and are capitalised only there: articles, pronouns, adverbs, prepositions, conjunctions. */
const SENTENCE_OPENERS: ReadonlySet<string> = new Set(
  (
    'der die das dem den des ein eine einer einem einen dieser diese dieses diesem diesen jeder jede jedes alle allen ' +
    'ich du er sie es wir ihr man sein seine seiner ihre ihrer ihren unser unsere mein meine dein deine beide beiden viele einige manche mehrere keine kein ' +
    'und oder aber denn doch sondern auch nur noch nun nicht so dann danach dabei dafür damit daran darauf daraus darin darüber darunter davon davor dazu daher deshalb deswegen trotzdem dennoch jedoch außerdem zudem ferner ' +
    'hier dort dorthin heute gestern morgen jetzt bald später zuerst zunächst anschließend schließlich seither seitdem bisher inzwischen insgesamt bereits schon erst gemeinsam weitere weiterhin ebenso ' +
    'in im am an auf aus bei beim bis durch für gegen mit nach ohne seit über um unter vom von vor während wegen zu zum zur zwischen neben laut ' +
    'wenn weil dass ob als obwohl sobald solange falls wer was wie wo wann warum wohin welche welcher welches bitte ' +
    'the a an this that these those he she it we you they his her its our their there here and or but then however also in on at by for from with to of as if when while after before since what who where why how please'
  ).split(' '),
);

/** Whether a capitalised word is one that German and English capitalise only at the beginning of a sentence. */
export function isSentenceOpener(word: string): boolean {
  return SENTENCE_OPENERS.has(word.toLowerCase());
}
