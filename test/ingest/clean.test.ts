import { describe, expect, it } from 'vitest';
import type { CleanArticle } from '../../src/ingest/clean.ts';
import { cleanPage } from '../../src/ingest/clean.ts';
import { loadMarkdown } from '../../src/ingest/loaders/markdown.ts';
import { loadText } from '../../src/ingest/loaders/text.ts';

function clean(text: string): CleanArticle[] {
  return cleanPage(loadText(text));
}

/** The only document of a page with these lines around an article. */
function article({
  above = '',
  below = '',
  body = BODY,
}: {
  above?: string;
  below?: string;
  body?: string;
}): CleanArticle {
  const documents = clean(`${above}\n\n${TITLE}\n\n${body}\n\n${below}\n`);
  expect(documents).toHaveLength(1);
  return documents[0]!;
}

const TITLE = 'Neue Brücke über die Muster eröffnet';
const BODY =
  'Musterstadt hat eine neue Brücke über die Muster. Sie ist 120 Meter lang und kostet neun Millionen Euro, die Hälfte davon zahlt das Land.';

describe('frame lines', () => {
  it.each([
    'Teilen',
    '• Teilen',
    'Seite teilen',
    'Auf Facebook teilen',
    'Drucken',
    'Seite drucken',
    'Vorlesen',
    'Nach oben',
    '» Zum Seitenanfang',
    'Zurück zur Übersicht',
    'Zum Inhalt springen',
    'Zur Ämterseite',
    'Zur Presseübersicht',
    'Berechne Lesezeit',
    'Lesezeit: 3 Minuten',
    'Lesezeit ca. 2 Min.',
    '4 Minuten Lesezeit',
    'Foto zum Download 2',
    'Bild zum Download (JPG, 2 MB)',
    'Bild vergrößern',
    'Symbolbild',
    'Symbolbild zu einer Brücke mit Schriftzug "Bridge"',
    'Foto: Kim Muster',
    'Fotos: Kim Muster / Stadt Musterstadt',
    'Bild: dpa',
    'Bild: picture alliance/Kim Muster/dpa',
    'Bildnachweis: stock.adobe.com',
    'Quelle: Stadt Musterstadt',
    '© Stadt Musterstadt / Kim Muster',
    '(Foto: © dpa)',
    'Aktuelle Pressemeldungen',
    'Mehr erfahren',
    'mehr...',
    'Weiterlesen »',
    'Info',
    '×',
    '***',
    'Startseite / Rathaus / Presse',
    'Sie sind hier: Start > Rathaus > Presse',
    'Rathaus › Presse › Meldungen',
    'Startseite Rathaus Presse Kontakt Impressum Datenschutz',
    'Logo facebook Logo Twitter Logo RSS',
    'Wir verwenden Cookies, um unsere Seite zu verbessern.',
    'Diese Website verwendet Cookies. Mit der Nutzung stimmen Sie zu.',
    'Alle akzeptieren',
    'Seite 1 von 3',
  ])('drops "%s" above and below an article', (line) => {
    for (const place of [{ above: line }, { below: line }]) {
      const document = article(place);
      expect(document.title).toBe(TITLE);
      expect(document.markdown).toBe(BODY);
      expect(document.dropped.join('\n')).toContain(line.replace('• ', ''));
    }
  });

  it.each([
    'Wer ein Auto teilen möchte, meldet sich bei der Stadt.',
    'Teilen statt besitzen ist das Ziel.',
    'Auf dem Foto: von links Eva Probe, Kai Entwurf und Nora Muster.',
    'Drucken kann man in der Bibliothek für zehn Cent je Seite.',
    'Die Quelle: ein Brunnen am Rand des Stadtwalds, der nie versiegt.',
    'Startseite ist seit Montag das neue Serviceportal.',
    'Die Buslinien 4, 7, 12, 14 und 18 fahren über die Brücke.',
    'Beteiligt sind Musterstadt, Beispielheim, Vorlagenau, Probehausen, Entwurf, Skizzenberg und Versuchsdorf.',
    'Es wird immer mehr.',
    'Geboten werden Musik, Theater, Tanz und mehr …',
    'Mehr Informationen gibt das Amt für Verkehr.',
    'Cookies und Kuchen verkauft der Förderverein am Stand vor der Brücke.',
    'Lesezeit ist für Kinder die schönste Zeit des Tages.',
    'Weitere Meldungen nimmt das Fundbüro entgegen.',
    'Das könnte Sie auch interessieren: Die Brücke hat einen Aufzug.',
    'Stand: Die Arbeiten sind zur Hälfte fertig.',
  ])('keeps the sentence "%s"', (line) => {
    expect(article({ below: line }).markdown).toContain(line);
  });

  it.each(['Teilen macht Freude', 'Mehr Grün für alle', 'Fotos gesucht', 'Presse und Medien im Wandel'])(
    'keeps the sub-heading "%s"',
    (heading) => {
      expect(article({ body: `${BODY}\n\n${heading}\n\nDas ist ein ganzer Satz darunter.` }).markdown).toContain(
        `## ${heading}\n\nDas ist`,
      );
    },
  );

  it('drops a menu of one entry a line', () => {
    const document = article({ above: 'Startseite\nRathaus\nBürgerservice\nPresse\nKontakt' });
    expect(document.title).toBe(TITLE);
    expect(document.markdown).toBe(BODY);
  });

  it('keeps a list of short facts', () => {
    const list = '- Montag: 8 bis 12 Uhr\n- Dienstag: geschlossen\n- Presse: nach Absprache';
    expect(article({ below: list }).markdown).toContain(list);
  });

  it('finds no document where a page is frame only', () => {
    expect(clean('Startseite\n\nDrucken\n\nFoto: Kim Muster\n')).toEqual([]);
  });
});

