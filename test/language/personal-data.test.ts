import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPersonalData, type PersonalDataKind } from '../../src/language/personal-data.ts';

/** What is found, as `kind: text`. */
function personalDataIn(text: string): string[] {
  return findPersonalData(text).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
}

function expectFound(kind: PersonalDataKind, written: string, sentence: (data: string) => string): void {
  expect(personalDataIn(sentence(written))).toEqual([`${kind}: ${written}`]);
}

const sentence = fc.constantFrom<(data: string) => string>(
  (data) => data,
  (data) => `Bitte notieren: ${data}.`,
  (data) => `Kontakt (${data}), danke!`,
  (data) => `Ich bin ${data}\nund wohne in 69117 Heidelberg.`,
);

const digit = fc.integer({ min: 0, max: 9 });
const digits = (length: number) =>
  fc.array(digit, { minLength: length, maxLength: length }).map((parts) => parts.join(''));
const separator = fc.constantFrom('', ' ');

describe('e-mail addresses', () => {
  it.each([
    ['Schreiben Sie an erika.mustermann@example.org.', 'erika.mustermann@example.org'],
    ['meine mail: max_m+amt@mail.example.co.uk!', 'max_m+amt@mail.example.co.uk'],
    ['<jürgen@müller-beispiel.de>', 'jürgen@müller-beispiel.de'],
    ['ERIKA@EXAMPLE.ORG', 'ERIKA@EXAMPLE.ORG'],
    ['erika (at) example.org', 'erika (at) example.org'],
    ['erika[at]example.org', 'erika[at]example.org'],
    ['digitales@heidelberg.de', 'digitales@heidelberg.de'],
    ['mailto:a@b.de?subject=x', 'a@b.de'],
  ])('are found in %j', (text, address) => {
    expect(personalDataIn(text).map((found) => found.replace('mailto:', ''))).toEqual([`email: ${address}`]);
  });

  it('are found in any sentence', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/);
    const address = fc
      .tuple(label, fc.constantFrom('.', '_', '-', '+'), label, label, fc.constantFrom('de', 'org', 'com', 'online'))
      .map(([first, sign, last, host, ending]) => `${first}${sign}${last}@${host}.${ending}`);
    fc.assert(
      fc.property(address, sentence, (written, wrap) => {
        expectFound('email', written, wrap);
      }),
    );
  });

  it.each(['@lumi', 'a@b', 'Preis @ 5 Euro', 'Treffen @ Rathaus. Danach', 'user@localhost', '@@@'])(
    'are not seen in %j',
    (text) => {
      expect(personalDataIn(text)).toEqual([]);
    },
  );
});

describe('IBANs', () => {
  it.each([
    'DE89370400440532013000',
    'DE89 3704 0044 0532 0130 00',
    'de89 3704 0044 0532 0130 00',
    'DE 89 3704 0044 0532 0130 00',
    'DE89-3704-0044-0532-0130-00',
    'AT611904300234573201',
    'CH93 0076 2011 6238 5295 7',
    'FR14 2004 1010 0505 0001 3M02 606',
    'NL91 ABNA 0417 1643 00',
    'GB29 NWBK 6016 1331 9268 19',
    'PL61 1090 1014 0000 0712 1981 2874',
    'TR33 0006 1005 1978 6457 8413 26',
  ])('are found as %s', (written) => {
    expectFound('iban', written, (data) => `Meine IBAN ist ${data} bei der Sparkasse`);
  });

  it('are found for any German account, with and without spaces', () => {
    const iban = fc.tuple(digits(18), separator).map(([account, gap]) => {
      const check = 98n - (BigInt(`${account}131400`) % 97n);
      return [...`DE${check.toString().padStart(2, '0')}${account}`.matchAll(/.{1,4}/g)]
        .map(([group]) => group)
        .join(gap);
    });
    fc.assert(
      fc.property(iban, sentence, (written, wrap) => {
        expectFound('iban', written, wrap);
      }),
    );
  });

  it('are found behind their name with a typing error, too', () => {
    expect(personalDataIn('IBAN: DE88 3704 0044 0532 0130 00')).toEqual(['iban: DE88 3704 0044 0532 0130 00']);
    expect(personalDataIn('Meine IBAN lautet DE88370400440532013000.')).toEqual(['iban: DE88370400440532013000']);
    expect(personalDataIn('Was ist eine IBAN?')).toEqual([]);
  });

  it('need their check digits', () => {
    expect(personalDataIn('Konto DE88370400440532013000')).toEqual([]);
    expect(personalDataIn('DE89 3704 0044')).toEqual([]);
  });
});

