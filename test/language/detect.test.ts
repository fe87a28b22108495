import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../src/language/detect.ts';

const GERMAN = `
Wo ist das Buergerbuero
wo finde ich das bürgeramt
Wann hat das Rathaus geöffnet?
Was kostet ein neuer Reisepass?
Wie weit ist es bis Kumamoto?
Wer ist Oberbürgermeister?
Warum gibt es die Partnerschaft?
Welche Partnerstädte hat Heidelberg?
Was ist die ISH?
Kann ich den Perso online beantragen?
Reisepass beantragen
Anmeldung Wohnung
Öffnungszeiten
Öffnungszeiten Schwimmbad
wie lange dauert das
Muss ich persoenlich kommen?
was brauche ich fuer die anmeldung
Ich habe mein Portemonnaie verloren
Und wann war das?
Gibt es einen Chatbot?
Hallo Lumi
Danke für die Hilfe
Wie viele Menschen leben in Tsukuba?
Erzähl mir etwas über Gurs
Wohin mit dem Sperrmüll
Ist morgen Müllabfuhr?
An wen kann ich mich wenden?
seit wann besteht die staedtepartnerschaft
Wie heisst der Ministerpraesident
Was macht Lumi mit meinen Daten?
Wer war in Gurs?
Die Stadt hat acht Partnerstädte.
Was war am 22. April?
wie gross ist kumamoto
Welcher Tag ist heute?
Was bedeutet ISH?
Wohnung suchen
Stadt Bochum Start-ups
`;
const ENGLISH = `
Where is the town hall?
what are the opening hours
opening hours
How far is it to Kumamoto?
Who is the mayor of Heidelberg?
Why was the trip cancelled?
Which partner cities does Heidelberg have?
What is the Bürgerbüro?
Who is Eckart Würzner?
Can I apply for a passport online?
how long does it take
Do I have to come in person
What do I need to register?
I lost my wallet
And when was that?
Is there a chatbot?
Hello Lumi
Thanks for your help
How many people live in Tsukuba?
Tell me about Gurs
bulky waste collection
When did they sign the treaty
Whom can I contact?
since when do the cities cooperate
What happens to my data?
Who was in Gurs?
The city has eight partner cities.
What was on April 22?
how big is kumamoto
What day is it today?
Where can I park near the Schloss?
Is the Stadtarchiv open on Sunday?
parking near the station
Was it in 2019?
How much does the Reisepass cost?
Town hall Alfdorf
public transport
`;

function lines(block: string): string[] {
  return block.trim().split('\n');
}

describe('detectLanguage', () => {
  it.each(lines(GERMAN))('takes "%s" for German', (question) => {
    expect(detectLanguage(question)).toBe('de');
  });

  it.each(lines(ENGLISH))('takes "%s" for English', (question) => {
    expect(detectLanguage(question)).toBe('en');
  });

  it.each([
    '',
    '42',
    'Kumamoto?',
    'Tsukuba',
    'Heidelberg',
    'Lumi',
    '22.04.2022',
    '🙂',
    'in',
    'Tokyo Osaka',
    'Palo Alto',
  ])('does not guess at "%s"', (text) => {
    expect(detectLanguage(text)).toBeNull();
  });

  it('is not misled by names and quotations in a longer text', () => {
    const english =
      'The Bürgerbüro Altstadt and the Straßenverkehrsamt are closed for the holidays, but you can call the town hall.';
    const german =
      'Die Veranstaltung „The Future of the Smart City“ findet im Rathaus statt und ist für alle kostenlos.';
    expect(detectLanguage(english)).toBe('en');
    expect(detectLanguage(german)).toBe('de');
  });
});
