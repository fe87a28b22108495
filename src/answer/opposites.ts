import { normalise } from '../language/tokens.ts';

/**
 * Words whose exchange makes a true sentence false although they stand in like sentences, and are near each other for word vectors: as data, German and
 * English. Entries are beginnings of normalised words (`=` before an entry: the whole word).
 */

/** Pairs that deny each other: "nicht geöffnet" is "geschlossen". */
const OPPOSITES: readonly (readonly [yes: string, no: string])[] = [
  [
    'geoeffnet oeffnet =offen =auf =open =opens =opened',
    'geschlossen schliesst =zu gesperrt sperr =closed =closes =shut',
  ],
  [
    'gestiegen steig stieg erhoeh zugenommen zunahme waechst gewachsen =mehr rise rose risen increas grew grown =more',
    'gesunken sink sank gesenkt senk abgenommen rueckgang =weniger fallen fell decreas declin drop reduc =less =fewer',
  ],
  [
    'kostenlos kostenfrei gratis unentgeltlich gebuehrenfrei =umsonst =free',
    'kostenpflichtig gebuehrenpflichtig =kostet =kosten bezahl =charge =charged',
  ],
  [
    'erlaubt gestattet zugelassen zulaessig =duerfen =darf allowed permitted',
    'verboten untersagt unzulaessig verbot forbidden prohibited banned',
  ],
  [
    '=pflicht verpflicht erforderlich notwendig =muss =muessen required mandatory compulsory =must',
    'freiwillig voluntar optional',
  ],
  ['moeglich possible', 'unmoeglich impossible'],
  ['innerhalb =inside =indoor =indoors =within', 'ausserhalb =outside =outdoor =outdoors'],
  ['=oben =obere =oberen =upper', '=unten =untere =unteren =lower'],
  ['=links =linke =linken =left', '=rechts =rechte =rechten =right'],
  ['=erste =ersten =erster =erstes =erstmals =first', '=letzte =letzten =letzter =letztes =letztmals =last'],
  [
    'groesste groessten groesster hoechste hoechsten laengste aelteste aeltesten =largest =biggest =highest =longest =oldest',
    'kleinste kleinsten niedrigste kuerzeste juengste juengsten =smallest =lowest =shortest =youngest',
  ],
  [
    'groesser =hoeher =laenger =aelter =larger =bigger =higher =longer =older',
    '=kleiner =niedriger =kuerzer =juenger =smaller =lower =shorter =younger',
  ],
  ['=frueher =earlier', '=spaeter =later'],
  ['=warm =warmer =warmes =heiss =hot', '=kalt =kalter =kaltes =cold'],
  ['=neu =neue =neuen =neuer =neues =new', '=alt =alte =alten =alter =altes =old'],
  ['=gewonnen =gewann =siegte =won =sieg', '=verloren =verlor =unterlag =lost =niederlage'],
  ['zugestimmt =zustimmung angenommen approved accepted', 'abgelehnt =ablehnung lehnt rejected refused'],
  ['begonnen beginnt begann startet =start begin began =starts =started', 'beendet endet =ende ended =ends finished'],
  ['=oeffentlich =oeffentliche =oeffentlichen =public', '=privat =private =privaten =nichtoeffentlich'],
  ['=drinnen', '=draussen'],
  ['=maximal hoechstens =maximum', 'mindestens =minimum'],
  ['=ankunft =arrival =arrive', '=abfahrt =abreise =departure =depart'],
  ['einnahmen =einnahme =income =revenue', 'ausgaben =expenses =spending'],
  ['=gekauft =kauft =kaufen =kauf =bought =buy', '=verkauft =verkauf =verkaufen =sold =sell'],
  ['=einziehen =eingezogen', '=ausziehen =ausgezogen'],
  ['barrierefrei accessible', '=stufen inaccessible'],
  ['=befristet', '=unbefristet'],
  ['=direkt =directly', '=indirekt =indirectly'],
  ['=bekannt =known', '=unbekannt =unknown'],
  ['=stark =staerker =strong =stronger', '=schwach =schwaecher =weak =weaker'],
  ['=allein =allen =alle =jeder =jede =jedes =saemtliche =all =every =everyone', '=einige =einzelne =manche =some'],
  ['=haelt', '=entfaellt'],
];

