import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ingestFile } from '../../src/ingest/ingest.ts';
import type { ExpectedDocument } from './expect-documents.ts';
import { expectDocuments } from './expect-documents.ts';

const FOLDER = '../shared/seeds';
const isPresent = existsSync(FOLDER);
const HEIDELBERG = ['Stadt Heidelberg', 'unknown'];
const BOCHUM = ['Stadt Bochum', 'unknown'];
const undated = { publishedOn: null, dateBasis: null } as const;

const PAGES: Readonly<Record<string, readonly ExpectedDocument[]>> = {
  '000': [
    {
      title: '30 Jahre Städtepartnerschaft: Heidelberger Delegation besuchte Kumamoto',
      publisher: HEIDELBERG,
      ...undated,
      eventOn: '2023-02',
      facts: [
        'Neustart von Mediziner-Austausch',
        'Mitte Februar 2023',
        'mehr als 9.200 Kilometer',
        'Kazufumi Onishi',
        'Prof. Koji Ochiai (rechts)',
        'Substanzen aus Sojabohnen',
        'Fußball, Basketball und Judo',
        'Anfang Oktober 2023',
        'Fair Trade City',
        'schweren Erdbeben im Jahr 2016',
        '## Heidelberg und Kumamoto: Kontakte reichen',
        'rund 740.000 Einwohnern',
        'Kyûshû',
        '- Anna Seitz, Referat des Oberbürgermeisters',
        '- Emilie Glesmann, Referat des Oberbürgermeisters',
        'Rathaus, Marktplatz 10, 69117 Heidelberg',
      ],
    },
    {
      title: 'Über Lumi',
      publisher: HEIDELBERG,
      ...undated,
      facts: [
        'Ich bin Lumi',
        'Large Language Model',
        '1. Technische Limitierung',
        '2. Kontextverständnis',
        '3. Aktualität',
        '4. Halluzination durch Informationslücke',
        'Reset-Symbol (↺)',
        'digitales@heidelberg.de',
        'keine personenbezogenen Daten benötigt',
        'vertraulich behandeln',
        'wird kontinuierlich weiterentwickelt',
      ],
    },
  ],
  '001': [
    {
      title: 'Virtueller Austausch mit japanischer Partnerprovinz Kanagawa',
      publisher: ['Baden-Württemberg', 'unknown'],
      ...undated,
      eventOn: null,
      facts: [
        'Künstliche Intelligenz, Robotik und Telemedizin',
        'Winfried Kretschmann',
        '## „High-Tech vernetzt sich“',
        'vor sechs Jahren',
        'Universitätsklinik Tübingen',
        'RIKEN-Institut Yokohama',
        'Kanagawa Institute of Technology (KAIT)',
        'Engineering Data Intelligence GmbH (EDI)',
        'Cyber Valley',
        'Wataru Endo',
        '## Vertrauensvolle und gute Partnerschaft',
        'Theresa Schopper',
        'im Mai 2020',
        'durch ein virtuelles Format ersetzt',
      ],
    },
  ],
  '002': [
    {
      title: 'Digitales Treffen der Partnerstädte Bochum und Tsukuba',
      publisher: BOCHUM,
      publishedOn: '2022-04-22',
      dateBasis: 'stated',
      eventOn: '2022-04-22',
      facts: [
        'diesen Freitag, 22. April',
        'Dr. Tatsuo Igarashi',
        'neben Osaka',
        'Thomas Eiskirch',
        'PLIMES und Qolo',
        'betaSENSE und Ingpuls',
        'Worldfactory der Ruhr-Universität Bochum',
        'z.B. ein „virtuelles Fenster“',
      ],
    },
  ],
  '003': [
    {
      title: 'Partnerstädte',
      publisher: HEIDELBERG,
      ...undated,
      facts: [
        'rund 11,9 Millionen Gästen',
        'etwa 47.000',
        'acht Städtepartnerschaften',
        'Palo Alto',
        'Simferopol',
        'Seit 1996',
        'Seit 2010',
        'Mostar (Bosnien-Herzegowina)',
        'Bereits fünfmal',
        'Gedenkstätte Gurs',
        '## Ausgezeichnete Freundschaft',
        'japanische Generalkonsul in München',
        'vom japanischen Außenministerium',
        '- Malena Arnold, Referat des Oberbürgermeisters',
        '- Theresa Kälberer, Referat des Oberbürgermeisters',
      ],
    },
    {
      title: /^Mehr als 6\.500 Juden aus Südwestdeutschland/,
      publisher: HEIDELBERG,
      ...undated,
      eventOn: '2021-10-24',
      facts: ['22. bis 24. Oktober 1940', 'etwa 70', 'lediglich 15', 'Raoul Schmidt-Lamontain', '24. Oktober 2021'],
    },
    {
      title: /^Zum 60-jährigen Bestehen der Städtepartnerschaft/,
      publisher: HEIDELBERG,
      ...undated,
      eventOn: null,
      facts: [
        '13 geladenen Winzern',
        'Merianstraße 1',
        'Eugen-Biser-Saal',
        'über 2.700 Jahre',
        'größte Bio-Weinbaugebiet',
      ],
    },
    {
      title: /^„Denselben Werten des Geistes/,
      publisher: HEIDELBERG,
      ...undated,
      eventOn: '2021-10-15',
      facts: ['1961', 'um 15 Uhr', 'Max-Joseph-Straße 71, 69126 Heidelberg', 'mit Leben zu erfüllen?'],
    },
    {
      title: /^Als eine von drei Bürgermeisterinnen/,
      publisher: HEIDELBERG,
      ...undated,
      eventOn: '2021-10-07',
      facts: ['Stefanie Jansen', 'UNESCO ICCAR', 'Gwangju (Südkorea)', '7. bis 10. Oktober 2021'],
    },
    {
      title: /^Heidelberg und Montpellier feiern 2021/,
      publisher: HEIDELBERG,
      ...undated,
      eventOn: '2021-10-01',
      facts: [
        'Anfang September',
        '1. bis 4. Oktober 2021',
        'drei neue Grundschul-Partnerschaften',
        'im Bereich Start-ups',
      ],
    },
  ],
  '004': [
    {
      title: 'Städtepartnerschaft der Wissensstädte',
      publisher: BOCHUM,
      publishedOn: '2019-12-03',
      dateBasis: 'inferred',
      eventOn: '2019-11-25',
      facts: [
        'Der 25.11.2019 war',
        '## Das Ziel sind konkrete Kooperationsprojekte',
        'letzten Novemberwoche',
        '250.000 Einwohner',
        '8.000 promovierte Wissenschaftler',
        'u.a. Robotronik',
      ],
    },
    {
      title: 'Städtepartnerschaft Bochum – Tsukuba',
      publisher: BOCHUM,
      publishedOn: '2019-05-26',
      dateBasis: 'inferred',
      eventOn: null,
      facts: [
        'Sheffield (England), Oviedo (Spanien)',
        'Donezk',
        '## Wissensstadt Tsukuba',
        'Seit 2016',
        'weiter ausgebaut werden soll',
      ],
    },
  ],
};

describe.skipIf(!isPresent)(`the five real press pages${isPresent ? '' : ` (skipped: ${FOLDER} is not here)`}`, () => {
  it.each(Object.keys(PAGES))('turns page %s into its documents without any flag', async (number) => {
    const name = readdirSync(FOLDER).find((file) => file.startsWith(`${number}_`));
    const documents = await ingestFile(join(FOLDER, name!), { bytesMax: 1_000_000 });
    expectDocuments(documents, PAGES[number]!);
    expect(documents.every(({ language }) => language === 'de')).toBe(true);
  });

  it('tells what was left out of a page', async () => {
    const name = readdirSync(FOLDER).find((file) => file.startsWith('001_'));
    const [document] = await ingestFile(join(FOLDER, name!), { bytesMax: 1_000_000 });
    expect(document?.dropped).toEqual(
      expect.arrayContaining(['Kooperation', 'Berechne Lesezeit', 'Teilen', 'Symbolbild', 'Weitere Meldungen']),
    );
  });
});
