import type { AnswerStatus } from '../types.ts';
import type { Wording } from './wordings.ts';

/** Statuses that the wording of a question decides, before any document is looked at. */
export type Intent = Extract<
  AnswerStatus,
  'crisis' | 'refused' | 'smalltalk' | 'about_bot' | 'out_of_scope' | 'clarification'
>;

/** What a request is about where its status has more than one reply. */
export const TOPICS = [
  'emergency',
  'violence',
  'maker',
  'languages',
  'data',
  'sources',
  'reliability',
  'abilities',
  'personality',
  'complaint',
  'insult',
  'goodbye',
  'how_are_you',
  'presence',
  'thanks',
  'praise',
  'laughter',
] as const;
export type Topic = (typeof TOPICS)[number];

export interface RequestKind {
  readonly intent: Intent;
  /** Absent where the status's own reply fits. */
  readonly topic?: Topic;
  /** One of these must be said. */
  readonly says: readonly Wording[];
  /**
   * Words that the request may hold besides closed-class words, greetings and fillers (`*`: every word that begins so). It may hold no others, so
   * that "Wer hat das Schloss gebaut?" is not taken for "Wer hat dich gebaut?". Absent: whatever else is said does not matter.
   */
  readonly besides?: string;
  /** Said as well, it is something else. */
  readonly unless?: readonly Wording[];
  /** It counts only where it speaks to the bot, or also where it speaks of the bot by its name. */
  readonly addresses?: 'you' | 'you or name';
}

/** In wordings: the bot by its name, or "this chatbot". */
export const BOT = 'thebot';

/** Words that speak to the bot; a German "Sie" that can be nothing else is read as "du". */
export const ADDRESS = 'du dich dir dein deine deinen deinem deiner deines you your yours yourself u ya';

/** What people put around a request without changing it. */
export const FILLERS =
  'ach ah aha aber achso alles also alter anders bitte da danke denn doch echt eh ehrlich eigentlich einfach ey ganz gar genau gern gerne ha halt he hello hey hi hallo heute hier hm hmm ' +
  'ihr ja jetzt kannst leider los mal man mann mensch moin na naja nee nein nicht noch nochmal nun oder oh ok okay schon sehr servus so sorry tja total tut uberhaupt und vielleicht voll wieder wirklich wohl bist warst hast hattest wirst wurdest musst sollst willst darfst ' +
  `actually again at all always anyway dear even ever hello hey hi just kind lot maybe now oh ok okay please pls quite really sorry still so sort very well yes yeah yep no nope ${BOT}`;

/** Colloquial spellings, as they are written in the wordings. */
export const COLLOQUIAL: Readonly<Record<string, string>> = {
  nich: 'nicht',
  net: 'nicht',
  ned: 'nicht',
  nix: 'nichts',
  hab: 'habe',
  ne: 'eine',
  nen: 'einen',
  nem: 'einem',
  kannste: 'kannst du',
  biste: 'bist du',
  haste: 'hast du',
  weißte: 'weißt du',
  wanna: 'want to',
  gonna: 'going to',
  ur: 'your',
  r: 'are',
  u: 'you',
  hii: 'hi',
  ive: 'i have',
};

/** Polite or impatient beginnings before the request itself. */
export const LEAD_INS: readonly Wording[] = [
  'bitte',
  '(hallo|hi|hey|moin|servus|hello) [zusammen|there]',
  'guten (tag|morgen|abend)',
  'danke [schön|sehr|dir|ihnen]',
  BOT,
  '(und|also|aber|ok|okay|ja|nein|gut|na|ach|oh|so|dann|jetzt|and|but|now|then|well|please)',
  '(kannst|könntest|würdest|magst|willst) du [mir|uns|bitte|mal|eben|kurz|vielleicht|denn|auch]',
  '(kannst|könntest) du [bitte|mal]',
  '(können|könnten|würden) du [mir|uns|bitte|mal|eben|kurz|vielleicht|denn|auch]',
  'ich (möchte|will|hätte gern|hätte gerne|brauche|benötige|bräuchte) [gern|gerne|von dir|dass du|mal|mir|bitte]',
  '(can|could|would|will) you [please|just|maybe]',
  'i (want|need|would like|d like) [you to|to]',
];

const PERSON =
  '(ich|wir|er|sie|jemand|hier|mein _|meine _|mein|meine|unser _|unsere _|der _|die _|ein _|eine _|i|he|she|someone|my _)';
const NEAR_ONES =
  '(mann|frau|freund|freundin|ex|exmann|partner|partnerin|vater|mutter|papa|mama|stiefvater|onkel|opa|bruder|chef|nachbar|sohn|lehrer|trainer|husband|wife|boyfriend|girlfriend|father|dad|mother|mom|stepfather|uncle|brother|partner|boss|teacher)';

/**
 * Figures of speech with words of a crisis; they are taken out before a crisis is looked for.
 */
export const FIGURES_OF_SPEECH: readonly Wording[] = [
  '(sterbe|sterben|stirbt|verhungere|vergehe|die|dying) [fast|gleich|bald|hier|ja|noch|schon] (vor|of|from) (neugier|neugierde|hunger|langeweile|durst|lachen|hitze|spannung|ungeduld|müdigkeit|scham|aufregung|curiosity|boredom|hunger|laughter|embarrassment|heat|thirst)',
  '(dying|die) to (know|see|hear|visit|try)',
  '(das|es|diese _|dieser _|dieses _|die _|der _) bringt (mich|uns) [noch|echt|irgendwann|wirklich|langsam] [um|ins grab]',
  '(bringt|macht|lach|lache|lachen|ärger|ärgere|arbeite) mich [noch|fast|halb|bald|echt] (tot|um den verstand)',
  'zum sterben (schön|gern|lecker|langweilig)',
  '(is|are) killing me',
  'killing time',
  '(handy|akku|telefon|leitung|computer|laptop|internet|hose) (ist|sind) [ganz|mal|schon] tot',
  'ich kann nicht mehr (warten|folgen|sehen|hören)',
];

/** A question of its own stands beside the small talk: "Danke! Und wer war dabei?" */
const ASKS: Wording =
  '^ (wer|wen|wem|was|wann|wo|wohin|woher|wie|wieso|warum|weshalb|welche*|wozu|wofür|seit wann|who|what|when|where|why|which|how) ';

