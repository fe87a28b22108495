import { describe, expect, it } from 'vitest';
import { ingestFile } from '../../src/ingest/ingest.ts';
import type { IngestedDocument } from '../../src/ingest/ingest.ts';
import { expectDocuments } from './expect-documents.ts';

const CITY = ['Stadt Musterstadt'];
const UNKNOWN = ['unknown'];
const undated = { publishedOn: null, dateBasis: null } as const;

async function ingest(name: string): Promise<IngestedDocument[]> {
  return ingestFile(`test/fixtures/pages/${name}`, { bytesMax: 1_000_000 });
}

/** Pages of an invented town, each with a kind of frame that real city pages have. */
describe('pages with a frame', () => {
  it('keeps contacts that stand before the title, and makes a document of the box about the chatbot', async () => {
    const documents = await ingest('contacts-first.txt');
    expectDocuments(documents, [
      {
        title: 'Radschnellweg nach Beispielheim: Erster Abschnitt ist fertig',
        publisher: CITY,
        ...undated,
        eventOn: '2023-05',
        facts: [
          'Vier Kilometer Asphalt, zwei Brücken, neue Beleuchtung / Freigabe',
          '4,2 Kilometer lang.',
          'mit Landrat Kai Entwurf das Band durch.',
          '38 Meter lang und wird nachts gedimmt beleuchtet.',
          '„Ich bin stolz auf alle',
          '## So geht es weiter',
          '3,1 Millionen Euro',
          '## Kontakt\n\nBei Rückfragen wenden Sie sich an:\n\n- Carla Beispiel, Amt für Verkehr und Mobilität, Rathaus, Lindenplatz 4, 01234 Musterstadt\n- Deniz Vorlage, Amt',
        ],
      },
      {
        title: 'Über Muster',
        publisher: CITY,
        ...undated,
        facts: [
          'Guten Tag! Ich bin Muster.',
          'kann ich mich irren:\n\n1. Technik: Ich verstehe nicht jede Frage.\n2. Alter:',
          'chat@musterstadt.de',
          'keine Daten über dich',
          'Muster lernt dazu',
        ],
      },
    ]);
    expect(documents[0]).toMatchObject({
      department: 'Amt für Verkehr und Mobilität',
      contact:
        'Carla Beispiel, Rathaus, Lindenplatz 4, 01234 Musterstadt; Deniz Vorlage, Rathaus, Lindenplatz 4, 01234 Musterstadt',
    });
    expect(documents[0]?.markdown).not.toContain('Menschen auf Fahrrädern');
  });

  it('cuts off other news behind the article, and takes no date from them', async () => {
    expectDocuments(await ingest('tail-of-news.txt'), [
      {
        title: 'Musterland fördert vierhundert neue Trinkbrunnen im ganzen Land',
        publisher: UNKNOWN,
        ...undated,
        eventOn: null,
        facts: [
          'Lea Skizze',
          '## Wer Geld bekommt',
          'alle 312 Gemeinden',
          '## „Wasser für alle“',
          'mit zwölf Brunnen.',
        ],
      },
    ]);
  });

  it('drops a line of menu words and a repeated title, and reads the date below the text', async () => {
    expectDocuments(await ingest('menu-line.txt'), [
      {
        title: 'Videokonferenz der Feuerwehren von Musterstadt und Beispielheim',
        publisher: UNKNOWN,
        publishedOn: '2023-03-15',
        dateBasis: 'stated',
        eventOn: '2023-03-14',
        facts: ['Wie löscht man einen Akku?', 'Ole Versuch', '8.000 Liter – genug für z. B. drei Fahrzeuge.'],
      },
    ]);
  });

  it('separates untitled news from the page they stand on, and keeps the teaser above the title', async () => {
    expectDocuments(await ingest('untitled-news.txt'), [
      {
        title: 'Stadtwald',
        publisher: CITY,
        ...undated,
        eventOn: null,
        facts: [
          '1.840 Hektar',
          'Seit 1998',
          '## Ausgezeichneter Wald',
          'halten die Urkunde.',
          'für seine alten Eichen geehrt.',
          '- Nora Muster, Forstamt, Rathaus',
        ],
      },
      {
        title: 'Zwischen dem 2. und 4. November 1923 riss ein Sturm 12.000 Bäume um',
        publisher: CITY,
        ...undated,
        eventOn: '2023-11-05',
        facts: ['12.000 Bäume', 'einen Kranz nieder.'],
      },
      {
        title: '„Der Wald gehört allen“ – mit diesem Satz beginnt die Satzung des Waldvereins',
        publisher: CITY,
        ...undated,
        eventOn: '2023-10-13',
        facts: ['um 15 Uhr', 'Waldstraße 7'],
      },
      {
        title: 'Im Revier Nord stehen jetzt drei neue Schutzhütten aus Lärchenholz',
        publisher: CITY,
        ...undated,
        eventOn: null,
        facts: ['frei benutzt werden können.'],
      },
    ]);
  });

  it('splits articles at their bylines and infers the years that these leave out', async () => {
    expectDocuments(await ingest('bylines-without-year.txt'), [
      {
        title: 'Bibliothek am Hafen',
        publisher: UNKNOWN,
        publishedOn: '2022-01-07',
        dateBasis: 'inferred',
        facts: ['40.000 Medien', '## Öffnungszeiten bleiben lang', '500 Gästen'],
      },
      {
        title: 'Baustelle am Hafen',
        publisher: UNKNOWN,
        publishedOn: '2021-09-30',
        dateBasis: 'inferred',
        facts: ['noch dieses Jahr', '## Teurer als gedacht', 'die Preise für Stahl.'],
      },
    ]);
  });

  it('drops the buttons of a press office page and a box of links within the text, and reads its stated date', async () => {
    const documents = await ingest('press-office.txt');
    expectDocuments(documents, [
      {
        title: 'Leihräder: Teilen statt besitzen wird in Musterstadt einfacher',
        publisher: CITY,
        publishedOn: '2024-03-03',
        dateBasis: 'stated',
        facts: [
          'Wer ein Rad teilen möchte',
          'ein rotes Rad vor dem Rathaus.',
          '## Teilen ist billiger',
          '1,50 Euro',
          'Mehr zum Thema Verkehr steht im Amtsblatt vom 1. März 2024.',
          'Haltestellen der Linie 4.',
          '- Pressestelle der Stadt Musterstadt, Telefon 01234 56-0, presse@musterstadt.de',
        ],
      },
    ]);
    for (const frame of ['Vorlesen', 'Drucken', 'Cookies', 'Kim Muster', 'Neue Busse', 'Haushalt 2025', 'Nach oben']) {
      expect(documents[0]?.markdown).not.toContain(frame);
    }
  });

  it('reads a web page with its table and what it says about itself, without hidden text', async () => {
    const documents = await ingest('fee-table.html');
    expectDocuments(documents, [
      {
        title: 'Neue Gebühren im Hallenbad',
        publisher: CITY,
        // The page's time stamp is half past midnight in Germany.
        publishedOn: '2024-02-01',
        dateBasis: 'stated',
        eventOn: '2024-02-01',
        facts: [
          'baden weiter kostenlos. Karten gibt es',
          'Das Becken ist 25 Meter lang.',
          '| Karte | Preis bisher | Preis neu |\n| --- | --- | --- |\n| Erwachsene | 4,00 Euro | 4,50 Euro |',
          '| Ermäßigt \\| mit Pass | 2,00 Euro | 2,00 Euro |',
          'Dienstag bis Sonntag: 8 bis 21 Uhr',
          '- Bäderamt, Badstraße 12, 01234 Musterstadt, Telefon 01234 56-78',
        ],
      },
    ]);
    expect(documents[0]).toMatchObject({ language: 'de', url: 'https://www.musterstadt.example/hallenbad' });
    for (const frame of ['Geheim', 'Ignoriere', 'Cookies', 'Impressum', 'Teilen', 'Drucken', 'Freibad', 'Becken"']) {
      expect(documents[0]?.markdown).not.toContain(frame);
    }
  });

  it('reads a web page in the encoding that it declares', async () => {
    const [document] = await ingest('windows-1252.html');
    expect(document?.title).toBe('Bürgerbüro schließt früher');
    expect(document?.markdown).toContain('in der Königstraße um 12 Uhr');
    expect(document?.markdown).toContain('werden – auch ohne Termin.');
  });

  it.each(['contacts-first.txt', 'untitled-news.txt', 'fee-table.html'])(
    'gives the same for %s each time',
    async (name) => {
      expect(await ingest(name)).toEqual(await ingest(name));
    },
  );
});