describe('tax identification numbers', () => {
  it.each(['86095742719', '86 095 742 719', '47036892816', '65929970489', '57549285017', '25768131411'])(
    'are found as %s',
    (written) => {
      expectFound('tax_id', written, (data) => `Steuer-ID ${data}, bitte prüfen`);
    },
  );

  /** Ten digits of which one occurs twice and one not at all; the check digit by trying all, against the definition in words. */
  const taxId = fc
    .tuple(
      fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], { minLength: 9, maxLength: 9 }),
      fc.nat(8),
      fc.nat(9),
      separator,
    )
    .map(([distinct, repeated, place, gap]) => {
      const ten = [...distinct];
      ten.splice(place, 0, distinct[repeated]!);
      let remainder = 10;
      for (const each of ten) {
        const sum = (each + remainder) % 10;
        remainder = ((sum === 0 ? 10 : sum) * 2) % 11;
      }
      const all = [...ten, (11 - remainder) % 10].join('');
      return `${all.slice(0, 2)}${gap}${all.slice(2, 5)}${gap}${all.slice(5, 8)}${gap}${all.slice(8)}`;
    })
    .filter((written) => !written.startsWith('0'));

  it('are found for any valid number', () => {
    fc.assert(
      fc.property(taxId, sentence, (written, wrap) => {
        expectFound('tax_id', written, wrap);
      }),
    );
  });

  it('are found behind their name with a typing error, too', () => {
    expect(personalDataIn('Meine Steuer-ID ist 12345678901')).toEqual(['tax_id: 12345678901']);
    expect(personalDataIn('Steuerzeichen 12345678901')).toEqual([]);
  });

  it('need the check digit and the rule of repeated digits', () => {
    expect(personalDataIn('86095742718')).toEqual([]);
    expect(personalDataIn('12345678901')).toEqual([]);
    expect(personalDataIn('11111111111')).toEqual([]);
  });
});

