import { words } from './tokens.ts';

/**
 * Closed-class words of German and English, question words among them: they carry how something is asked, not what about. Normalised
 * spelling (`fuer`, `ueber`). The lists are our own; they hold no nouns, no full verbs and no names.
 */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `
  der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines
  ich du er sie es wir ihr mich dich sich uns euch mir dir ihm ihn ihnen mein dein sein unser euer ihre ihren ihrem ihrer ihres
  meine meinen meinem meiner deine deinen deinem deiner seine seinen seinem seiner unsere unseren unserem unserer eure
  dieser diese dieses diesen diesem jener jene jenes jenen jenem solche solcher solches man selbst etwas jemand niemand alle alles viel viele
  wer wen wem wessen was wann wo wohin woher warum weshalb wieso weswegen wie wieviel wieviele welche welcher welches welchen welchem
  womit wofuer worum worueber woran worauf woraus wovon wozu wodurch wobei
  und oder aber denn sondern doch als wenn ob dass weil da damit obwohl sowie sowohl bzw beziehungsweise
  in im an am auf aus bei beim mit nach von vom vor zu zum zur ueber unter zwischen durch fuer gegen ohne um seit bis ab neben hinter
  waehrend wegen trotz statt anlaesslich rund laut je pro
  nicht nur auch noch schon sehr mehr so dann dort hier da hin her ja nein etwa eigentlich denn mal eben gerade nun jetzt immer nie
  bin bist ist sind seid war waren warst wurde wurden wird werden werde worden geworden sei sein haben habe hast hat habt hatte hatten gehabt
  heisst heissen hiess hiessen heisse
  kann kannst koennen koennt konnte konnten koennte muss musst muessen musste soll sollen sollte darf duerfen durfte will wollen wollte
  moechte moechten mag gibt gab geben bitte danke es dabei dazu davon daran darauf darueber dafuer damit danach daraus
  a an the this that these those i you he she it we they me him her us them my your his its our their
  who whom whose what when where why how which there here
  and or but if because so than as while of in on at by for with about against between into through during before after above below to from up
  down out off over under again then once is am are was were be been being do does did done have has had having will would can could shall
  should may might must not no nor only own same too very just also please any some such both each few more most other all many much
  `.match(/\S+/g) ?? [],
);

/**
 * Share of its weight that a closed-class word keeps in a score. In a small collection such words look rare and would outweigh what is asked about; in a
 * large one they weigh little anyway (on encyclopedia paragraphs the ranking is the same with and without, within its noise).
 */
export const STOP_WORD_SHARE = 0.2;

/** Whether a normalised word is a closed-class word. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

/** The normalised words of a text that carry its subject, in order, with repetitions. */
export function contentWords(text: string): string[] {
  return words(text).filter((word) => !isStopWord(word));
}
