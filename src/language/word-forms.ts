/**
 * Forms that belong to one word, German and English, for comparing a sentence with its source. Coarse on purpose: what it takes for one word is
 * compared further by whoever asks.
 */

/** Verbs whose forms no ending tells, a line each: the basic form, then the others; German, then English. */
const IRREGULAR = `
beginnen beginnt begann begannen begonnen beginn
bieten bietet bot boten geboten angebot angeboten anbieten bietet
binden band banden gebunden
bitten bat baten gebeten
bleiben bleibt blieb blieben geblieben
brechen bricht brach brachen gebrochen
brennen brannte brannten gebrannt
bringen bringt brachte brachten gebracht
denken dachte dachten gedacht
empfangen empfaengt empfing empfingen empfang
empfehlen empfiehlt empfahl empfohlen empfehlung
entscheiden entschied entschieden entscheidung
erscheinen erschien erschienen
essen isst ass gegessen
fahren faehrt fuhr fuhren gefahren fahrt
fallen faellt fiel fielen gefallen
fangen faengt fing fingen gefangen
finden findet fand fanden gefunden
fliegen flog flogen geflogen flug
fliessen floss flossen geflossen
geben gibt gab gaben gegeben
gehen geht ging gingen gegangen
gelten gilt galt galten gegolten
gewinnen gewann gewannen gewonnen gewinn
giessen goss gegossen
halten haelt hielt hielten gehalten
heben hob gehoben
heissen hiess hiessen geheissen
helfen hilft half halfen geholfen hilfe
kennen kannte kannten gekannt
kommen kommt kam kamen gekommen
laden laedt lud luden geladen
lassen laesst liess liessen gelassen
laufen laeuft lief liefen gelaufen lauf
leihen lieh geliehen leihe
lesen liest las lasen gelesen
liegen liegt lag lagen gelegen
nehmen nimmt nahm nahmen genommen
nennen nannte nannten genannt
raten raet riet geraten
reiten ritt ritten geritten
rufen rief riefen gerufen ruf
scheiden schied schieden geschieden
schlagen schlaegt schlug schlugen geschlagen
schliessen schliesst schloss schlossen geschlossen schliessung
schneiden schnitt geschnitten
schreiben schreibt schrieb schrieben geschrieben
schwimmen schwamm geschwommen
sehen sieht sah sahen gesehen
singen sang sangen gesungen
sinken sank sanken gesunken
sitzen sass sassen gesessen
sprechen spricht sprach sprachen gesprochen
springen sprang gesprungen
stehen steht stand standen gestanden
steigen steigt stieg stiegen gestiegen anstieg
sterben stirbt starb starben gestorben
tragen traegt trug trugen getragen
treffen trifft traf trafen getroffen treffen
treiben trieb trieben getrieben
treten tritt trat traten getreten
trinken trank getrunken
tun tat taten getan
verbieten verbot verboten
vergessen vergisst vergass
verlieren verlor verloren
waschen waescht wusch gewaschen
weisen wies wiesen gewiesen
wenden wandte gewandt
werben wirbt warb geworben
werfen wirft warf geworfen
wissen weiss wusste gewusst
wachsen waechst wuchs wuchsen gewachsen
ziehen zieht zog zogen gezogen umzug
begin begins began begun beginning
break broke broken
bring brought
build built building
buy bought
choose chose chosen choice
come came
cost costs
drive drove driven
fall fell fallen
find found
fly flew flown
get got
give gave given
go goes went gone
grow grew grown growth
hold held
keep kept
know knew known
lead led
leave left
lend lent
let let
lie lay lain
lose lost loss
make made
meet met meeting
pay paid payment
rise rose risen
run ran
say said
see saw seen
sell sold sale
send sent
set set
shut shut
sing sang sung
sit sat
speak spoke spoken
spend spent
stand stood
swim swam swum
take took taken
teach taught
tell told
think thought
throw threw thrown
wear wore worn
win won
write wrote written
`;
/** The names of one thing in both languages, or forms too far apart for an ending; a line each. Places and their adjectives. */
const EXONYMS = `
deutschland germany deutsch deutsche deutschen deutscher deutsches german germans
bayern bavaria bayerisch bayerische bayerischen bavarian
sachsen saxony saechsisch
hessen hesse hessisch
thueringen thuringia
preussen prussia preussisch preussische preussischen prussian
muenchen munich muenchner munich
koeln cologne koelner
nuernberg nuremberg
hannover hanover
braunschweig brunswick
wien vienna wiener viennese
oesterreich austria oesterreichisch austrian
schweiz switzerland schweizer swiss
zuerich zurich
genf geneva
basel basle
frankreich france franzoesisch franzoesische franzoesischen franzose franzosen french
strassburg strasbourg
italien italy italienisch italienische italian
rom rome roemisch roman
mailand milan
venedig venice
florenz florence
neapel naples
spanien spain spanisch spanish
polen poland polnisch polnische polish
warschau warsaw
krakau krakow cracow
breslau wroclaw
danzig gdansk
tschechien czechia czech tschechisch
prag prague
ungarn hungary ungarisch hungarian
russland russia russisch russian
moskau moscow
griechenland greece griechisch greek
athen athens
tuerkei turkey tuerkisch turkish
niederlande netherlands niederlaendisch hollaendisch dutch holland
belgien belgium belgisch belgian
bruessel brussels
daenemark denmark daenisch danish
kopenhagen copenhagen
schweden sweden schwedisch swedish
norwegen norway norwegisch norwegian
finnland finland finnisch finnish
grossbritannien britain britisch british
england englisch english
schottland scotland schottisch scottish
irland ireland irisch irish
usa amerika america amerikanisch american
europa europe europaeisch europaeische europaeischen european
china chinesisch chinese
japan japanisch japanische japanischen japanese japaner
suedkorea korea koreanisch korean
tokio tokyo
indien india indisch indian
aegypten egypt aegyptisch egyptian
afrika africa afrikanisch african
ukraine ukrainisch ukrainian
rumaenien romania rumaenisch romanian
bulgarien bulgaria
kroatien croatia
lissabon lisbon
rhein rhine
donau danube
elsass alsace
`;