/** Words of which one excludes the others; members are separated by blanks, wordings of a member by `|`. */
const EXCLUSIVE: readonly string[] = [
  'montag|montags|monday|mondays|mo dienstag|dienstags|tuesday|tuesdays mittwoch|mittwochs|wednesday|wednesdays donnerstag|donnerstags|thursday|thursdays freitag|freitags|friday|fridays samstag|samstags|sonnabend|sonnabends|saturday|saturdays sonntag|sonntags|sunday|sundays',
  'januar|january|jaenner februar|february maerz|march april mai|may juni|june juli|july august september oktober|october november dezember|december',
  'fruehling|fruehjahr|spring sommer|summer herbst|autumn winter',
  'norden|noerdlich|noerdlichen|nord|north|northern sueden|suedlich|suedlichen|sued|south|southern osten|oestlich|oestlichen|ost|east|eastern westen|westlich|westlichen|west|western',
  'morgens|morning|mornings vormittags|vormittag nachmittags|nachmittag|afternoon|afternoons abends|abend|evening|evenings nachts|night',
  'taeglich|daily|day woechentlich|woche|week|weekly monatlich|monat|month|monthly jaehrlich|jahr|year|yearly|annually|annual stuendlich|stunde|hour|hourly minute|minuten|minutes',
  'werktags|werktagen|weekdays wochenende|wochenenden|weekend|weekends',
  'rot|rote|roten|roter|red blau|blaue|blauen|blauer|blue gruen|gruene|gruenen|gruener|green gelb|gelbe|gelben|gelber|yellow schwarz|schwarze|schwarzen|schwarzer|black weiss|weisse|weissen|weisser|white grau|graue|grauen|grauer|grey',
  'mutter|mother vater|father sohn|son tochter|daughter bruder|brother schwester|sister',
  'maenner|mann|men|man frauen|frau|women|woman jungen|boys maedchen|girls',
  'kinder|kind|children|child|kids erwachsene|erwachsenen|erwachsener|adults|adult jugendliche|jugendlichen|teenagers senioren|seniorinnen|seniors',
  'erdgeschoss|ground obergeschoss|upper keller|untergeschoss|basement dachgeschoss|attic',
  'stadt|city land|state bund|federal kreis|landkreis|district',
  'gold|golden|goldene|goldenen silber|silver|silberne|silbernen bronze|bronzene',
  'meter|metres|meters|metern|m kilometer|kilometern|kilometres|kilometers|km zentimeter|zentimetern|centimetres|cm millimeter|mm|millimetres quadratmeter|quadratmetern|qm hektar|hectares|ha quadratkilometer|quadratkilometern kubikmeter|kubikmetern meilen|meile|miles|mile feet|foot|fuss',
  'euro|euros dollar|dollars franken|francs pfund|pounds yen gulden mark kronen cent|cents',
  'sekunden|sekunde|seconds minuten|minute|minutes stunden|stunde|hours|hour tage|tag|tagen|days|day wochen|woche|weeks|week monate|monat|monaten|months|month jahre|jahr|jahren|years|year jahrhundert|jahrhunderts|century jahrzehnt|jahrzehnte|jahrzehnten|decade|decades',
  'gestern|yesterday heute|today morgen|tomorrow',
  'mehrheit|majority minderheit|minority',
];

/** A set of words of which a sentence's must be its source's; `sign` where two members deny each other. */
export interface OpposedWord {
  readonly set: number;
  readonly member: number;
  /** Whether the set has the two members yes and no, so that a negation turns one into the other. */
  readonly isPair: boolean;
}

const PAIR_ENTRIES = OPPOSITES.map((pair) => pair.map((side) => side.split(' ')));
const WHOLE: ReadonlyMap<string, readonly OpposedWord[]> = wholeWords();
const BEGINNINGS: readonly (readonly [string, OpposedWord])[] = PAIR_ENTRIES.flatMap((pair, set) =>
  pair.flatMap((side, member) =>
    side.filter((entry) => !entry.startsWith('=')).map((entry) => [entry, { set, member, isPair: true }] as const),
  ),
);

function wholeWords(): Map<string, OpposedWord[]> {
  const found = new Map<string, OpposedWord[]>();
  const add = (word: string, opposed: OpposedWord) => {
    found.set(word, [...(found.get(word) ?? []), opposed]);
  };
  PAIR_ENTRIES.forEach((pair, set) => {
    pair.forEach((side, member) => {
      for (const entry of side) if (entry.startsWith('=')) add(entry.slice(1), { set, member, isPair: true });
    });
  });
  EXCLUSIVE.forEach((line, at) => {
    line.split(' ').forEach((member, place) => {
      for (const word of member.split('|'))
        add(normalise(word), { set: OPPOSITES.length + at, member: place, isPair: false });
    });
  });
  return found;
}

/** The sets that a normalised word is in; none for most words. */
export function opposedWords(word: string): readonly OpposedWord[] {
  const whole = WHOLE.get(word);
  const begun = BEGINNINGS.filter(([beginning]) => word.startsWith(beginning)).map(([, opposed]) => opposed);
  return whole === undefined ? begun : [...whole, ...begun];
}

const NEGATORS: ReadonlySet<string> = new Set(
  'nicht kein keine keinen keinem keiner keines ohne nie niemals niemand niemanden niemandem nichts nirgends weder keinerlei keinesfalls keineswegs entfaellt entfallen abgesagt ausgefallen faellt not no never nobody nothing without none neither nor cannot cancelled canceled isn aren wasn weren doesn don didn won couldn shouldn wouldn hasn haven hadn mustn unless'.split(
    ' ',
  ),
);

/** Whether a normalised word denies what stands beside it. */
export function isNegator(word: string): boolean {
  return NEGATORS.has(word);
}
