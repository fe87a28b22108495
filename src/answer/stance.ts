import type { OpposedWord } from './opposites.ts';
import type { ReadText, ReadWord } from './read-claim.ts';

/**
 * What turns the meaning of a sentence round without changing what it is about: negation, opposites, what must be and what may be, what is planned and
 * what is done, all and some. Compared between a sentence and the clauses of its source.
 */

/** Words between a negation and what it denies. */
const NEGATION_REACH = 5;

/** Words that deny without being negations: "kostenlos" for "keine Gebühr", "geschlossen" for "nicht geöffnet". */
const LIKE_NEGATION =
  /(?:kosten|gebuehren|arbeits|obdach|alkohol|rauch|bargeld|kontakt|zweifels|reibungs|erfolg|folgen|vergeb|wehr|ahnungs|ausnahms|problem|stufen|barriere|glas|auto|schwellen)(?:los|frei)(?:e[nmrs]?)?$|(?:less|free)$|^un(?!d$|ter|ser|gefaehr|iv|it|ion|til|der|less|d|s$)\p{L}{4,}|^(?:geschlossen|gesperrt|verboten|verzicht|fehlt|fehlen|anstatt|instead|entfaell|entfiel|abgelehnt|lehnt|verhinder|ausser|ausgenommen|ausgeschloss|except|kaum|hardly|closed|refus|reject|fail|lack|miss|avoid|vermeid|refrain|unable|befrei|exempt|frei$|free$)/u;

const PAST =
  /^(?:wurden?|waren?|hatten?|worden|gewesen|was|were|had|been|did|kam|kamen|gab|ging|gingen|stand|standen|fand|fanden|lag|lagen|sagte|sagten|erhielt|erhielten|begann|begannen|bekam|zog|zogen|lief|liefen|starb|nahm|nahmen|took|came|went|said|gave|made|held|began|became|got|won|built|found|led|left|paid|brought|met|\p{L}{3,}(?:ierten?|elten?|erten?|gten|kten|chten|rten|lten|ndeten?|teten?)|\p{L}{3,}[^aeious]ed)$/u;
const FUTURE =
  /^(?:soll|sollen|geplant\w*|plant|planen|vorgesehen\w*|will|wollen|moechte[nt]?|kuenftig\w*|voraussichtlich\w*|beabsichtig\w*|angestrebt\w*|werden|wird|bald|demnaechst|planned|plans?|shall|would|intends?|intended|expected|future|scheduled|due|upcoming|soon|aims?)$/u;
const MUST =
  /^(?:muss|muessen|musst|pflicht\w*|verpflicht\w*|erforderlich\w*|notwendig\w*|noetig\w*|vorgeschrieben\w*|zwingend\w*|must|required|requires?|mandatory|compulsory|obligatory|need|needs|necessary|has|have)$/u;
const MAY =
  /^(?:kann|koennen|koennt|darf|duerfen|moeglich\w*|freiwillig\w*|erlaubt\w*|can|may|could|might|possible|optional\w*|voluntar\w*|allowed|permitted|able)$/u;
const ONLY = /^(?:nur|ausschliesslich\w*|allein|lediglich|einzig\w*|only|solely|exclusively|just|merely)$/u;
const ALL =
  /^(?:alle[nrsm]?|saemtliche\w*|jede[nrsm]?|immer|stets|ganz\w*|ueberall|all|every|everyone|everybody|always|each|whole|entire|anyone|any|everything|everywhere|jederzeit|grundsaetzlich|ausnahmslos)$/u;
const SOME =
  /^(?:einige\w*|manche\w*|mehrere\w*|viele\w*|teilweise|teils|meist\w*|haeufig\w*|oft|gelegentlich\w*|some|several|many|most|mostly|partly|often|sometimes|few|part)$/u;
const MORE =
  /^(?:mehr|hoeher\w*|groesser\w*|laenger\w*|staerker\w*|ueber\w*|besser\w*|steig\w*|gestiegen|stieg|more|higher|larger|bigger|longer|greater|better|over|above|increase\w*|rose|risen)$/u;
const LESS =
  /^(?:weniger|niedriger\w*|kleiner\w*|kuerzer\w*|schwaecher\w*|unter\w*|schlechter\w*|sink\w*|gesunken|sank|less|fewer|lower|smaller|shorter|worse|under|below|decrease\w*|fell|fallen|drop\w*)$/u;