describe('captions', () => {
  it('keeps the caption and drops its credit', () => {
    const { markdown, dropped } = article({
      below: 'Bürgermeisterin Eva Probe gibt die Brücke frei. (Foto: Kim Muster)',
    });
    expect(markdown).toContain('Bürgermeisterin Eva Probe gibt die Brücke frei.');
    expect(markdown).not.toContain('Kim');
    expect(dropped).toContain('(Foto: Kim Muster)');
  });

  it.each(['Foto: Kim Muster', 'Bild: dpa', '© Stadt Musterstadt'])(
    'drops "%s" behind the last sentence of a caption',
    (credit) => {
      const { markdown } = article({ below: `Eva Probe gibt die Brücke frei. ${credit}` });
      expect(markdown).toMatch(/Eva Probe gibt die Brücke frei\.$/);
    },
  );

  it('keeps an alternative text that names somebody whom the page does not name', () => {
    const below = 'Landrat Kai Entwurf und Eva Probe\nDas Band wird durchgeschnitten. (Foto: Kim Muster)';
    expect(article({ below }).markdown).toContain('Landrat Kai Entwurf und Eva Probe');
  });

  it('keeps brackets that are no credit', () => {
    expect(article({ below: 'Das Foto zeigt Eva Probe (links) und Kai Entwurf (rechts).' }).markdown).toContain(
      '(rechts).',
    );
  });
});

describe('lists of other articles', () => {
  it.each([
    'Weitere Meldungen',
    'Weitere Pressemitteilungen:',
    'Das könnte Sie auch interessieren',
    'Ähnliche Artikel',
    'Verwandte Themen',
    'Related articles',
  ])('cuts the page at "%s"', (label) => {
    const { markdown, publishedOn } = article({
      below: `${label}\n\nSommerfest\n\nFest am Fluss lockt viele an\n\nStand: 7. August 2031`,
    });
    expect(markdown).toBe(BODY);
    expect(publishedOn).toBeNull();
  });

  it('drops the label alone where it stands above the article', () => {
    expect(article({ above: 'Weitere Meldungen' }).markdown).toBe(BODY);
  });

  it('keeps an article that goes on behind a box with links', () => {
    const more = `${BODY.replace('neue', 'dritte')} Auch der Radweg ist fertig.`;
    const { markdown } = article({ below: `Lesen Sie auch\n\nSommerfest am Fluss\n\n${more}` });
    expect(markdown).toBe(`${BODY}\n\n${more}`);
  });

  it('keeps contacts that stand behind such a list', () => {
    const { markdown, contact } = article({
      below: 'Weitere Meldungen\n\nSommerfest\n\nPressekontakt\n\nEva Probe\nTelefon 01234 56-0',
    });
    expect(contact).toBe('Eva Probe, Telefon 01234 56-0');
    expect(markdown).not.toContain('Sommerfest');
  });
});