describe('identity cards', () => {
  it.each(['L01X00T471', 'T220001293', 'L01X00T471D'])('are found by their check digit: %s', (written) => {
    expectFound('id_card', written, (data) => `Nummer ${data} bitte`);
  });

  it.each([
    ['Meine Personalausweisnummer lautet L01X00T47.', 'L01X00T47'],
    ['Ausweis-Nr. l01x00t47', 'l01x00t47'],
    ['Personalausweis-Nr: L01X00T479', 'L01X00T479'],
    ['mein Reisepass C01X00T47 ist weg', 'C01X00T47'],
    ['my passport C01X00T47 is lost', 'C01X00T47'],
    ['Perso L01X00T47 verloren', 'L01X00T47'],
  ])('are found by the word before them: %s', (text, written) => {
    expect(personalDataIn(text)).toEqual([`id_card: ${written}`]);
  });

  it('are found for any serial number with its check digit', () => {
    const letters = 'CFGHJKLMNPRTVWXYZ';
    const serial = fc
      .tuple(
        fc.constantFrom(...letters.split('')),
        digits(3),
        fc.array(fc.constantFrom(...`0123456789${letters}`.split('')), { minLength: 5, maxLength: 5 }),
      )
      .map(([first, middle, last]) => `${first}${middle}${last.join('')}`);
    const card = serial.map((written) => {
      const values = Array.from(written, (character) => '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(character));
      const total = values.reduce((sum, value, at) => sum + value * (at % 3 === 0 ? 7 : at % 3 === 1 ? 3 : 1), 0);
      return `${written}${total % 10}`;
    });
    fc.assert(
      fc.property(card, sentence, (written, wrap) => {
        expectFound('id_card', written, wrap);
      }),
    );
  });

  it('are not seen in serial numbers without check digit and name', () => {
    expect(personalDataIn('Gerät L01X00T47 und L01X00T479')).toEqual([]);
  });
});

describe('dates of birth and addresses', () => {
  it.each([
    ['Ich bin am 12.03.1985 geboren, bekomme ich Förderung?', 'birth_date'],
    ['Mein Geburtsdatum ist der 12.3.1985', 'birth_date'],
    ['Geburtsdatum: 01.02.1990', 'birth_date'],
    ['ich wurde geboren am 3. Mai 1971', 'birth_date'],
    ['I was born on 12 March 1985', 'birth_date'],
    ['My date of birth is 1985-03-12', 'birth_date'],
    ['Ich heiße Erika Mustermann, geb. 12.03.1985', 'birth_date'],
    ['Ich heiße Erika Mustermann und wohne in der Hauptstraße 12', 'address'],
    ['Meine Adresse lautet Bahnhofstr. 7, 69115 Heidelberg', 'address'],
    ['ich wohne am neuen weg 5', 'address'],
    ['I live at Main Street 12', 'address'],
  ])('are found where somebody gives them away: %s', (text, kind) => {
    expect(findPersonalData(text).map((found) => found.kind)).toEqual([kind]);
  });

  it.each([
    'Wurde Goethe am 28.08.1749 geboren?',
    'Wann wurde der Oberbürgermeister geboren?',
    'Wer ist am 12.03.1985 nach Kumamoto gereist?',
    'Ich war am 12.03.2023 in Kumamoto',
    'Wo ist die Hauptstraße 12?',
    'Ich wohne in Heidelberg, welches Amt ist zuständig?',
    'Ich wohne in der Altstadt seit 1990',
    'Der Saal liegt in der Merianstraße 1.',
    'Meine Adresse hat sich geändert',
    'Wann ist der Geburtstag der Städtepartnerschaft?',
  ])('are not seen in %j', (text) => {
    expect(personalDataIn(text)).toEqual([]);
  });
});

describe('telephone numbers', () => {
  it.each([
    '06221 58-10580',
    '06221/58-10580',
    '06221 / 58 10 580',
    '06221-5810580',
    '0622158105',
    '06221.58.10580',
    '(06221) 58-10580',
    '(0 62 21) 58-1 05 90',
    '0 62 21 / 58-1 05 90',
    '0621 1230',
    '030 901820',
    '+49 6221 58-10580',
    '+49 (0) 6221 58-10580',
    '+49 (0)6221 5810580',
    '+49622158105',
    '+49-6221-58105',
    '0049 6221 5810580',
    '004962215810580',
    '0176 12345678',
    '0176/123 456 78',
    '0151-23456789',
    '+49 176 12345678',
    '+49 (176) 1234567',
    '+81 96 328 2111',
    '+33 4 67 34 70 00',
    '0800 111 0 111',
    '0 176 1234567',
  ])('are found as %s', (written) => {
    expectFound('phone', written, (data) => `Rufen Sie mich an: ${data}.`);
  });

  it.each([
    ['Tel. 58-10580', '58-10580'],
    ['Tel.: 58 10 580, bitte', '58 10 580'],
    ['Meine Handynummer lautet 176 12345678', '176 12345678'],
    ['Durchwahl 5810580', '5810580'],
    ['phone: 555 01234', '555 01234'],
    ['Tel.06221 5810580', '06221 5810580'],
    ['Tel. 06221 58-10580 oder 0176 12345678', '06221 58-10580'],
    ['06221 58-10580 15.30 Uhr', '06221 58-10580'],
    ['am 05.10.2021 0176 12345678', '0176 12345678'],
  ])('are found in %j', (text, written) => {
    expect(personalDataIn(text)[0]).toMatch(new RegExp(`^phone: ${written.replace(/[()+]/g, '\\$&')}`));
  });

  it('are told apart where two stand side by side', () => {
    expect(personalDataIn('06221 58-10580 / 06221 58-10590')).toEqual([
      'phone: 06221 58-10580',
      'phone: 06221 58-10590',
    ]);
  });

  it('are found for any area code and subscriber number in the usual spellings', () => {
    const number = fc
      .tuple(
        fc.constantFrom('6221', '621', '30', '89', '7261', '176', '1512'),
        fc.integer({ min: 100_000, max: 99_999_999 }).map(String),
        fc.constantFrom(
          (area: string, own: string) => `0${area} ${own}`,
          (area: string, own: string) => `0${area}/${own}`,
          (area: string, own: string) => `(0${area}) ${own}`,
          (area: string, own: string) => `0${area}-${own.slice(0, 2)} ${own.slice(2)}`,
          (area: string, own: string) => `+49 ${area} ${own}`,
          (area: string, own: string) => `+49 (0)${area} ${own.slice(0, 3)}-${own.slice(3)}`,
          (area: string, own: string) => `0049${area}${own}`,
        ),
      )
      .map(([area, own, write]) => write(area, own))
      .filter((written) => !/^0\d+\/(?:19|20)\d{2}$/.test(written));
    fc.assert(
      fc.property(number, sentence, (written, wrap) => {
        expectFound('phone', written, wrap);
      }),
    );
  });
});

describe('what citizens write every day', () => {
  it.each(
    `
    Sitzung am 12.03.2024 um 18.30 Uhr
    Das Bußgeld beträgt 55,00 Euro
    Nach § 34 Abs. 2 BauGB zulässig
    69117 Heidelberg
    geöffnet bis Fr 8 Uhr
    Aktenzeichen 12 K 3456/21
    von 1996 bis 2010 – 14 Jahre
    Wer ist der Bürgermeister?
    Die Behördennummer ist 115
    Im Notfall 110 oder 112 wählen
    Wie weit sind 9.200 Kilometer?
    Kumamoto hat 740.000 Einwohner
    11,9 Millionen Gäste im Jahr
    vom 07.10.2021 bis 10.10.2021
    01.05.2023
    01.05.2023 - 04.05.2023
    am 01.05.2023 08.00-16.00 Uhr
    Öffnungszeiten 08:00-12:00 und 14:00-18:00
    Mo 08.00 – 12.00 Uhr, Do 14.00 – 18.00 Uhr
    2022-04-22
    2022-04-22T18:30:00
    Marktplatz 10, 69117 Heidelberg
    Max-Joseph-Straße 71, 69126 Heidelberg
    Bahnhofstr. 12-14
    Linie 5, 21, 22 und 26
    Drucksache 0123/2021/BV
    Vorlage 0045/2023/IV
    Az. 0815/2023
    Aktenzeichen 0123456789
    Kassenzeichen 5.0123.456789.0
    Rechnungsnummer 0123456789
    Kundennummer: 0987654321
    Haushalt 2023/2024
    Schuljahr 2021/22
    1.234.567,89 Euro
    500 000 000 Euro
    12 000 000 Euro
    0,5 Prozent
    0 bis 3 Jahre, 12 Plätze
    +3,5 Prozent
    +12.000.000 Euro Mehreinnahmen
    ISBN 978-3-16-148410-0
    ISBN 0123456789
    DIN 18040-1
    Artikel 28 Absatz 2 Grundgesetz
    BGBl. 2021 I S. 1234
    § 16 Abs. 1 Satz 1 Nr. 3 StVO
    Flurstück 1234/5
    Bebauungsplan 61.32.15.01.00
    B 37 und A 656
    Raum 2.103 im 2. OG
    Zimmer 012
    PLZ 01067–01069
    01067 Dresden
    Hausnummer 123456
    Version 3.1.4
    192.168.178.20
    Wahlbezirk 001-01
    3 x 4 = 12
    Der Verein hat 1200 Mitglieder.
    Kennzeichen HD AB 1234
    Spielstand 3:2 (1:1)
    Koordinaten 49.4093, 8.6942
    Die 60er Jahre
    G7, G20 und EU27
    Sars-CoV-2
    Temperaturen von -5 bis 10 Grad
    Kapitel 1.2.3.4
    Die Nummer 42
    Müllabfuhr am 3., 10., 17., 24. und 31. Mai
    22. bis 24. Oktober 1940
    IBAN ist eine Kontonummer
    Was ist eine Steuer-ID?
    Wo beantrage ich einen Personalausweis?
    Ich habe meinen Personalausweis verloren
    Wie lautet die Telefonnummer des Bürgeramts?
    Telefon 19222
    Telefonisch Mo-Fr 8-12 Uhr
    Telefonat am 12.03.2024
    Wie lautet die E-Mail-Adresse?
    Kann ich 2 oder 3 Kinder anmelden?
    20 % Ermäßigung ab 10 Personen
    PERSONALAUSWEIS BEANTRAGEN
    KINDERTAGESSTÄTTE
    Gebühr 37,00 EUR (unter 24: 22,80 EUR)
    Grundsteuer 2025: Hebesatz 185
    12345678901
    Sitzung 10/2023, TOP 5.1
    Umsatz 1,5 Mrd. Euro 2022
    Die Ausweise werden nach 10 Jahren ungültig.
    Fahrplan: 05.12 06.12 07.12 08.12
    07.30-08.30, 12.30-13.30
    Skala von 0 - 10
    `
      .trim()
      .split('\n')
      .map((line) => line.trim()),
  )('is left alone: %s', (text) => {
    expect(personalDataIn(text)).toEqual([]);
  });
});

describe('findPersonalData', () => {
  it('finds several kinds in text order', () => {
    const text = 'Erika, erika@example.org, 0176 12345678, DE89 3704 0044 0532 0130 00, 86095742719, L01X00T471';
    expect(findPersonalData(text).map(({ kind }) => kind)).toEqual(['email', 'phone', 'iban', 'tax_id', 'id_card']);
  });

  it('gives ranges in order that do not overlap, for any text', () => {
    const piece = fc.constantFrom(
      '0',
      '06221',
      '+49',
      '(',
      ')',
      '/',
      '-',
      ' ',
      '58',
      'a@b.de',
      'DE',
      '89',
      'Tel. ',
      '.',
      '2023',
      '@',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        let before = 0;
        for (const { start, end } of findPersonalData(text)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          before = end;
        }
      }),
    );
  });

  it.each([
    '0',
    '0 ',
    '@',
    'a',
    'a@',
    'a@a.',
    `@${'a'.repeat(250)}`,
    '+4',
    'DE1',
    'L0',
    '(0',
    '1-',
    '06221 58-10580, ',
  ])(
    'reads 300,000 characters of %j within the test time limit',
    (unit) => {
      const text = `${unit.repeat(Math.ceil(300_000 / unit.length))} ; erika@example.org`;
      expect(findPersonalData(text).at(-1)?.kind).toBe('email');
    },
    5_000,
  );
});