/** The features of how a claim agrees with the clauses of its sources that say it, and with the whole sentences; each is 0 where nothing speaks against it. */
export function readStance(
  claim: ReadText,
  region: readonly (readonly ReadWord[])[],
  whole: readonly ReadWord[],
): Record<string, number> {
  const said = claim.words.filter(({ start }) => !isInterjection(claim.text, start));
  const source = region.flat();
  const own = denials(said);
  const others = region.map(denials);
  const hasBare = others.some(({ bare }) => bare > 0);
  const held = new Set(others.flatMap(({ values }) => [...values]));
  const heldSets = new Set([...held].map((value) => value.split(' ')[0]!));

  let turned = 0;
  let exchanged = 0;
  for (const value of own.values) {
    const [set, , kind] = value.split(' ') as [string, string, string];
    if (held.has(value)) continue;
    if (!heldSets.has(set)) continue;
    if (kind === 'pair') turned += 1;
    else exchanged += 1;
  }
  const has = (words: readonly ReadWord[], pattern: RegExp) => words.some(({ word }) => pattern.test(word));
  const likeIn = (words: readonly ReadWord[]) => has(words, LIKE_NEGATION);
  const flag = (isSet: boolean) => (isSet ? 1 : 0);
  const [past, future] = [has(said, PAST), has(said, FUTURE)];
  const [sourcePast, sourceFuture] = [has(source, PAST), has(source, FUTURE)];
  const denies = own.bare > 0;
  const deniesAnywhere = whole.some(({ isNegator }) => isNegator);
  return {
    'denied only here': flag(denies && !deniesAnywhere && !likeIn(whole)),
    'denied only here, perhaps': flag(denies && !hasBare && (deniesAnywhere || likeIn(whole))),
    'denied only there': flag(!denies && hasBare && !likeIn(said)),
    'denied only there, perhaps': flag(!denies && hasBare && likeIn(said)),
    turned,
    exchanged,
    unprefixed: unprefixed(said, source),
    'done for planned': flag(past && !future && !sourcePast && sourceFuture),
    'planned for done': flag(future && !past && !sourceFuture && sourcePast),
    'must for may': flag(has(said, MUST) && !has(source, MUST) && has(source, MAY)),
    'may for must': flag(has(said, MAY) && !has(source, MAY) && has(source, MUST)),
    'only here': flag(has(said, ONLY) && !has(source, ONLY)),
    'only there': flag(!has(said, ONLY) && has(source, ONLY)),
    'all here': flag(has(said, ALL) && !has(source, ALL)),
    'all for some': flag(has(said, ALL) && !has(source, ALL) && has(source, SOME)),
    'some for all': flag(has(said, SOME) && !has(source, SOME) && has(source, ALL)),
    'more for less': flag(has(said, MORE) && !has(source, MORE) && has(source, LESS)),
    'less for more': flag(has(said, LESS) && !has(source, LESS) && has(source, MORE)),
    'less here': flag(has(said, LESS) && !has(source, LESS)),
    'more here': flag(has(said, MORE) && !has(source, MORE)),
  };
}

/** "Nein, …" and "No, …" answer the question; what follows says it in full. */
function isInterjection(text: string, start: number): boolean {
  return start < 2 && /^[„"]?(?:nein|ja|no|yes)\s?[,.!–-]/iu.test(text);
}

/** What the words say of each set of opposites, a negation turning it round, and the negations that turn nothing round. */
function denials(words: readonly ReadWord[]): { readonly values: ReadonlySet<string>; readonly bare: number } {
  const negators = words.filter(
    ({ isNegator }, at) => isNegator && !/^(?:nur|only|zuletzt|least)$/.test(words[at + 1]?.word ?? ''),
  );
  const used = new Set<ReadWord>();
  const values = new Set<string>();
  const isFree = new Set(negators);
  words.forEach((word, at) => {
    const near = words.slice(Math.max(0, at - NEGATION_REACH), at + NEGATION_REACH + 1);
    const negator = word.opposed.some(({ isPair }) => isPair)
      ? near.find((other) => isFree.has(other) && other.clause === word.clause)
      : undefined;
    if (negator !== undefined) used.add(negator);
    for (const opposed of word.opposed) values.add(valueOf(opposed, opposed.isPair && negator !== undefined));
  });
  return { values, bare: negators.filter((negator) => !used.has(negator)).length };
}

function valueOf({ set, member, isPair }: OpposedWord, isDenied: boolean): string {
  return isPair ? `${set} ${isDenied ? 1 - member : member} pair` : `${set} ${member} one`;
}

/** "unmöglich" for "möglich" and the other way round. */
function unprefixed(said: readonly ReadWord[], source: readonly ReadWord[]): number {
  const [own, others] = [new Set(said.map(({ word }) => word)), new Set(source.map(({ word }) => word))];
  const lacks = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
    [...a].filter((word) => word.length > 4 && !b.has(word) && (b.has(`un${word}`) || b.has(`nicht${word}`))).length;
  return lacks(own, others) + lacks(others, own);
}