const PLACES: ReadonlyMap<string, string> = lemmasOf(EXONYMS);
const LEMMAS: ReadonlyMap<string, string> = new Map([...PLACES, ...lemmasOf(IRREGULAR)]);

function lemmasOf(table: string): Map<string, string> {
  const lemmas = new Map<string, string>();
  for (const line of table.split('\n')) {
    const [lemma, ...forms] = line.split(' ');
    for (const form of [lemma!, ...forms]) if (form !== '' && !lemmas.has(form)) lemmas.set(form, lemma!);
  }
  return lemmas;
}

/** Prefixes that stand apart from their verb in a sentence and before "ge" in its participle: "lud … ein", "eingeladen". */
const SEPARABLE =
  /^(ab|an|auf|aus|bei|ein|fest|fort|frei|her|hin|mit|nach|statt|teil|um|unter|ueber|vor|weg|weiter|wieder|zu|zurueck|zusammen)(?=(?:ge|zu)?\p{L}{4})/u;
/** Of nouns made of verbs; nothing else is taken off behind it. */
const NOUN_ENDING = /(?:ungen|ung|ings?)$/;
/** Endings by rank, of which one of each is taken off: of women, of cases and plurals, of verbs. */
const INFLECTIONS = [/(?:er)?innen$/, /(?:ern|em|er|en|es|e|n|s)$/, /(?:est|st|et|ed|t|d)$/];
/** A shorter rest says nothing. */
const STEM_CHARS_MIN = 3;

/** What the forms of a normalised word have in common, umlauts taken back; words of one stem are, as a rule, forms of one word. */
export function stemOf(word: string): string {
  const lemma = LEMMAS.get(word);
  if (lemma !== undefined) return lemma;
  if (/\d/.test(word)) return word;
  // "Gäste" and "Gast", "Bäume" and "Baum".
  let stem = withoutPrefix(word)
    .replace(/ae/g, 'a')
    .replace(/oe/g, 'o')
    .replace(/ue(?!ll)/g, 'u');
  const noun = stem.replace(NOUN_ENDING, '');
  if (noun !== stem && noun.length >= STEM_CHARS_MIN) stem = noun;
  else {
    for (const ending of INFLECTIONS) {
      const rest = stem.replace(ending, '');
      if (rest.length >= STEM_CHARS_MIN) stem = rest;
    }
  }
  return stem.length > 4 ? stem.replace(/(.)\1$/, '$1').replace(/i$/, 'y') : stem;
}

/** The stem of a verb without the prefix that a sentence may set apart, and without the "ge" or "zu" of its forms. */
function withoutPrefix(word: string): string {
  const participle = word.replace(/^ge(?=\p{L}{4,}(?:t|en|te[nrs]?|ene[nrs]?)$)/u, '');
  if (participle !== word) return participle;
  const separable = SEPARABLE.exec(word)?.[0];
  if (separable === undefined) return word;
  const rest = word.slice(separable.length);
  const inner = rest.replace(/^(?:ge|zu)(?=\p{L}{4,})/u, '');
  return inner === rest ? word : (LEMMAS.get(inner) ?? LEMMAS.get(rest) ?? inner);
}

/** The basic form of a normalised word that the table of irregular forms or that of places has; null for all others. */
export function lemmaOf(word: string): string | null {
  return LEMMAS.get(word) ?? null;
}

/** Whether a normalised word is a country, city or river that other languages call otherwise, or its adjective. */
export function isKnownPlace(word: string): boolean {
  return PLACES.has(word);
}