describe('dates', () => {
  it.each([
    'Pressemitteilung vom 3. März 2024',
    'Pressemitteilung Nr. 12/2024 vom 03.03.2024',
    'Meldung vom 3. März 2024',
    'Veröffentlicht am Sonntag, 3. März 2024, 10:15 Uhr',
    'Veröffentlicht am 3. März 2024, zuletzt aktualisiert am 5. April 2024',
    'Stand: 03.03.2024',
    '(3. März 2024)',
    '03.03.2024',
    'Sonntag, 3. März 2024',
    'Musterstadt, 3. März 2024',
  ])('takes "%s" as the stated date and leaves the line out', (line) => {
    for (const place of [{ above: line }, { below: line }]) {
      const document = article(place);
      expect(document).toMatchObject({ publishedOn: { date: '2024-03-03', precision: 'day' }, dateBasis: 'stated' });
      expect(document.markdown).toBe(BODY);
    }
  });

  it('prefers the date of the release to the day of the last change', () => {
    expect(article({ above: 'Stand: 1.4.2024', below: '(3. März 2024)' }).publishedOn?.date).toBe('2024-03-03');
  });

  it('takes no date from a sentence', () => {
    expect(article({ below: 'Die Brücke wurde am 3. März 2024 freigegeben.' }).publishedOn).toBeNull();
  });

  it('keeps the days of a programme within an article', () => {
    const body = `${BODY}\n\n12. Mai 2024\n\nFest auf der Brücke mit Musik bis in die Nacht.\n\n13. Mai 2024\n\nFührungen um zehn und um zwölf Uhr für alle.\n\nEnde der Festwoche ist am Abend.`;
    const { markdown, publishedOn } = article({ body });
    expect(markdown).toContain('12\\. Mai 2024');
    expect(markdown).toContain('13\\. Mai 2024');
    expect(publishedOn).toBeNull();
  });

  it('gives no date where the year of a byline cannot be told', () => {
    expect(article({ above: '3. März' })).toMatchObject({ publishedOn: null, dateBasis: null });
  });

  it('finds the event in the first paragraph, not what is told later', () => {
    const body =
      'Am 4. Mai 2024 hat Musterstadt eine neue Brücke eröffnet, die lange geplant war.\n\nDie alte Brücke über den Fluss wurde am 1. Mai 2023 ganz abgerissen.';
    expect(article({ body }).eventOn).toEqual({ date: '2024-05-04', precision: 'day' });
    expect(article({ body: body.split('\n\n').reverse().join('\n\n') }).eventOn?.date).toBe('2023-05-01');
  });

  it('takes no history for the event', () => {
    expect(article({ body: `Am 8. Mai 1945 endete der Krieg auch in Musterstadt. ${BODY}` }).eventOn).toBeNull();
  });
});

describe('several articles on a page', () => {
  const text =
    'Das ist der erste von mehreren Sätzen dieses Artikels. Es folgt ein zweiter, der auch noch etwas sagt, und ein dritter, der das Ganze beschließt.';

  it('splits where each title has a date below it, from new to old', () => {
    const documents = clean(
      `Erster Titel der Seite\n12.03.2024\n\n${text}\n\nZweiter Titel der Seite\n03.02.2024\n\n${text}`,
    );
    expect(documents.map(({ title, publishedOn, dateBasis }) => [title, publishedOn?.date, dateBasis])).toEqual([
      ['Erster Titel der Seite', '2024-03-12', 'stated'],
      ['Zweiter Titel der Seite', '2024-02-03', 'stated'],
    ]);
  });

  it('takes the year of a byline from the article above when its own text has none', () => {
    const documents = clean(`12. März 2024\n\nErster Titel\n\n${text}\n\n20. Dez\n\nZweiter Titel\n\n${text}`);
    expect(documents.map(({ publishedOn, dateBasis }) => [publishedOn?.date, dateBasis])).toEqual([
      ['2024-03-12', 'stated'],
      ['2023-12-20', 'inferred'],
    ]);
  });

  it('does not take the year of a byline from history', () => {
    const [document] = clean(`05 Mai\n\nGedenken am Markt\n\nAm 8. Mai 1945 endete der Krieg. ${text}`);
    expect(document?.publishedOn).toBeNull();
  });

  it('keeps titles of short news', () => {
    const item = (title: string): string =>
      `${title}\nDie Stadt hat dazu einen ganzen Satz geschrieben, der lang genug ist. mehr...`;
    const documents = clean(
      `${TITLE}\n\n${BODY}\n\nAktuelles\n\n${item('Neues vom Bad')}\n\n${item('Neues vom Wald')}`,
    );
    expect(documents.map(({ title }) => title)).toEqual([TITLE, 'Neues vom Bad', 'Neues vom Wald']);
  });
});