/** Danger first, then what is never answered, then the bot and small talk, what is out of scope, and what lacks a subject. */
export const REQUEST_KINDS: readonly RequestKind[] = [
  // Suicide and self-harm: of one's own or of others, said outright or between the lines.
  {
    intent: 'crisis',
    says: [
      'ich (will|möchte|mag|kann|wollte|werde|würde) [am liebsten|einfach|nur|nur noch|eigentlich|gerade|das|so|jetzt|endlich|gern|gerne|heute] (nicht mehr|nicht länger|nie wieder|nimmer) [hier|da|so|weiter] (leben|da sein|sein|aufwachen|weiterleben|existieren)',
      'ich (will|möchte|wollte|werde|würde) [am liebsten|einfach|nur|nur noch|gern|gerne|jetzt|heute|bald|endlich|eigentlich|lieber] (sterben|tot sein|verschwinden $|nie wieder aufwachen|für immer schlafen|einschlafen und nicht mehr aufwachen)',
      '(nicht mehr|keine lust mehr zu|keine kraft mehr zu|keinen grund mehr zu|nicht mehr weiter) leben (will|möchte|mag|kann)',
      '(keinen bock|keine lust|keine kraft|keinen sinn) [mehr] (auf|in) (das|dieses|diesem|mein|meinem|dem) [ganze] leben',
      '(keine lust|keine kraft|keinen grund|keinen sinn) [mehr] (zu leben|zum leben|am leben|im leben|weiterzuleben)',
      '(wäre|war) [ich|doch|lieber] (nicht mehr da|nie geboren)',
      '(so|hier) nicht [mehr] (weiterleben|weiter leben)',
      '(schluss|ende) [_] (mit meinem leben|mit dem leben|mit allem machen)',
      '(tabletten|pillen|schlafmittel|pills) ... (um zu sterben|zum sterben|to die)',
      '(wäre|wär) [ich|lieber|am liebsten|besser|doch|schon|nur|jetzt] tot',
      'ich (bring|bringe) mich [jetzt|heute|gleich|noch|bald|selbst] um',
      '(mich|sich|mir) [selbst|gleich|jetzt|heute|schmerzlos|schnell|am besten] (umbringen|umzubringen|umbringe|töten|erhängen|erschießen|aufhängen|ritzen|ritze)',
      '(mich|sich|mir) [selbst] [das|mein|ihr|sein] leben (nehmen|zu nehmen|nimmt|nehme)',
      '(mir|sich|mich) [etwas|was] [selbst] (antun|anzutun|antue)',
      '(ritze|ritzt|verletze|verletzt|schneide) (mich|sich|dich) [wieder|immer|selbst|manchmal|oft|jeden tag]',
      '(suizidgedanken|selbstmordgedanken|suizidal|lebensmüde|suizidale gedanken|suizidgefährdet)',
      '(denke|habe|denkt|begehe|plane|mache|überlege|redet|spricht) [oft|an|ich|immer|nur|noch|von|über|daran|gerade|jetzt|mir] (selbstmord|suizid)',
      '(selbstmord|suizid) (zu begehen|begehen|machen|begehe) [will|möchte|werde]',
      '(mein|sein|ihr|my) leben (beenden|zu beenden|beende|wegwerfen|ein ende setzen)',
      'meinem leben ein ende',
      '(ich|und|dass ich) (will|möchte|mag) [einfach|nur|nur noch|endlich|am liebsten] sterben',
      '(plane|plant|planen|droht|drohe|drohen|versuche|versucht|kündigt|gedanken|überlege) ... (selbstmord|suizid)',
      '(leben) (ist|erscheint|scheint) [mir] [nicht mehr|nicht] (lebenswert|wert|sinnlos)',
      'not worth living',
      '(gehe|geh|werde|will) [ich] [jetzt|gleich|heute] springen $',
      '(keiner|niemand|nobody|no one) (braucht|mag|liebt|would miss|needs|loves|will miss) (mich|me) [mehr|anymore]',
      '(will|wollte|möchte|droht|versucht) [sich] (das leben nehmen|sich umzubringen|sich umbringen|umbringen will)',
      'dass es [endlich|einfach|alles] (vorbei ist|aufhört|zu ende ist)',
      '(alle|die welt|meine familie|andere) [wäre|wären|sind|ist] [ohne mich] besser [dran] [ohne mich] $',
      '^ [ich glaube] [ohne mich|alle|die anderen|die welt|meine familie|wären|wäre] (besser dran ohne mich|ohne mich besser dran)',
      '(niemand|keiner) (würde mich|würd mich|wird mich|vermisst mich) [wirklich] [vermissen]',
      '^ [ich|ich glaube ich] (kann|will|schaff|schaffe) [das|es|das alles|einfach|echt|wirklich] (nicht mehr|nimmer) $',
      'ich (halt|halte) [es|das|das alles|das leben] [hier|alles] [einfach] (nicht mehr|nimmer|nicht länger) aus $',
      '[es|das] [hat|macht] (alles|das leben|mein leben|nichts) [hat|macht|ist|mehr|doch] (keinen sinn|keinen zweck|sinnlos|einen sinn)',
      '(hat|macht) [doch] alles keinen (sinn|zweck) mehr',
      '(sehe|seh|habe|gibt) [für mich|einfach|mehr] keinen (ausweg|anderen ausweg|anderen weg) [mehr]',
      '(abschiedsbrief|abschied vom leben)',
      '(von der brücke|vom dach|vor den zug|vor einen zug|vom hochhaus|aus dem fenster) (springen|zu springen|springe|werfen|schmeißen)',
      '(überdosis|alle tabletten|ganze packung) [_] [tabletten] (nehmen|genommen|schlucken|geschluckt)',
      'mit (mir|meinem leben) [ist] [es] (geht es zu ende|schluss machen|abgeschlossen|am ende $)',
      '(kill|killing) (myself|himself|herself|themselves)',
      '(end|ending|take|taking) (my|his|her) [own] life',
      '(end it all|suicidal|commit suicide|commiting suicide|thinking about suicide|thinking of suicide)',
      '(want|going|rather) [to] (die $|die now|be dead|disappear forever|not wake up|end it)',
      'i want to die',
      '(do not|dont|no longer) want [to] (live|be here|be alive|wake up|exist) [anymore|any more]',
      '(no reason|nothing) [left] to live [for]',
      '(point|reason|sense) [to|in|for] [go|going] [on] (live|living) [anymore]',
      '(better off|better) without me',
      '(ending|end) my life',
      'i (cant|cannot) (go on|do this anymore|take it anymore|live anymore|live like this)',
      '(wish|wished) i (was|were) (dead|never born)',
      '(cut|cutting|hurt|hurting|harm|harming) myself',
    ],
  },
  // Violence, abuse and threats, at home or elsewhere, now.
  {
    intent: 'crisis',
    topic: 'violence',
    says: [
      `[mein|meine|der|die|my] (er|sie|jemand|he|she|someone|${NEAR_ONES}) [hat|has|is|ist] [mich|uns|me] [wieder|immer|oft|gerade|ständig|jeden tag|und|keeps|always] (schlägt|schlug|geschlagen|verprügelt|bedroht|würgt|gewürgt|vergewaltigt|misshandelt|missbraucht|prügelt|hitting|beating|hits|beats|hit|beat|threatening|threatens|abusing|abuses|raping|raped|choking|hurting|hurts)`,
      'ich (werde|wurde|bin) [von _ _|von _|zu hause|daheim|gerade|immer|ständig|wieder|täglich] (geschlagen|bedroht|vergewaltigt|missbraucht|misshandelt|verprügelt|gestalkt|verfolgt|gewürgt|erpresst)',
      '(er|mann|vater|ex|freund|partner|jemand) (bringt|will) (mich|uns) [noch] (um $|umbringen|töten)',
      '(wird|werden) [von _ _|von _|zu hause|daheim|gerade|immer|ständig] (missbraucht|misshandelt|vergewaltigt) $',
      '(schlägt|misshandelt|missbraucht|verprügelt) [_] (seine|ihre|sein|ihr|die|das|mein|unsere) (kind|kinder|tochter|frau|sohn|baby)',
      '(fasst|fast) [mich|mein _|meine _|sie|ihn|das kind] [immer|an] [_] (an $|unsittlich|zwischen den beinen)',
      '(kind|baby|kinder|nachbarskind) [nebenan|_] [wird|werden] [von _ _|ständig|immer] (geschlagen|misshandelt|missbraucht|verprügelt|schreit seit stunden)',
      '(habe|hab) [solche|so|große] angst (vor|dass) [meinem|er|mein|meinen] [_] (mann|vater|freund|ex|exmann|partner|mich umbringt|mich schlägt|mir etwas antut|uns etwas antut)',
      '(häusliche|häuslicher) gewalt [_|_ _] (opfer|erlebe|betroffen|ausgesetzt)',
      'gewalt (zu hause|daheim|in meiner beziehung|in meiner familie)',
      'opfer (von|einer) (gewalt|vergewaltigung|häuslicher gewalt|missbrauch) [bin|geworden]',
      '(einbrecher|eingebrochen und noch|jemand mit [einem] messer|jemand mit [einer] waffe|verfolgt mich|sperrt mich ein|eingesperrt)  [im haus|in meiner wohnung|vor meiner tür|bei mir|gerade]',
      '(eltern|brüder|mitschüler|sie|parents) (schlagen|verprügeln|bedrohen|misshandeln|quälen|hit|beat) mich',
      '(stiefvater|vater|onkel|mann|freund|opa|trainer|lehrer|er) (tut|tat) (mir|uns|ihr|ihm) [immer|oft|so] weh',
      '(i am|im|am|being|was|been) (abused|beaten|raped|threatened|stalked|assaulted) [by|at]',
      '(child|kid) [is being|is] (abused|beaten|hit)',
      '(beats|hits|beating|hitting|abuses) (me|us|his|her|my) [kids|children|wife|daughter|son]',
      'afraid of my (husband|partner|boyfriend|father|ex)',
    ],
    unless: [
      '(wie viele|wie oft|how many|statistik|zahl der)',
      '(mannschaft|verein|weltmeisterschaft|spiel|finale|tor|schach|rekord)',
    ],
  },
  // Somebody may die or be hurt: medical emergencies, fire, accidents.
  {
    intent: 'crisis',
    topic: 'emergency',
    says: [
      `${PERSON} [gerade|plötzlich|ist|ist gerade|liegt|glaube ich|is|has] [_] (bewusstlos|ohnmächtig|kollabiert|umgekippt|zusammengebrochen|unconscious|collapsed|bleeding)`,
      '(bewusstlos|unconscious) $',
      '(reagiert|reagieren|responding|ansprechbar) [er|sie] nicht [mehr]',
      '(ist|sind) [_|_ _] nicht [mehr] ansprechbar',
      '(zu viele|zu viel|zuviele|too many) (tabletten|pillen|schlaftabletten|medikamente|pills) [genommen|geschluckt|eingenommen|taken]',
      '(ich|er|sie|vater|mutter|mann|frau|kind|opa|oma|baby|sohn|tochter) (bekomme|kriege|krieg|bekommt|kriegt|hat|habe) [ganz|gerade|plötzlich|kaum|fast] (keine|kaum|kaum noch|schlecht) luft [mehr]',
      '(atmet|atme|breathing|breathe) [er|sie|kaum|noch] (nicht|nicht mehr|kaum) [mehr]',
      '(not|isnt|cant|cannot|stopped) (breathing|breathe)',
      '(ich|er|sie|wir|jemand|vater|mutter|mann|frau|opa|oma|nachbar|nachbarin|freund|freundin|kollege|i|he|she|dad|mom|father|mother|husband|wife) [ich] (habe|hat|haben|hatte|glaube|having|has|is having|am having|had) [gerade|einen|eine|ich habe einen|glaube ich|wohl|vielleicht|a|an] (herzinfarkt|schlaganfall|herzstillstand|anaphylaktischen|allergischen schock|hirnblutung|vergiftung|heart attack|stroke|seizure|overdose)',
      '(herzinfarkt|schlaganfall|notfall|medizinischer notfall|emergency) $',
      '(starke|starken|stechende|schlimme) (schmerzen in der brust|brustschmerzen)',
      '(schmerzen|stechen|druck) in der brust',
      '(chest pain|pain in my chest)',
      '(blutet|blute|blutend|bleeding) [sehr|ganz|so|extrem|wie verrückt|aus] (stark|heftig|viel|dem kopf|heavily|badly|a lot)',
      '(hat|habe|haben) [_ ...] (tabletten|putzmittel|reiniger|gift|giftige _|batterie|knopfzelle|spülmittel|pilze) (geschluckt|verschluckt|getrunken|gegessen)',
      '(swallowed|drank|drunk) [_|_ _] (pills|bleach|poison|battery|tablets)',
      '^ [hilfe|achtung] [hier|es|bei mir|bei uns|mein|meine|unser|das|haus|wohnung|küche|nebenan] (brennt|brennt es) [hier|bei mir|bei uns|nebenan|im haus|in der küche|in der wohnung|im keller] $',
      '(house|flat|apartment|kitchen|building) is on fire',
      '(a fire|fire) in my (house|flat|apartment|kitchen|building)',
      '(rieche|riecht|riechen|smell) [hier|stark|nach|es] gas $',
      '(brauche|brauchen|schickt|schicken|ruft|need|call) [sofort|schnell|dringend|einen|du|an|bitte] (notarzt|krankenwagen|rettungswagen|ambulance|an ambulance)',
      '(ist|sind|is|are) [_] (ertrunken|am ertrinken|drowning)',
      '(schwerer|schlimmer) unfall [passiert|hier|gerade]',
    ],
    unless: ['wie viele', 'statistik', 'vorbeugen', 'kurs', 'how many'],
  },

  // Overriding the bot, or having it give away how it was instructed.
  {
    intent: 'refused',
    says: [
      '(ignorier*|ignore|vergiss|vergesse*|missachte*|forget|disregard|override|überschreib*|umgehe|bypass) [bitte|jetzt|mal|sofort] (alle|alles|all|any|deine|die|your|the|sämtliche|jede|jegliche|bisherig*|vorherig*|previous) [bisherigen|vorherigen|vorigen|obigen|deine|bisher|of|the|previous|prior|above|earlier|your|internen|system] (anweisung*|instruktion*|regeln|vorgaben|befehle|richtlinien|einschränkungen|sicherheits*|instruction*|rules|prompt*|directives|guidelines|restrictions|was davor|was vorher|was bisher|gesagte)',
      '(vergiss|ignoriere|forget|ignore) [bitte|jetzt] (alles|everything) (was|davor|vorher|above|before|i said|you were|you have)',
      '(system prompt|systemprompt|systemanweisung*|system instructions|initial prompt|developer mode|entwicklermodus|jailbreak|dan modus|dan mode|do anything now)',
      '(zeig*|nenn*|verrat*|gib|wiederhol*|ausgeben|show|reveal|print|repeat|tell|leak) [mir|me|us|uns|bitte|mal] (deine|deinen|your|alle deine|all your) [_] (anweisung*|instruktion*|instruction*|prompt*|vorgaben|passwort|passwörter|password*|api key|apikey|schlüssel|zugangsdaten|credentials|quellcode|source code|konfiguration|configuration)',
      '(was sind|wie lauten|welche|what are|what is|was steht in|nach welchen) [sind|are] (deine|deinen|deinem|dein|your) [geheimen|internen|secret|hidden|initial|genauen] (anweisung*|instruktion*|instruction*|prompt*|vorgaben|regeln|rules)',
      '(welche|was für|what) (anweisung*|instruktion*|instruction*|vorgaben|prompt*) [hast|have|wurden|did] (du|dir|you) [hast|bekommen|erhalten|gegeben|received|get|been given]',
      '(wiederhole|repeat|print|gib|output) [mir|the|den|alle|alles|all|everything|words|text] [_] (oberhalb|above|darüber|vor dieser nachricht|before this)',
      '(du bist|bist du|you are|be) (jetzt|ab jetzt|ab sofort|von nun an|nun|now|from now on) (ein|eine|kein|keine|dan|a|an|no longer|nicht mehr|mein|frei)',
      '(ab jetzt|ab sofort|von nun an|von jetzt an|from now on) (bist du|antwortest du|you are|you will|you must|sprichst du|machst du)',
      '^ (tu|tue|stell dir vor|pretend|act|imagine|spiel|spiele|verhalte dich) [bitte|mal|so|jetzt|that] (als ob|als wärst|als seist|as if|as a|as an|like|to be|you are|you re|du wärst|die rolle|den|wie ein|du bist|du seist)',
      '(antworte|answer|respond|rede|sprich|reply) [mir|ab jetzt|bitte|jetzt|nur noch] (ohne|without) [any|jede|jeden] (einschränkung*|filter|zensur|regeln|restriction*|censorship|rules|filters|quellen|limits)',
      '(administrator|admin|root) (passwort|password|zugang|zugriff|rechte|modus|mode|access)',
    ],
  },
  // Weapons, break-ins, hacking, drugs, fraud, harm to others.
  {
    intent: 'refused',
    says: [
      '(bau*|bastel*|bastle|mach*|stell*|konstruier*|misch*|zünd*|build|make|making|construct|herstell*|anleitung*|instructions) [ich|man|wir|mir|du|an|i|a|an|eine|einen|ein|zum|zur|für|selbst|zuhause|zu hause|at home|to|bau|bauen|bau von|bau einer|for|of|building] (bombe|bomben|rohrbombe|sprengsatz|sprengstoff|sprengkörper|molotow*|brandsatz|handgranate|giftgas|nervengas|napalm|schusswaffe|waffe|bomb|bombs|pipe bomb|explosive*|molotov*|nerve gas|gun|weapon|grenade)',
      '(bombe|rohrbombe|sprengsatz|sprengstoff|molotow*|brandsatz|handgranate|giftgas|schusswaffe) [zu hause|zuhause|selber|selbst|am besten|einfach] (bauen|basteln|baue|herstellen|machen|bastele|zünden)',
      '(bombenbauanleitung|bombenanleitung)',
      '(wo|woher|wie|where|how) (kaufe|kauft|bekomme|bekommt|kriege|kriegt|besorge|besorgt|komme|kommt|kann|can|do) [ich|man|i|mir|an|illegal|hier|in _|schnell|heimlich|you|get|buy] (eine waffe|waffen|eine pistole|pistole|ein gewehr|scharfe waffe|schusswaffe|a gun|guns|an illegal gun)',
      '(hack|hacke|hacken|hacked|cracke|knacke|knacken|crack) [ich|man|i|a|an|das|den|die|ein|eine|einen|mein|meinen|meines|meiner|someones|my|into|in|mich|the|fremde|fremdes] [_] (account*|konto|passwort*|password*|wlan|wifi|wi fi|server*|webseite|website|computer|handy|phone|rathaus|netzwerk|system*|facebook*|instagram*|whatsapp|email*|kamera|bank*|ampel*)',
      '(account*|konto|passwort*|wlan|server|webseite|handy|rathaus|netzwerk|nachbarn|system*|facebook*|instagram*|whatsapp|website|datenbank) [meines nachbarn|der stadt|von _|meiner _|meines _|des _|heimlich] (hacken|knacken|ausspionieren|lahmlegen|manipulieren)',
      'wie (hacke|hackt|cracke|crackt) (ich|man)',
      'wie (baue|baut|züchte|züchtet|pflanze|pflanzt) (ich|man) [heimlich|illegal|zu hause] (cannabis|marihuana|hanf|gras) [heimlich|an|illegal]',
      'how (do|can|to) [i|you] (hack|crack)',
      '(schreib*|programmier*|bau*|erstell*|write|create|make|code) [ich|mir|me|a|an|einen|eine|ein|man] (virus|trojaner|malware|ransomware|keylogger|computervirus|phishing*|schadsoftware|exploit|ddos*|botnet*)',
      '(wo|woher|wie|where|how) (kaufe|kauft|bekomme|bekommt|kriege|kriegt|krieg|besorge|besorgt|komme|kommt|finde|findet|kann|can|do|to) [ich|man|i|mir|an|hier|am besten|in _|günstig|schnell|gutes|you|get|buy|find|some|today] (drogen|kokain|koks|heroin|crystal|meth|ecstasy|lsd|gras|speed|amphetamin*|ketamin|hasch|drugs|cocaine|weed|heroin)',
      '(koche|koch|kochen|herstellen|stelle|mache|züchte|cook|make|synthesize|synthetisiere) [ich|man|i|mir|my|own|an|zuhause|selbst] (drogen|kokain|heroin|crystal|meth|crystal meth|ecstasy|lsd|amphetamin*|methamphetamin*|drugs)',
      '(drogen|kokain|crystal meth|meth|lsd|heroin) [selbst|zu hause|zuhause] (herstellen|kochen|verkaufen|dealen|schmuggeln)',
      '(vergifte|vergiften|töte|töten|umbringen|ermorde|ermorden|verprügeln|entführe|entführen|erpressen|erpresse|stalken|kill|poison|murder|kidnap|blackmail) [ich|man|i] [jemanden|einen menschen|menschen|meinen _|meine _|leute|someone|somebody|my _|a person|people|eine katze|den hund|spurlos|unbemerkt]',
      '(wie|how) [kann|can|do|to] [ich|i|man] [am besten|unbemerkt|spurlos] (jemanden|einen menschen|meinen _|meine _|mein _|someone|my _) [am besten|unbemerkt|spurlos|heimlich] (umbringen|töten|vergiften|ermorden|loswerden ohne spuren|entführen|erpressen|ausspionieren|verprügeln)',
      'how (to|do i|can i) (kill|poison|murder|kidnap|blackmail) (a|my|someone|somebody|people)',
      '(kaufe|kaufen|bekomme|kriege|besorge|buy|get) [ich|man|hier|einen|eine|a] (falsche|falschen|gefälschte|gefälschten|fake) _',
      '(falsche|falschen|gefälschte|gefälschten|fake) (ausweis*|pass|pässe|führerschein*|impfpass*|papiere|geld|geldscheine|passport|id) (kaufen|bekommen|besorgen)',
      '(ausweis|pass|reisepass|führerschein|impfpass|urkunde|geld|geldscheine|unterschrift|zeugnis|dokumente|rezept) (fälschen|fälsche|nachmachen)',
      'wie (fälsche|fälscht|klaue|klaut|stehle|stiehlt|betrüge|betrügt|schmuggle|schmuggelt) (ich|man)',
      '(steuern hinterziehen|schwarzgeld waschen|geld waschen|geldwäsche betreiben)',
      '(breche|einbrechen|einbreche|break) [ich|man|i] [in|into] (ein haus|eine wohnung|ein auto|a house|a car) [ein]',
      '(auto|fahrrad|schloss|tür) (knacken|aufbrechen|klauen|stehlen)',
      '(kinderporno*|child porn*)',
    ],
    unless: ['entschärf*', 'schütze*', 'schutz', 'opfer', 'wie viele', 'geschichte', 'wurde', 'wurden', 'protect'],
  },
  // Hatred of groups.
  {
    intent: 'refused',
    says: [
      '(ausländer|asylanten|flüchtlinge|muslime|moslems|juden|türken|zigeuner|schwule|schwarze|behinderte|migranten|araber|polen|frauen|linke|foreigners|immigrants|refugees|muslims|jews|gays|blacks|women) [alle|endlich|sofort|gehört|sind|are|all|gehören|sollten|müssen|sollen|muss man|sollte man|should be|doch|einfach|nur|hier] (raus|verboten|eingesperrt|weg|vergasen|vergast|abschieben|abgeschoben|abschaum|dreck|ratten|parasiten|untermenschen|minderwertig|dumm|schuld|kriminell|verbrecher|erschießen|töten|out|scum|vermin|inferior|criminals|killed|deported)',
      '(ich hasse|i hate|scheiß|fuck|drecks) (ausländer|juden|muslime|flüchtlinge|türken|schwule|schwarze|zigeuner|frauen|behinderte|foreigners|jews|muslims|refugees|gays|blacks|immigrants)',
      '(sieg heil|heil hitler|white power|hitler hatte recht|ausländer raus|hitler was right)',
      '(witz|witze|joke|jokes) [mir|einen|über|about] (juden|ausländer|schwarze|behinderte|türken|jews|blacks|muslime|schwule)',
      '(holocaust|auschwitz) [ist|war|is|was|nur|a|eine] (lüge|erfunden|hoax|lie|nie passiert)',
      '(warum|why) (sind|are) [alle|all|die|the] (ausländer|juden|muslime|flüchtlinge|schwarze|frauen|jews|muslims|women|foreigners) [so|alle|all] (dumm|kriminell|faul|schuld|stupid|criminal|lazy|dreckig)',
    ],
    unless: ['deportiert', 'nationalsozialist*', 'nazis', 'ns'],
  },

  // Questions about the bot. The documents answer why it errs, how it is improved and what it is built on: those have words that stand in no list here.
  {
    intent: 'about_bot',
    says: [
      '^ (wer|was|wie) [oder was|und was|genau] (bist|sind|heißt|heißen) [denn] du [denn|eigentlich|überhaupt|genau|so|nochmal]  $',
      `^ (wer|was|wie|who|what) [genau|eigentlich|exactly] (ist|is|heißt) [denn|eigentlich] ${BOT} [denn|eigentlich|genau] $`,
      '(wie|was) (ist|lautet) dein name',
      '(hast|trägst) du (einen|auch einen|keinen) namen',
      '(warum|wieso) (heißt|nennt man|nennst) du [dich|eigentlich|denn] [so] [eigentlich|denn] [thebot] $',
      '(seit wann|wie lange) (gibt es|bist|existierst) (dich|du) [schon|online|da]',
      '(was) ist (das|das hier) [hier] (für ein|eigentlich für ein) (bot|chatbot|programm|ding|chat)',
      '(weißt|kennst) du (wer ich bin|mich)',
      'is (this|that|there) [really|actually] [a|an] [real] (person|human|robot|bot|machine|ai)',
      '(was) bist du (für|denn für) (ein|eine|einer)',
      '(wie|was) darf ich dich nennen',
      '(stell|stelle) dich [bitte|mal|kurz] [selbst] [bitte|mal|kurz] vor',
      '(erzähl|erzähle|sag|tell) [mir|me] [bitte|mal|doch] (etwas|was|mehr|about|something about) [über] (dich|yourself|you) $',
      '^ [so|and] (who|what) [exactly] (are|r) (you|u) $',
      '(whats|what is) your name',
      '(introduce yourself|about yourself)',
      'mit wem (rede|spreche|schreibe|chatte) ich',
      '(rede|spreche|schreibe|chatte|kommuniziere|unterhalte) ich [mich] [hier|da|gerade|jetzt|eigentlich|wirklich] mit (einem|einer|einem echten|einer echten)',
      '(am i|who am i) [actually|really] (talking|chatting|speaking|writing) (to|with) [a|an]',
      'sitzt [hier|da|dort] [hinter] [ein|eine|jemand] [echter|echte] (mensch|person|jemand)',
      '(antwortet|schreibt) [mir|hier|da] [mir|hier|gerade] [ein|eine] (mensch|echter mensch|roboter|maschine|ki|echte person)',
    ],
    besides:
      'weißt kennst chat wesen ding namen trägst nennt nennst existierst online seit mensch* robot* bot bots chatbot* maschin* ki ai computer* programm* person* echt* real human* machine* automat* mitarbeiter* name heißt heißen nennen rede spreche schreibe chatte kommuniziere unterhalte talking chatting speaking writing sitzt lautet dahinter antwortet schreibt vorstellen stell stelle introduce erzähl erzähle sag tell exactly who jemand richtig* lebendig*',
  },
  {
    intent: 'about_bot',
    addresses: 'you or name',
    says: [
      '(mensch*|robot*|bot|bots|chatbot*|maschin*|computer*|computerprogramm*|person|human|machine|real|echt*|lebendig*|lebewesen|automat)',
    ],
    besides:
      'mensch* robot* bot bots chatbot* maschin* ki ai computer* programm* person* echt* real human* machine* lebendig* lebewesen automat* künstliche* intelligenz* artificial intelligence richtig* live alive',
    unless: ['(dumm*|blöd*|doof*|scheiß*|stupid|dumb)', '(warum|wieso|why)'],
  },
  {
    intent: 'about_bot',
    addresses: 'you',
    says: [
      '(ki|ai|chatgpt|gpt|openai|llm|sprachmodell|siri|alexa|gemini|copilot|künstliche intelligenz|artificial intelligence|language model)',
    ],
    besides:
      'ki ai chat chatgpt gpt gpt4 openai llm sprachmodell* modell* siri alexa gemini google copilot claude künstliche* intelligenz* artificial intelligence language model funktionierst läufst based basier* benutzt nutzt verwendest arbeitest steckt hinter technik technologie echt* richtig* powered use uses using',
  },
  {
    intent: 'about_bot',
    topic: 'maker',
    addresses: 'you or name',
    says: [
      '(wer|von wem|who|whom|welche firma|welches unternehmen|wann|when|wo|where|wieso|warum|why) ... (programmier*|entwickel*|gebaut|gemacht|erschaffen|geschaffen|erfunden|hergestellt|erstellt|trainiert|betreibt|betrieben|made|built|created|developed|trained|programmed|invented|designed|runs|owns|behind)',
      '(wer|who) (ist|is) [denn|eigentlich] [für] (dich|you) [denn] [verantwortlich|zuständig]',
      '(von welcher|aus welcher|zu welcher) (firma|organisation|stelle)',
      '(wem|who) (gehörst|gehört|owns) [du|denn|you]',
      '(dein|deine|your) (entwickler*|hersteller*|programmierer*|erfinder*|schöpfer*|chef|chefin|boss|besitzer*|eltern|maker|creator|owner|developer*)',
      '(wer|who) (steckt|steht|is) (hinter|behind)',
      '(für wen|for whom|who) (arbeitest|work|do you work)',
      '(arbeitest|gehörst|bist) du [denn|auch|wirklich] (für die|bei der|zur|von der) stadt',
    ],
    besides:
      'programmier* entwickel* entwickler* gebaut gemacht erschaffen geschaffen erfunden hergestellt erstellt trainiert betreibt betrieben made built created developed trained programmed invented designed runs owns behind gehörst gehört hersteller* erfinder* schöpfer* chef chefin boss besitzer* verantwortlich* zuständig* responsible organisation stelle eltern maker creator owner developer* firma unternehmen company steckt steht hinter arbeitest arbeit work stadt city chatbot bot',
  },
  {
    intent: 'about_bot',
    topic: 'languages',
    addresses: 'you or name',
    says: [
      '(sprach*|sprich*|sprech*|language*|speak|deutsch|englisch|english|german|französisch|türkisch|arabisch|russisch|ukrainisch|spanisch|italienisch|polnisch|dialekt|french|spanish|turkish|arabic)',
    ],
    besides:
      'sprach* sprich* sprech* language* speak speaks deutsch* englisch* english german französisch* türkisch* arabisch* russisch* ukrainisch* spanisch* italienisch* polnisch* japanisch* dialekt* kurpfälzisch schwäbisch bayerisch einfache leichte french spanish turkish arabic russian ukrainian italian polish verstehst verstehen versteh understand antworten antwortest reply answer fremdsprachen talk unterhalten reden schreiben write auf question questions beantworten beantwortest fragen frage stellen sag say gut fließend',
    unless: [`(sprachmodell*|language model|gesprochen)`],
  },
  // "May I write in English?"
  {
    intent: 'about_bot',
    topic: 'languages',
    says: [
      '(kann|darf|muss|soll|geht|can|may|should|must) [ich|man|i|das|es] [auch|hier|nur] (auf|in) (deutsch*|englisch*|english|german|französisch*|türkisch*|russisch*|ukrainisch*|arabisch*|meiner sprache|my language) ',
      '(auf|in) (deutsch*|englisch*|english|german|türkisch*|arabisch*|russisch*|ukrainisch*) (fragen|schreiben|reden|chatten|ask|write|möglich)',
    ],
    besides:
      'auf deutsch* englisch* english german französisch* türkisch* russisch* ukrainisch* arabisch* sprache language geht fragen schreiben reden chatten ask write stellen frage question möglich possible',
  },
  {
    intent: 'about_bot',
    topic: 'data',
    addresses: 'you',
    says: [
      '(was) (passiert|geschieht) (mit) [dem|den|meinen|all] [was|nachrichten|daten|eingaben]',
      '(speicher*|gespeichert|merkst|merken|protokollier*|aufzeichn*|zeichnest|aufgezeichnet|mitlesen|mitgelesen|liest|lesen|store|stored|save|saved|remember|record|recorded|keep|log|logging)',
      '(daten|data|sicher|privat|geheim|vertraulich|anonym|private|confidential|anonymous|privacy)',
      '(vergisst|vergessen|löschst|gelöscht|löschen|delete)',
    ],
    besides:
      'machst passiert speicher* gespeichert merkst merken protokollier* aufzeichn* zeichnest aufgezeichnet mitlesen mitgelesen liest lesen store* save* remember record* keep log logging daten data sicher safe secure privat* geheim* vertraulich* anonym* private confidential anonymous privacy vergisst vergessen löschst gelöscht löschen delete chat chats chatverlauf verlauf gespräch* unterhaltung* nachricht* schreib* schreiben eingeb* eingabe* eingegeben frag* fragen gefragt sage sag erzähl* text texte conversation* message* type typed write wrote say said ask asked question* weiter gibst weitergeben weitergegeben persönlich* personal meine my stadt city mit lange long',
    unless: ['(warum|wieso|why)', 'du dir (das|die|den)'],
  },
  // The same of "this chat" or "what I write", with nobody addressed.
  {
    intent: 'about_bot',
    topic: 'data',
    says: [
      '(wird|werden|is|are|does) [das|dieses|dieser|unser|mein|meine|was ich|the|this|my|our|alles was ich] (gespräch*|unterhaltung*|chat*|eingabe*|nachricht*|frage*|text|texte|hier schreibe|schreibe|conversation*|message*|question*|thebot) ... (gespeichert|aufgezeichnet|protokolliert|mitgelesen|überwacht|weitergegeben|stored|saved|recorded|logged|monitored)',
      '(liest|lesen|schaut|hört) [hier|da|jemand|eigentlich] (jemand|einer|menschen|die stadt) [hier|da|das|auch|alles] mit',
      '(gespeichert|aufgezeichnet|mitgelesen|protokolliert) [_] was (ich|man) [hier|dir|so|alles] (schreibe|schreibt|frage|fragt|eingebe|eingibt|tippe)',
      '(is|are) [someone|anybody|anyone|people] reading (this|my|along)',
    ],
    besides:
      'gespräch* unterhaltung* chat* eingabe* nachricht* frage* text* schreib* conversation* message* question* gespeichert aufgezeichnet protokolliert mitgelesen überwacht weitergegeben stored saved recorded logged monitored liest lesen schaut hört jemand einer menschen stadt mit reading tippe eingebe eingibt along someone anybody anyone people irgendwo',
  },
  {
    intent: 'about_bot',
    topic: 'sources',
    addresses: 'you',
    says: [
      '(woher|from where|where) ... (weißt|wissen|kennst|hast|nimmst|beziehst|stammt|stammen|kommt|kommen|know|get|information|info|data|answers|learn|learned)',
      '(hast|habt|have) (du|you) [auch|denn|eigentlich] (zugriff|access|zugang) [auf|zu|to] ',
      '(was sind|welche|welches|what are|what|which|auf welche*|aus welche*) ... (quelle*|quellen|daten|wissen|informationen|source*|sources|information|dokumente|documents)',
      '(worauf|auf was|auf welche daten|woran) (greifst|stützt|basierst|orientierst) du',
      'how do you know (that|this|all that|all this|it|so much)',
      '(deine|dein|your) (quelle*|wissen|datenbasis|datengrundlage|source*|knowledge|informationen|wissensquelle*)',
      '(wie|how) (lernst|lernt|hast|do|did) (du|you) [_] (gelernt|lernen|learn)',
      '(suchst|guckst|schaust|suchen|search) [du|you] [auch|im|the|das] (internet|google|web)',
    ],
    besides:
      'weißt wissen kennst nimmst beziehst stammt stammen stammst kommt kommen know knowledge get quelle* daten data datenbasis datengrundlage informationen information info infos source* dokumente documents antwort antworten answers wissensquelle* lernst gelernt lernen learn learned suchst guckst schaust suchen search internet google web nutzt benutzt verwendest basierst basieren use using dein deine zugriff access zugang greifst stützt basierst orientierst zu much',
    unless: ['(über|about|von|zu) (den|die|das|dem|der|the)'],
  },
  {
    intent: 'about_bot',
    topic: 'reliability',
    addresses: 'you',
    says: [
      '(kannst|könntest|machst|irrst|lügst|hast|bist|liegst|sagst|sind|ist|stimmt|stimmen|gibst|erfindest|denkst|können|do|does|are|can|have|is) ... (richtig|recht|fehler|irren|dich|lügen|wahr|wahrheit|zuverlässig|verlässlich|sicher|korrekt|aktuell|falsch|lügst|erfunden|aus|right|correct|mistake*|wrong|lie|accurate|reliable|errors|true|up to date|truth|make things up)',
      '(vertrau*|verlass*|trust|rely) ... (dir|dich|you|your|antwort*|answer*)',
      '(dir|dich|you|antworten|answers) [_|_ _] (vertrau*|verlass*|trust)',
      '(stimmt|ist) [das|alles|denn] [alles|wahr|richtig] was du [mir|so|hier] (sagst|schreibst|zeigst|antwortest|erzählst)',
      '(hast|hattest) du ... fehler gemacht',
      '(lügst|irrst|erfindest) du',
      'wie (aktuell|zuverlässig|genau|gut|sicher|schlau|intelligent|klug) (bist|sind) (du|deine) [antworten|daten|informationen] $',
      'how (reliable|accurate|up to date|smart|intelligent) are (you|your)',
    ],
    besides:
      'machst mache gemacht schreibst zeigst antwortest erzählst irrst irren lügst lügen liegst liegen sagst sage gibst erfindest erfinden erfunden denkst richtig* recht fehler wahr wahrheit zuverlässig verlässlich sicher korrekt aktuell falsch* right correct mistake* make makes wrong lie lies accurate reliable errors true truth date things trust rely schlau intelligent klug genau smart up vertrau* verlass* antwort* answer* aussage* angaben informationen stimmt stimmen manchmal sometimes immer ab zu passieren passiert',
    unless: [
      '(warum|wieso|weshalb|why|wodurch|gründe)',
      '^ [und|aber] (das|die|deine|dein|nein) ',
      '(hast|liegst) du [aber|leider|da|total|wieder] [nicht] (recht|falsch|unrecht) $',
      '(bist|machst) du dir',
      '^ [nein|aber|da] (du liegst|du lagst|du hast|du machst|you are|youre) ',
    ],
  },
  {
    intent: 'about_bot',
    topic: 'abilities',
    addresses: 'you',
    says: [
      '^ [und] (was|wobei|womit|wie|bei was) [alles|genau|denn] (kannst|können|könntest|machst|tust|hilfst) du [mir|uns|alles|denn|so|eigentlich|für mich|genau|sonst|noch|hier] [helfen|tun|machen|beantworten|weiterhelfen|noch|alles|so|weiter] $',
      '(welche|was für) (aufgabe*|funktion*|fähigkeit*) (hast|erfüllst) du',
      '(was|welche|was für) (sind|hast) [du] (deine) [_] (aufgabe*|funktion*|fähigkeit*|stärken|grenzen|schwächen)',
      'kannst du (auch|noch|nur|mehr) [etwas|was|anderes|sonst|noch] [anderes] (als|außer) ',
      '(was|wofür|wozu) (ist|sind) (deine|dein) (aufgabe*|funktion*|job|zweck|ziel)',
      '(wofür|wozu) (bist|gibt es|dienst|kann ich|kann man|sind) (du|dich) [da|gut|nutzen|benutzen|fragen|gedacht|zuständig|hier]',
      '(was|welche fragen|welche themen|worüber) (kann|darf|soll|könnte) (ich|man) [dich|dir|mit dir] [alles|denn|so|hier] (fragen|stellen|sprechen|reden)',
      '(welche fragen|welche themen|worauf|auf welche fragen|was für fragen|zu welchen themen) (kannst|beantwortest|kennst|hast|können) du [alles|denn|mir|so] [beantworten|antworten|helfen|drauf|auskunft geben] $',
      '(was|worüber|wonach) (kann|darf|soll) (ich|man) [hier|so|denn|alles|dich] [hier|alles] fragen $',
      '(zu|über) (welchen|welche|was für) (themen|sachen|dingen) (weißt|kennst|kannst|gibst) du [etwas|was|dich|auskunft|mir|alles] [aus|sagen|bescheid|fragen] $',
      '(womit|mit welchen themen|in welchen bereichen) kennst du dich aus',
      '(wie) (funktionierst|arbeitest|antwortest|funktioniert) (du|das hier|dieser chat)',
      'how (do|does) (you|this) (work|function|answer)',
      '(wie) (benutze|nutze|bediene|verwende|kann|soll) (ich|man) (dich) [benutzen|nutzen|bedienen|verwenden]  $',
      '^ [so|and] (what|how) [else] (can|could|do) (you|i) (do|help|ask|answer|use|know) [you|me|with|for me] $',
      '(what is|whats|what are) your (purpose|job|function|task|capabilities|abilities|topics)',
      '(what|which) (topics|questions|things) (can|do) (you|i) [ask|answer|know|cover|ask you] [about]',
      '(what|how) (are you for|do you work)',
      '^ was (weißt|kennst) du [alles|denn|so|eigentlich] [alles|denn|so] $',
    ],
  },
  {
    intent: 'about_bot',
    topic: 'personality',
    addresses: 'you or name',
    says: [
      '(wie alt|how old|geburtstag|geboren|birthday|born)',
      '(hast|have|has|hat|magst|liebst|isst|trinkst|schläfst|träumst|fühlst|wohnst|lebst|bist|kannst|denkst|do|are|can|where|wo|wer|who|whats|what|was|welche|welches|welcher|machst|gehst) ... (gefühl*|fühl*|fühlen|fühlst|hunger|schlaf*|schläf*|müde|langweil*|traurig|glücklich|freund*|freundin|familie|verheiratet|single|träum*|wohnst|wohnt|lebst|lebt|hobby*|hobbys|essen|trinken|liebling*|liebst|lieben|weiblich|männlich|frau|mann|geschlecht|junge|mädchen|feierabend|urlaub|eltern|mama|papa|feelings|feel|sleep|tired|friends|married|live|eat|drink|favourite|favorite|love|male|female|bored|sad|happy|bewusstsein|conscious*|humor|geschwister|kinder|seele|soul|denken|think|religion|haustier)',
      '(magst|liebst|heiratest) du mich',
      'wie (groß|schwer|schnell) bist du',
      '(wirst|werden) du [auch|mal|nie|eigentlich] [mal|nie] (müde|krank|traurig|wütend)',
      '(was|wen|wo) (isst|trinkst|liebst|wohnst|schläfst) du',
      '(schläfst|träumst|wohnst|lebst|isst|trinkst|fühlst|lachst) du',
      '(do you love|will you marry) me',
      'are you (alive|conscious|sentient)',
    ],
    besides:
      'alt jahre old years geburtstag geboren birthday born gefühl* fühl* hunger schlaf* schläf* träumst lachst müde langweil* traurig glücklich freund* familie verheiratet single träum* wohn* leb* hobby* eltern mama papa groß schwer wirst isst essen trinkst trinken liebling* lieb* magst weiblich männlich frau mann geschlecht junge mädchen feierabend urlaub feel* sleep tired friend* married live lives eat drink favourite favorite love male female woman man boy girl bored sad happy bewusstsein conscious* humor geschwister kinder seele soul denken think religion haustier farbe tier film buch musik buchstabe colour color food movie song animal gehst machst heiratest marry eigene* own alive sentient',
  },

  // Complaints about an answer or about the bot; what else went wrong in the city is for the documents.
  {
    intent: 'smalltalk',
    topic: 'complaint',
    says: [
      '(falsch*|quatsch|unsinn|blödsinn|schwachsinn|nonsense|rubbish|wrong|incorrect|bullshit|verkehrt|daneben|mist|nutzlos*|unbrauchbar*|useless|unhelpful|sinnlos*|unverständlich|unpassend*)',
      '(nicht|kein|keine|keinen|nichts|nie|not|dont|doesnt|didnt|isnt|wasnt|cant|couldnt|never|no|nix|net|kaum|wenig) ... (stimmt|richtig*|antwort*|gefragt|frage*|fragte|hilft|hilfreich|geholfen|weiter|verstehst|verstehen|versteh*|verstanden|kapiert|kapierst|begriffen|gemeint|meinte|meine|wissen|thema|beantwort*|gelesen|zugehört|passt|gesucht|gut|wollte|zufrieden|help*|helpful|understand*|answer*|question|asked|meant|right|correct|true|satisfied|listen*|good|what i)',
      '(liegst|lagst) du (falsch|daneben)',
      'du (liegst|lagst) [total|leider|da|völlig|aber] (falsch|daneben)',
      '(did not|didnt|not) [_] (ask|want|mean)',
      '(stimmt|richtig*|gefragt|fragte|hilft|hilfreich|geholfen|verstehst|verstehen|verstanden|kapiert|kapierst|begriffen|gemeint|meinte|meine|wissen|beantwort*|gelesen|passt|gesucht|wollte|zufrieden|helpful|right|understand) ... (nicht|nichts|not|no|kein|nie|never)',
      '(antwort|antworten|answer|answers|auskunft|info|information) [ist|war|sind|waren|are|is|was|die|total|leider|absolut|von dir] (schlecht*|alt|veraltet|unvollständig|falsch|bad|outdated|incomplete|blöd|dumm|doof|mist|unklar|unsinn)',
      '(schlechte*|blöde*|dumme*|falsche*|doofe*|bad|terrible|poor|stupid) (antwort*|auskunft|answer*)',
      'was (soll das|soll der quatsch|soll der mist|ist das für eine antwort|ist denn das für eine antwort)',
      '(hast|verstehst|hörst|kapierst) du [mich|mir|das|meine frage|es] [überhaupt|eigentlich|denn|wirklich] nicht',
      '(du verstehst|ihr versteht|you misunderstood|missverstanden)',
      '(stimmt|passt) [so|aber|doch|ja|leider|gar|einfach|überhaupt] nicht',
      '(habe|hab|wollte|meinte|meine) [etwas|was|ganz|was ganz|doch] (anderes|etwas anderes|was anderes) [gefragt|wissen|gemeint]',
      '(unzufrieden|unsatisfied) [mit|with] ',
      '(bringt|nützt|hilft|sagt) (mir|uns) [das|so|leider|jetzt|gar|überhaupt] nichts',
      '(ergibt|macht|makes) [doch|für mich] (keinen|no|gar keinen|überhaupt keinen) (sinn|sense)',
      '(redest|erzählst|schreibst|laberst) [du|nur|doch] [einen|nur|ganz schönen|so einen] (unsinn|quatsch|müll|mist|blödsinn|schrott|scheiße|stuss)',
      'danke für nichts',
      'thanks for nothing',
      '(thema verfehlt|am thema vorbei|an der frage vorbei|that was no help)',
      '(das kann doch nicht wahr sein|das ist doch nicht wahr|enttäusch*|disappoint*|ärgerlich|frustrierend)',
      '(du lügst|das ist gelogen|das ist erfunden|das hast du erfunden|you lied|you are lying|thats a lie)',
    ],
    besides:
      'falsch* quatsch unsinn blödsinn schwachsinn nonsense rubbish wrong incorrect bullshit verkehrt daneben mist nutzlos* unbrauchbar* useless unhelpful sinnlos* unverständlich unpassend* stimmt richtig* antwort* gefragt frage* fragte hilf* hilft hilfreich geholfen weiter verstehst verstehen versteh* verstanden kapier* begriffen begreif* gemeint meinte meinst meine wissen wusste thema beantwort* gelesen lesen zugehört hör* hört passt gesucht gut zufrieden help* understand* understood answer* question asked ask meant mean right correct true satisfied listen* good schlecht* alt veraltet unvollständig bad terrible poor outdated incomplete blöd* dumm* doof* stupid unklar missverstanden misunderstood verfehlt vorbei wahr enttäusch* disappoint* ärgerlich frustrierend lügst gelogen erfunden lied lying lie auskunft info information* infos wollte want wanted know looking for soll kannst gesagt sagst sag geschrieben schreibst gibst bringt nützt brauch* anderes leider völlig absolut komplett completely totally thats thing dont doesnt didnt isnt wasnt cant im youre get me suche suchte eben gerade ständig schon immer dieselbe selbe gleiche same keep chat bot chatbot bisher made makes make sense sinn ergibt gefallen gefällt unzufrieden unsatisfied redest erzählst laberst stuss müll schrott danke* für liegst lagst did thanks nothing nichts with mit nein kein sinnvoll',
    unless: [
      '^ [und|aber|ja|nein|also|hm] (warum|wieso|weshalb|wer|wo|wann|wie|welche*|wessen|woher|worum|why|who|where|when|how|which) ',
    ],
  },
  // Insults, of the bot or of nobody in particular.
  {
    intent: 'smalltalk',
    topic: 'insult',
    unless: ['^ (wann|wo|wer|warum|welche*|when|where|who|why|which) '],
    says: [
      '(arsch*|arschloch|idiot*|depp|trottel|vollpfosten|spast*|hurensohn|wichser|penner|fick*|fuck*|scheiß*|verpiss*|schlampe|missgeburt|asshole|bitch|moron|bastard|dumbass|shithead|vollidiot*|dummkopf|blödmann|affe|kuh|sau|schwein|lauch|opfer|honk|hohlkopf|schrott|schrotthaufen|mistding|drecksding|drecksbot|scheißbot|müll|crap|garbage|trash|shit|kacke)',
      '(halt|halts|haltet) [die|den|dein|deine|s|endlich|einfach] (klappe|maul|fresse|schnauze|mund)',
      '(spinnst|tickst) du',
      '(gehts|geht es) noch $',
      '(ihr|ihr alle|you all) (seid|are) ... (dumm*|doof*|blöd*|unfähig*|idiot*|stupid)',
      '(du|dein|deine|you|your|bot|chatbot|ki|ding|maschine|programm|so ein|so eine|was für ein) ... (dumm*|doof*|blöd*|dämlich*|bescheuert*|hässlich*|unfähig*|nutzlos*|lächerlich|peinlich|nervst|nervig|schlecht*|scheiße|stupid|dumb|useless|bad|suck*|ugly|annoying|idiotic|worst|terrible|lame|boring|ahnungslos|ahnung|strohdumm|saudumm|schwachkopf|langweilig|behindert|ätzend)',
      '(dummer|dumme|doofer|doofe|blöder|blöde|scheiß|stupid|dumb|useless|dämlicher|bescheuerter|nutzloser|nutzlose|dummes|doofes|blödes) [_] (bot|chatbot|ki|ding|maschine|programm|roboter|computer|robot|machine|software|system|kiste)',
      '(leck|leckt|lick|kiss) [mich|my|me]',
      '(i hate you|ich hasse dich|shut up|screw you|go to hell|geh sterben|du nervst|piss off|hau ab|schäm dich)',
    ],
    besides:
      'arsch* idiot* depp trottel vollpfosten spast* hurensohn wichser penner fick* fuck* scheiß* verpiss* schlampe missgeburt asshole bitch moron bastard dumbass shithead vollidiot* dummkopf blödmann affe lauch opfer honk hohlkopf schrott* mistding drecksding drecksbot müll crap garbage trash shit kacke halts haltet klappe maul mund fresse schnauze mund bot chatbot ki ding maschine programm dumm* doof* blöd* dämlich* bescheuert* hässlich* unfähig* nutzlos* lächerlich peinlich nerv* schlecht* stupid dumb useless bad suck* ugly annoying idiotic worst terrible lame boring ahnungslos ahnung strohdumm saudumm schwachkopf langweilig behindert ätzend roboter computer robot machine software system kiste leck leckt lick kiss hate hasse shut screw go hell geh sterben piss hau schäm youre wie brot bist thing ass off verdammt* damn fucking kuh sau schwein halt alle leute seid noch ganz dicht spinnst tickst gehts geht',
  },

  // Small talk of the friendlier kinds; of several in one message the first here gives the reply.
  {
    intent: 'smalltalk',
    topic: 'goodbye',
    says: [
      '(tschüss|tschüs|tschau|ciao|bye|goodbye|byebye|wiedersehen|wiederschauen|wiederhören|man sieht sich|wir sehen uns|ade|adieu|cu|farewell|tschö|baba|uf widderluege|servus $)',
      'bis (bald|dann|später|morgen|nächstes mal|zum nächsten mal|demnächst|die tage|gleich)',
      '(schönen|schöne|schönes|guten|gute|einen schönen|ein schönes|nice|good|great) (tag|abend|nachmittag|wochenende|woche|nacht|feierabend|restlichen tag|zeit|day|evening|weekend|night) [noch|dir|ihnen|gewünscht|wünsche ich] [noch|dir|ihnen|gewünscht]',
      '(schlaf gut|machs gut|mach es gut|leb wohl|pass auf dich auf|see you|see ya|take care|have a (nice|good|great) (day|evening|weekend))',
      '(ich muss [jetzt] (los|weg|gehen)|das wars|das war alles|das wäre alles|that is all|thats all|that was all|keine fragen mehr|keine weiteren fragen)',
    ],
    unless: [ASKS, '^ [hallo|hi] guten (tag|abend) $', '^ good (evening|day) $'],
    besides:
      'tschüss tschüs tschau ciao bye goodbye byebye wiedersehen wiederschauen wiederhören ade adieu cu farewell tschö baba sieht sehen wir uns besten auf bald später morgen nächstes nächsten demnächst tage gleich schön* gute* tag abend nachmittag wochenende woche nacht feierabend restlichen rest zeit day evening weekend night nice good great noch gewünscht wünsche schlaf gut machs mach leb wohl pass see ya take care los weg gehen wars alles wäre thats fragen weitere* keine zusammen allerseits liebe lieber mal uf widderluege danke* dank viel* herzlich* thanks thank hilfe help ok* super',
  },
  {
    intent: 'smalltalk',
    topic: 'how_are_you',
    says: [
      '(wie) (geht|gehts|läuft|läufts|ist) [es|s|so] (dir|du|ihnen|euch) [so|denn|heute|heut|gerade|jetzt]',
      '^ [na|und|hallo|hi|hey|moin] [und] (wie) (gehts|gehts so|geht es so|geht s|geht es|läufts|läuft es|läufts so|gehts heute)  [heute|denn|so] $',
      '^ [na|und|hallo|hi|hey] (alles (gut|klar|fit|in ordnung|ok|okay|paletti) bei (dir|du|euch)|alles fit|was geht|was geht ab|was geht so|alles gut|na du|was gibts neues|was gibt es neues|was läuft) $',
      '(was) (machst|tust|treibst) du [so|gerade|heute|denn|da|jetzt] [so|gerade|denn|heute] $',
      '(wie) (fühlst|befindest) du dich',
      '(was) (machst|tust|treibst) du [so|denn|eigentlich] (den ganzen tag|die ganze zeit|in deiner freizeit)',
      '(wie) (war|ist|läuft) dein (tag|morgen|wochenende|abend)',
      '(bist|sind) du [heute|gut|denn] [gut] (gut drauf|gelaunt|gut gelaunt)',
      'how (are|r) (you|u|things) [doing|today|feeling|going]',
      '(hows it going|how is it going|how do you do|whats up|what is up|sup|how are things|how have you been|how was your day|are you ok|hows life|what are you doing)',
    ],
    besides:
      'geht gehts läuft läufts fühlst befindest dich ganzen ganze zeit freizeit gut klar fit ordnung ok* paletti neues machst tust treibst tag morgen guten guter wochenende abend drauf gelaunt doing today feeling going hows whats up sup things life day bei moin ab yo fine hope gut lang long time',
  },
  {
    intent: 'smalltalk',
    topic: 'presence',
    says: [
      '(bist|sind) du [noch|denn|überhaupt|immer noch|schon|wieder] (da|online|wach|hier|dran|erreichbar|am leben|verfügbar)',
      '(antwortest|schreibst|hilfst) du [mir] (noch|überhaupt|nicht mehr)',
      '(ist|sitzt|jemand) [hier|da|noch|denn|überhaupt] [jemand] [hier|da] [zu hause] $',
      '(hörst|siehst|liest) du (mich|mit|noch)',
      '(are you|you) [still|even] (there|here|awake|online|with me)',
      '(still|are you still) (there|here|alive)',
      '^ [bist|na|hallo] (noch da|noch wach|noch jemand da) $',
      '(anybody|anyone|someone|somebody) (there|here|home)',
      '(warum|why) (antwortest|schreibst|sagst|dont) (du|you) [denn] (nicht|nichts|answer|reply) [mehr]',
    ],
    besides:
      'online wach dran erreichbar leben verfügbar jemand hause hörst siehst liest there here awake alive with home anybody anyone someone somebody antwortest schreibst sagst answer reply hallo da noch',
  },
  {
    intent: 'smalltalk',
    topic: 'thanks',
    unless: [ASKS],
    says: [
      '(danke*|dankeschön|dankesehr|dank|merci|thanks|thank|thx|thankyou|thank you|ty|bedanke|bedank|dankbar|danki|tausend dank|cheers)',
    ],
    besides:
      'danke* dank merci thanks thank thx thankyou ty bedank* dankbar danki cheers viel* herzlich* besten best* lieben lieb* tausend schön* sehr vielmals hilfe hilf* antwort* auskunft info infos information* mühe zeit schnell* tolle* gute* nett* freundlich* ausführlich* unterstützung super toll klasse perfekt prima gut hilfreich geholfen weitergeholfen reicht weiß bescheid jetzt help* answer* time much lot kind quick great good nice alles für damit sag sage youre was erstmal soweit freut gefreut wars wonderful perfect lovely bekommen gegeben voraus advance bist',
  },
  {
    intent: 'smalltalk',
    topic: 'praise',
    says: [
      '(super*|toll*|klasse|prima|perfekt*|genial*|spitze|spitzenmäßig|großartig*|wunderbar*|ausgezeichnet*|hervorragend*|fantastisch|geil|nice|great|awesome|perfect|excellent|amazing|brilliant|wonderful|cool|gefällt|bravo|respekt|hilfreich*|helpful|lovely|sehr gut|good job|well done|weiter so|gut gemacht|nicht schlecht|top|interessant|interesting|schlau|klug|clever|smart|nett|lieb|freundlich|schön|beeindruckend)',
      '(hat|hast|das hat|du hast) [mir|uns|sehr|echt|wirklich|gut|damit] (geholfen|weitergeholfen)',
      '(genau|prima|super|ja|toll) [ja|das] [ist|war] das [wollte|brauchte|war] [ich] (wissen|es|gesucht)',
      'das wollte ich wissen',
      '(gute|gut|richtige|richtig|good) (antwort|arbeit|erklärt|beantwortet|answer|bot|job)',
      '(ich liebe|ich mag|i love|i like) (dich|you|es|das|it|this)',
      '^ [das] (stimmt|richtig|genau|korrekt|correct|right|gut) $',
      '(das|du|you) [bist|warst|ist|war|are|were] [echt|wirklich|sehr|ja|so|really|very] (gut|good|the best|der beste|die beste)',
    ],
    unless: [
      '(nicht|kein|keine|not|never|was|wer|wo|wann|wie|warum|welche*|what|who|where|when|why|which|how|gibt|wieso|soll|will|kann)',
    ],
    besides:
      'wow mega krass super* toll* klasse prima perfekt* genial* spitze spitzenmäßig großartig* wunderbar* ausgezeichnet* hervorragend* fantastisch* geil* nice great awesome perfect excellent amazing brilliant wonderful cool* gefällt bravo respekt hilfreich* help* lovely good job well done weiter gut* gemacht schlecht top interessant* interesting schlau* klug* clever* smart* nett* lieb* freundlich* schön* beeindruckend geholfen weitergeholfen richtig* antwort* arbeit erklärt beantwortet answer* bot chatbot roboter sache ding idee service liebe mag love like best* stimmt korrekt correct right bist warst thats youre work thing so bin zufrieden satisfied happy freut freue wollte wissen gesucht brauchte geantwortet hast mir',
  },
  {
    intent: 'smalltalk',
    topic: 'laughter',
    says: [
      '(haha*|hahah*|hihi*|hehe*|hoho*|lol|lool*|rofl|lmao|xd|witzig|lustig|funny|hilarious|lach*|ha ha|kicher|hach)',
    ],
    besides:
      'haha* hahah* hihi* hehe* hoho* lol lool* rofl lmao xd witzig* lustig* funny hilarious lach* kicher hach thats war gut good one der die bist',
    unless: [ASKS, '(nicht|warum|was|wer|wo|wann|wie|welche*|not|why|what|who|which)'],
  },
  {
    intent: 'smalltalk',
    unless: [ASKS],
    says: [
      '(hallo*|halo|hallöchen|halli|hey*|hi|huhu|servus|moin*|ahoi|hello|helo|yo|howdy|greetings|salut|bonjour|hola|grüezi|tach|tachchen|salve|hej|heya|hiya|tagchen|grüße)',
      '(grüß|grüss) (gott|dich|di|sie|euch|du)',
      '(schönen|guten|gute|good|gudn|guden|gun) (morgen|tag|abend|mittag|nachmittag|morning|day|evening|afternoon)',
      '^ (morgen|mahlzeit|tag|abend|morning|na|n abend) $',
      '^ [ja|aha|na|oh|hm|wow|cool] (ok|okay|oki|okidoki|okie|okey|k|alles klar|verstanden|aha|achso|ach so|gut|na gut|alles gut|in ordnung|einverstanden|passt|geht klar|hm|hmm|mhm|soso|so so|got it|i see|fine|sure|alright|all right|understood|roger|ah|oh|oha|wow|krass|echt|wirklich|interessant|schade|macht nichts|kein problem|no problem|gern geschehen|bitte schön|bitteschön|egal|schon gut|weiß ich|naja|na ja|gut zu wissen|good to know) $',
      '(freut mich|schön dich|schön von dir|nice to meet you|nett dich|angenehm|pleased to meet)',
      '(frohe weihnachten|frohes neues|frohe ostern|gutes neues|happy birthday|merry christmas|happy new year|alles gute)',
      '(entschuldigung|sorry|tut mir leid|verzeihung|entschuldige|mein fehler|my bad|my mistake)',
      '^ (test|teste|testing|test test|ping) $',
      '(mir ist [so] langweilig|im bored|i am bored)',
    ],
    besides:
      'hallo* halo hallöchen halli hey* huhu servus moin* ahoi hello helo yo howdy greetings salut bonjour hola grüezi tach* salve hej heya hiya tagchen grüße grüß* gott schönen guten gute good gudn guden gun morgen tag abend mittag nachmittag morning day evening afternoon mahlzeit zusammen allerseits leute there ok* oki* okey klar verstanden aha achso gut ordnung einverstanden passt soso got see fine sure alright right understood roger oha wow krass interessant schade macht problem geschehen schön bitteschön egal weiß know freut nice meet nett dich kennenzulernen sehen hören see angenehm pleased frohe frohes weihnachten neues ostern gutes happy birthday merry christmas new year jahr leid entschuldigung verzeihung entschuldige fehler my bad mistake test teste testing ping langweilig bored lieber liebe liebes chatbot bot everyone all',
  },

  // What this bot does not do: write, translate, calculate, forecast, advise, take sides.
  {
    intent: 'out_of_scope',
    says: [
      '^ [ich] (schreib*|dicht*|verfass*|formulier*|erstell*|erzeug*|generier*|mach*|komponier*|entwirf|entwerf*|write|compose|create|generate|draft|make|brauche|gib|give) [mir|uns|me|us|bitte|mal|doch|kurz|schnell] [einen|ein|eine|a|an|the|my|den|meine|meinen|mein|ne|n|some|five|drei|zehn|fünf] [_] [_] (gedicht*|aufsatz|essay*|text|texte|lied|liedtext|song*|rap|reim*|witz*|geschichte|märchen|brief|mail|email|rede|hausarbeit|bachelorarbeit|referat|bewerbung*|bewerbungsschreiben|anschreiben|lebenslauf|code|skript|script|programm|program|funktion|function|website|webseite|app|rezept|plan|reiseplan|trainingsplan|liste|bild|logo|poem|story|letter|speech|cover letter|cv|resume|recipe|tweet|post|blogbeitrag|artikel|slogan|haiku|roman|sms|kündigung|widerspruch|beschwerde|gutachten|python*|javascript|html|limerick|kurzgeschichte|drehbuch|glückwunsch*|gruß*|einladung|zusammenfassung)',
      '^ (schreib*|dicht*|programmier*|write|komponier*|reim*|rap*) [mir|uns|me|us|bitte|mal] [etwas|was|something|doch] ',
      '^ (programmier*|code|codiere) [mir|uns|me|bitte|mal|a|ein|eine|einen]',
      '(python|javascript|java|html|php|sql|c) [_] (code|programm|skript|script|schreiben|programmieren|funktion)',
      '(ein|eine|einen|a|an) [_] (bild|zeichnung|logo|picture|image) [für mich|über _|von _] (malen|zeichnen|draw|paint)',
      '^ (male|mal|zeichne|draw|paint) [mir|uns|me|bitte] (ein|eine|einen|a|an) ',
      '^ [noch] [einen] (witz|joke|gedicht|rätsel) [bitte|please] $',
      '^ [das|dies|es|this|that|bitte] [bitte|mal] (übersetzen|translate)',
      '(gedicht|witz|märchen|aufsatz|lied|gute nacht geschichte|rap) [für mich|über _|über _ _|von dir|auf] (schreiben|erzählen|dichten|hören|vorlesen|erfinden|singen)',
      '(hast|kennst|kannst|weißt|know|tell) [du|you] [mir|me|auch|any] (einen|gute|ein paar|a|any|another|noch einen|ein) [guten|gutes|schönes|lustigen|good|funny] (witz|witze|joke|jokes|rätsel|fun fact|geschichte erzählen)',
      '^ (erzähl*|tell|sag) [mir|me|us|uns] [bitte|mal|doch] [noch] (einen|einen guten|eine|ein|a|another|was lustiges|etwas lustiges|something funny) [guten|lustigen|gute|funny|kurze|schöne] (witz|geschichte|märchen|joke|story|rätsel|gedicht|fun fact)',
      '^ (erzähl*|sag) [mir|uns|bitte|mal|doch] (was|etwas) (lustiges|witziges|spannendes)',
      '^ [noch] (ein|einen|eine) [guten|weiteren] (witz|rätsel|gedicht|märchen) [bitte|noch] $',
      '^ [noch] (einen|einen guten) witz',
      '^ (stell|stelle) [mir|uns|bitte] (einen|eine|ein) _ (zusammen|auf)',
      '^ (magst|liebst|bevorzugst) du [auch|den|die|das|lieber] _',
      '(is|are|was) (trump|biden|putin|merz|scholz|merkel|afd|cdu|spd) [a] (good|bad|great|best)',
      '(wie|wo) (finde|bekomme|kriege) ich [eine|einen] (freundin|freund|frau fürs leben|partner|partnerin|date)',
      '^ (sing*|sing) [mir|uns|me|bitte|mal|etwas|was|a|ein|lied|song]',
      '^ (übersetz*|translate|dolmetsch*)',
      '(auf|ins|in|into|to) (englisch*|deutsch*|französisch*|spanisch*|türkisch*|japanisch*|arabisch*|italienisch*|russisch*|english|german|french|spanish|japanese|latein*|polnisch*) (übersetzen|übersetze|translate)',
      '(how|what) (do|would|does) (you|one|i) say ... (in) ',
      '(was heißt|wie heißt|wie sagt man|was bedeutet|how do you say|what is the _ word for|wie sage ich|whats) ... (auf|in) (englisch|deutsch|französisch|spanisch|türkisch|japanisch|arabisch|italienisch|russisch|english|german|french|spanish|japanese|latein|latin|polnisch|chinesisch)',
      '^ (rechne*|berechne*|calculate|compute|solve|löse|multiplizier*|addier*)',
      '(was|wie viel|wieviel|what|how much) (ist|sind|ergibt|macht|gibt|is|are) [die|the] (\\d+ (plus|minus|mal|geteilt|hoch|durch|times|x|prozent|percent) [von|of|durch] \\d+)',
      '(was|wie viel|wieviel|what|how much) (ist|sind|ergibt|macht|is) (eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|two|three|four|five) (plus|mal|minus|times)',
      '(wurzel|quadratwurzel|square root|ableitung|integral|derivative) (aus|von|of)',
      '(löse|lös|löst|solve|mach|mache|machst|erledige|do|help) [mir|du|bitte|mir bitte|me|with|mir bei|mir mit] [diese|die|meine|meinen|this|my|the|den] [_] (hausaufgabe*|gleichung*|matheaufgabe*|mathehausaufgabe*|rechenaufgabe*|homework|equation*|assignment|mathe)',
      '(meine|meinen|meiner|bei den|mit den|my|die) (hausaufgabe*|mathehausaufgabe*|homework|matheaufgabe*|deutschhausaufgabe*)',
      '(horoskop*|horoscope*|sternzeichen|zodiac|tarot*|zukunft vorhersagen|wahrsag*)',
      '(wie|was) (wird|ist|macht|sind|wirds) [denn|heute|morgen|aktuell|gerade|das|die|so] (wetter|temperaturen|wettervorhersage) ',
      '(wetter|weather|wettervorhersage|wetterbericht|forecast) [in|im|am|for|is|the|like|wird|_] (heute|morgen|wochenende|aktuell|übermorgen|jetzt|woche|today|tomorrow|weekend|now|like)',
      '^ (wetter|wetterbericht|weather|wettervorhersage|weather forecast) [in|für|heidelberg|heute|morgen|today|tomorrow|_]  $',
      '(whats|how is|hows|what is|what will|will) the weather',
      '(regnet|regnets|schneit|stürmt|gewittert|regen geben|will it rain|rain|snow) [es|it|is] [heute|morgen|am|gerade|draußen|bald|today|tomorrow|noch|in _] [wochenende|abend|noch] $',
      '(scheint) [morgen|heute|am|die] [wochenende] [die] sonne',
      '(brauche|soll|muss) ich ... (schirm|regenschirm|sonnencreme|regenjacke)',
      '(wird|will) (es|it) [heute|morgen|am|bald|wieder|auch] [wochenende] (regnen|schneien|gewittern|warm|kalt|heiß|rain|snow)',
      '(wie) (warm|kalt|heiß) (ist|wird) (es|s) ',
      '(aktie*|aktien|aktientipp*|bitcoin*|krypto*|kryptowährung*|etf|etfs|stock*|stocks|crypto|fonds|geld anlegen|anlagetipp*) [soll|sollte|should|würdest|lohnt|lohnen|kaufen|ich|i|du|empfiehlst|buy|jetzt|to|_] (kaufen|ich kaufen|investieren|buy|invest|empfehl*|empfiehlst|verkaufen|sell|steigen|steigt|lohnt|ich|i|tipp*|tips)',
      '(soll|sollte|kann|should|in welche|in was|wie|womit) [ich|i|man] [jetzt|mein|am besten] [geld] [in] (aktie*|bitcoin*|krypto*|etf*|fonds|gold|stock*|crypto|geld) [kaufen|investieren|anlegen|buy]',
      '(welche|was für) (aktie*|kryptowährung*|fonds|etf*) (ist|sind|kaufst|würdest|lohnt|lohnen|soll|sollte)',
      '(which) (stock*|shares|crypto*) (is|are|should|would|do)',
      '(lohnt|lohnen) [sich] [gold|aktien|bitcoin|immobilien|krypto] [als|sich|eine|zu] [anlage|investition|investieren|kaufen] $',
      '(wer|who) (gewinnt|wins|will win) [die|the] (wahl*|bundestagswahl*|landtagswahl*|election*|champions league) ',
      '(soll|sollte|should) (ich|man|i) [lieber|die|den] (cdu|spd|afd|fdp|grüne|grünen|linke|linken|bsw) ',
      '(lottozahlen|lotto zahlen|lottery numbers|aktientipp*|börsentipp*|stock tip*|wer wird (weltmeister|deutscher meister))',
      '(wen|welche partei|was|welchen kandidaten|who|which party|whom) (soll|sollte|würdest|kann|wählst|should|would|do|muss) [ich|du|i|you|man] [denn|bei|am|_|morgen] [_] (wählen|vote|vote for|wählst)',
      '(wen|welche partei|who|which party) (wählst|würdest|are|would|do) (du|you) [am liebsten] [wählen|vote|voting|support] ',
      '(welche|which) (partei|party) [ist|is|findest|hat|soll|sollte] [du|die|the|ich|am] (beste|besten|recht|best|better|gut|wählen|unterstützt)',
      '(was) (hältst|denkst|meinst) du (von|über|zu|zum|zur|vom|dazu|davon)',
      '(wie) (findest|gefällt) (du|dir) ',
      '(findest|glaubst|meinst) du [auch|nicht|etwa|eigentlich] [dass|die|den|das|an|der] [_] (gut|schlecht|gott|sollte|besser|richtig|afd|cdu|spd|fdp|grünen|politik*|regierung|krieg|außerirdische|schuld|merz|trump|putin|scholz)',
      '(deine|eine|your) (meinung|opinion) (zu|über|zum|zur|on|about|von|of)',
      '(whats|what is|what do you) (your opinion|think about|think of|believe)',
      '(do you (like|support|prefer)|who do you support|bist du (links|rechts|politisch|für|gegen)) [den|die|the] [_] (trump|afd|cdu|spd|grüne*|merz|scholz|putin|politik|krieg|war|party|partei)',
      '(gibt es|glaubst du an|is there a|does) (gott|god)',
      '(was ist|what is) der sinn des lebens',
      '(the meaning of life)',
    ],
  },
  // Advice in somebody's own legal, medical or money matters.
  {
    intent: 'out_of_scope',
    says: [
      '(ich|mein|meine|meinen|meinem|meiner|mir|mich|i|my|me|man) ... (verklag*|anklagen|verklagen|schmerzensgeld|schadensersatz|schadenersatz|mietminderung|miete mindern|scheidung|scheiden|erbrecht|enterben|sorgerecht|kündigungsschutz|abfindung|einspruch einlegen|widerspruch einlegen|rechtsanspruch|strafbar|vorbestraft|haftbar|sue|lawsuit|divorce|custody)',
      '(verklage|verklagen|sue|enterbe) [ich|i|kann ich|man|to|can i] [meinen|meine|mein|my|den|die|einen]',
      '(darf|muss|kann) (mein|mir mein|mich mein|my) (vermieter|chef|arbeitgeber|landlord|boss|employer|nachbar|ex|anwalt)',
      '(can|may) my (landlord|boss|employer)',
      '(vermieter|arbeitgeber|chef|landlord|employer) ... (kündigen|gekündigt|rauswerfen|evict|fire me|rausschmeißen|kaution nicht)',
      '(muss|darf|kann) ich ... (strafe|bußgeld|schulden|knöllchen|kaution) ... (zahlen|bezahlen|anfechten|wehren)',
      '(brauche|brauch|do i need) [ich] (antibiotik*|medikamente|einen anwalt|antibiotics|a lawyer|schmerzmittel)',
      '(ist|is) [das|es|it|this] (strafbar|illegal|legal|erlaubt) wenn ich',
      '(habe ich|hab ich|do i have) ... (krebs|corona|grippe|diabetes|depression*|cancer|covid|flu|anspruch auf schmerzensgeld)',
      '(ich|mein|meine|mir|i|my|ive|mein kind|me) ... (kopfschmerzen|bauchschmerzen|rückenschmerzen|halsschmerzen|zahnschmerzen|bauchweh|kopfweh|fieber|ausschlag|husten|durchfall|übelkeit|schwindel|schnupfen|migräne|headache|fever|rash|cough|stomach ache|schmerzen|juckt|erbricht|sore throat)',
      '(was|welche|welches|what|which) (hilft|helfen|tun|nehmen|kann ich|soll ich|mache ich|medikament|medicine|tabletten|salbe|helps|should i|can i) ... (gegen|bei|for|against|take) ... (schmerzen|kopfschmerzen|fieber|husten|erkältung|ausschlag|durchfall|grippe|schnupfen|migräne|depression*|schlaflosigkeit|headache*|fever|cough|cold|pain)',
      '(welche|welches|wie viel|wieviel|wie viele|kann ich|darf ich|soll ich|should i|can i|how much|how many) ... (ibuprofen|paracetamol|aspirin|antibiotik*|antibiotic*|tabletten|medikament*|schmerzmittel|antidepressiv*|pille|insulin|cortison|dosis|medication|pills|painkiller*)',
      '(muss|soll|sollte|should|do i need to) [ich|i] [damit|jetzt|deswegen|besser] [zum|zu einem|ins|see|go to|need to see] (arzt|doktor|krankenhaus|a doctor|doctor|the doctor)',
      '(bin ich|am i) [vielleicht|krank|oder] (schwanger|krank|depressiv|pregnant|sick|depressed)',
      '(wie) (nehme|werde) ich [schnell|am schnellsten|am besten] (ab|schlank|reich|gesund|millionär)',
      '(soll|sollte|should) (ich|i) [mich|mir|meine|meinen|my|von|lieber] [_] [_] (trennen|heiraten|kündigen|schluss machen|break up|marry|quit|scheiden lassen|kaufen oder mieten)',
      '(diagnose|diagnosis) (stellen|geben|give|für mich)',
    ],
    unless: [
      '(stadtrat|rathaus|bürgeramt|behörde|amt|stadt|city)',
      '(beratungsstelle*|anlaufstelle*|wo finde*|where can i find)',
    ],
  },

  // A request without a subject.
  {
    intent: 'clarification',
    says: [
      '(frage*|question*|auskunft|anliegen|info|infos|information*|problem|problem*|hilfe|helfen|hilf|help|assistance|beratung|support)',
      '(etwas|was|something) (fragen|wissen|sagen|erfahren|ask|know)',
      '(suche|suchen|want|möchte|brauche|need) (etwas|was|something) $',
      '(ask|tell) you something',
    ],
    besides:
      'frage* question* auskunft anliegen info infos information* problem* hilfe helfen hilf help assistance something brauche brauch suche such habe hab hätte bräuchte benötige möchte will wissen fragen stellen bitten erfahren weiterhelfen got have need want ask know looking find kurze kurz eine einige paar ein dringend schnell beratung support quick guten tag abend morgen sagen tell',
    unless: [
      '(wobei|womit|wofür|was kann|was kannst|wozu|what|how|welche*|wie|wo|wer|wann|warum|wieso|where|who|which|why|when)',
      '(antwort*|nicht|kein|keine|danke|mehr|noch|dazu|davon|darüber|das|dies|diese|dieser|weiter)',
    ],
  },
];