describe('titles', () => {
  it('drops the kicker above a title', () => {
    expect(article({ above: 'Verkehr' }).dropped).toContain('Verkehr');
  });

  it('makes a title of the first words where the page has none', () => {
    const [document] = clean(`${BODY}\n\n${BODY}`);
    expect(document?.title).toBe('Musterstadt hat eine neue Brücke über die Muster');
    expect(document?.markdown).toContain(BODY);
  });

  it('keeps a long line below the title as a summary', () => {
    const summary = 'Neun Millionen Euro, zwei Jahre Bauzeit, ein Radweg auf beiden Seiten / Fest am Samstag';
    expect(article({ body: `${summary}\n\n${BODY}` }).markdown).toBe(`${summary}\n\n${BODY}`);
  });

  it('marks a short line between paragraphs as a heading', () => {
    expect(article({ body: `${BODY}\n\nWie es weitergeht\n\n${BODY}` }).markdown).toBe(
      `${BODY}\n\n## Wie es weitergeht\n\n${BODY}`,
    );
  });
});

describe('the box of a chatbot', () => {
  it('ends where the article begins', () => {
    const box = 'Hallo, ich bin Muster!\n\nIch bin ein digitaler Assistent der Stadt.\n\n×';
    const documents = clean(`${box}\n\n${TITLE}\n\n${BODY}`);
    expect(documents.map(({ title }) => title)).toEqual([TITLE, 'Über Muster']);
    expect(documents[0]?.markdown).toBe(BODY);
  });

  it('is no box where a person introduces herself', () => {
    expect(
      article({ below: 'Ich bin Eva und forsche seit zehn Jahren an künstlicher Intelligenz.' }).markdown,
    ).toContain('Eva');
  });

  it('is no box where an article quotes a chatbot', () => {
    const quote = '„Ich bin Muster, ich bin ein Chatbot“, so meldet sich der neue Dienst der Stadt.';
    expect(article({ below: quote }).markdown).toContain(quote);
  });
});

describe('publisher', () => {
  const contact = 'Kontakt\n\nEva Probe\nRathaus, Markt 1\n01234 Musterstadt';

  it('is the town whose hall stands in the contact, in the form that the page uses', () => {
    expect(article({ below: `Dafür dankt die Gemeinde Musterstadt allen.\n\n${contact}` }).publisher).toBe(
      'Gemeinde Musterstadt',
    );
  });

  it('stays open where the page never names itself', () => {
    expect(article({ below: contact }).publisher).toBeNull();
  });

  it('is not the owner of a picture alone', () => {
    expect(article({ below: 'Blick auf die Brücke. (Foto: Stadt Beispielheim)' }).publisher).toBeNull();
  });
});

describe('Markdown without front matter', () => {
  const text = `# ${TITLE}\n\nDrucken\n\n${BODY} Mehr bei [der Stadt](https://stadt.example/).\n\n## Gebühren\n\n| Karte | Preis |\n| --- | --- |\n| Info | Drucken |\n\n## Weitere Meldungen\n\n- [Fest](https://stadt.example/fest)\n`;

  it('loses frame lines and tails, and keeps headings, links and tables', () => {
    const [document] = cleanPage(loadMarkdown(text, 'a.md'));
    expect(document?.title).toBe(TITLE);
    expect(document?.markdown).toBe(
      `${BODY} Mehr bei [der Stadt](https://stadt.example/).\n\n## Gebühren\n\n| Karte | Preis |\n| --- | --- |\n| Info | Drucken |`,
    );
  });
});
