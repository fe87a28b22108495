import fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { chatSentence, chatTail, chatText, answerWithin } from '../../src/http/chat-text.ts';
import type { Answer } from '../../src/types.ts';
import { ATTACKER, HOSTILE_TEXTS } from '../support/hostile-texts.ts';
import { sampleAnswer, sampleCitation } from '../support/scripted-chatbot.ts';

describe('chatText', () => {
  it('gives the sentences, and below a line the sources and the notices', () => {
    expect(chatText(sampleAnswer())).toBe(
      [
        'Rund 9.200 Kilometer trennen die Städte. [1]',
        '---',
        'Quellen:',
        '- [1] Besuch in Kumamoto, Stadt Heidelberg, Stand Februar 2023, https://www.heidelberg.de/kumamoto',
        'Hinweise:',
        '- Diese Angaben sind älter als zwei Jahre.',
      ].join('\n\n'),
    );
  });

  it('begins with the text of the answer', () => {
    const quote = 'Der Eintritt kostet:\nErwachsene: 4 Euro\nKinder: 2 Euro';
    const sentences = quote.split('\n').map((text) => ({ text, citations: [1], language: 'de' }));
    const text = 'Der Eintritt kostet: [1]\nErwachsene: 4 Euro [1]\nKinder: 2 Euro [1]';
    const answer = sampleAnswer({ text, sentences, citations: [sampleCitation({ quote })] });
    expect(chatText(answer).split('\n\n')[0]).toBe(text.replaceAll('\n', '  \n'));
    expect(answerWithin(chatText(answer))).toBe(text);
  });

  it('keeps the lines of a list apart in Markdown', () => {
    const quote = 'Der Eintritt kostet:\nErwachsene: 4 Euro\nKinder: 2 Euro';
    const sentences = quote.split('\n').map((text) => ({ text, citations: [1], language: 'de' }));
    const html = marked.parse(chatText(sampleAnswer({ sentences, citations: [sampleCitation({ quote })] })), {
      async: false,
    });
    expect(html).toMatch(/^<p>Der Eintritt kostet: \[1\]<br>Erwachsene: 4 Euro \[1\]<br>Kinder: 2 Euro \[1\]<\/p>/);
  });

  it('speaks the language of the answer, and says what a source does not', () => {
    const citation = sampleCitation({ publisher: 'unknown', publishedOn: null, url: null });
    const text = chatText(sampleAnswer({ language: 'en', citations: [citation] }));
    expect(text).toContain('Sources:\n\n- [1] Besuch in Kumamoto, publisher unknown, undated\n\nPlease note:');
    expect(chatText(sampleAnswer({ citations: [citation] }))).toContain(
      'Besuch in Kumamoto, Herausgeber unbekannt, ohne Datum',
    );
  });

  it('names a document once with all its numbers, and apart what else was found', () => {
    const citations = [
      sampleCitation({ number: 1, documentId: 'a/eins', title: 'Eins' }),
      sampleCitation({ number: 2, documentId: 'a/zwei', title: 'Zwei' }),
      sampleCitation({ number: 3, documentId: 'a/eins', title: 'Eins' }),
      sampleCitation({ number: 4, documentId: 'a/zwei', title: 'Zwei' }),
      sampleCitation({ number: 5, documentId: 'a/drei', title: 'Drei' }),
    ];
    const lines = chatText(sampleAnswer({ citations, more: [4, 5] })).split('\n');
    expect(lines.filter((line) => line.startsWith('- ')).map((line) => line.split(',')[0])).toEqual([
      '- [1] [3] Eins',
      '- [2] Zwei',
      '- Drei',
      '- Diese Angaben sind älter als zwei Jahre.',
    ]);
    expect(lines.indexOf('Mehr dazu:')).toBeGreaterThan(lines.indexOf('Quellen:'));
  });

  it('offers what can be asked where nothing was answered, and speaks of no button of the widget', () => {
    const refusal: Partial<Answer> = {
      status: 'no_answer',
      text: 'Dazu habe ich nichts gefunden.',
      sentences: [{ text: 'Dazu habe ich nichts gefunden.', citations: [], language: 'de' }],
      citations: [],
      notices: [
        { id: 'reset', text: 'Setze das Gespräch mit ↺ zurück.' },
        { id: 'contact', text: 'Fragen an 115.' },
      ],
      suggestions: ['Wie weit?'],
    };
    expect(chatText(sampleAnswer(refusal))).toBe(
      'Dazu habe ich nichts gefunden.\n\n---\n\nHinweise:\n\n- Fragen an 115.\n\nDas könnte weiterhelfen:\n\n- Wie weit?',
    );
    expect(chatText(sampleAnswer({ suggestions: ['Wie weit?'] }))).not.toContain('Wie weit?');
  });

  it('is the reply alone where there is nothing to add', () => {
    const sentences = [{ text: 'Wähle bitte sofort 112.', citations: [], language: 'de' }];
    expect(chatText(sampleAnswer({ status: 'crisis', sentences, citations: [], notices: [] }))).toBe(
      'Wähle bitte sofort 112.',
    );
  });

  it('is what its pieces give one after the other, whatever they hold', () => {
    const marks = ['a', '.', '[', ']', '(', ':', '<', '!', '\\', '`', '~', '\n', '#', ' '];
    const texts = fc.array(fc.string({ unit: fc.constantFrom(...marks) }), { minLength: 1 });
    fc.assert(
      fc.property(texts, (parts) => {
        const sentences = parts.map((text) => ({ text, citations: [1], language: 'de' }));
        const answer = sampleAnswer({ sentences });
        const pieces = sentences.map((sentence, at) =>
          chatSentence(sentence, {
            before: sentences[at - 1] ?? null,
            citations: answer.citations,
            isGenerated: answer.generated,
          }),
        );
        expect(pieces.join('') + chatTail(answer, answer.citations)).toBe(chatText(answer));
      }),
    );
  });
});

describe('a text that a client shows as Markdown', () => {
  const MARKDOWN_TEXTS = [
    `![Karte](${ATTACKER}/beacon.gif)`,
    `[Amt](${ATTACKER})`,
    `[Amt][1]\n\n[1]: ${ATTACKER}`,
    `[1]: ${ATTACKER} "Amt"`,
    `![Karte][k]\n\n[k]: ${ATTACKER}/beacon.gif`,
    `\\![Karte](${ATTACKER}/beacon.gif)`,
    `\\\\[Amt](${ATTACKER})`,
    `[Amt\\](${ATTACKER})`,
    `\\<img src=${ATTACKER}/beacon.gif>`,
    `\`\`\`html\n<img src=${ATTACKER}/beacon.gif>\n\`\`\``,
    `~~~html\n<script src=${ATTACKER}/a.js></script>\n~~~`,
    `<${ATTACKER}>`,
    `[[Amt](${ATTACKER})](${ATTACKER})`,
    `[Amt]\n(${ATTACKER})`,
    `<!-- ${ATTACKER} -->`,
    `<?php ${ATTACKER} ?>`,
  ];
  const HARMLESS_TAGS = [
    'p',
    'hr',
    'ul',
    'ol',
    'li',
    'a',
    'em',
    'strong',
    'code',
    'del',
    'h1',
    'h2',
    'blockquote',
    'br',
  ];
  const plain = (html: string) => decodeURI(html).replaceAll('&gt;', '>').replaceAll('&quot;', '"');
  const short = [...HOSTILE_TEXTS, ...MARKDOWN_TEXTS].filter((text) => text.length < 5000);

  it.each(short)('holds no element that acts or loads: %j', (hostile) => {
    const answer = sampleAnswer({
      sentences: [
        { text: hostile, citations: [1], language: 'de' },
        { text: `Satz. ${hostile}`, citations: [1], language: 'de' },
      ],
      citations: [sampleCitation({ title: hostile, publisher: hostile, url: null })],
      notices: [{ id: 'x', text: hostile }],
      status: 'clarification',
      suggestions: [hostile],
    });
    const html = marked.parse(chatText(answer), { async: false });
    // In what marked makes of a text, "<" stands at the begin of tags only.
    const tags = [...html.matchAll(/<\/?([a-z][a-z0-9]*)([^<>]*)>/g)];
    expect(html.split('<')).toHaveLength(tags.length + 1);
    expect(tags.map(([, name]) => name!).filter((name) => !HARMLESS_TAGS.includes(name))).toEqual([]);
    for (const [, name, attributes] of tags)
      expect(attributes).toMatch(name === 'a' ? /^ href="[^"]*"$|^$/ : /^(?: start="\d+")?$/);
    // An address that stands in the text may be followed, but it is read before; nothing hides behind other words.
    for (const [, address, words] of html.matchAll(/<a href="([^"]*)">(.*?)<\/a>/g))
      expect(plain(address!)).toContain(plain(words!));
  });

  it('takes a time in proportion to its length', () => {
    for (const text of ['['.repeat(100_000), ']('.repeat(50_000), '<a'.repeat(50_000), '`'.repeat(100_000)]) {
      const startedAtMs = performance.now();
      chatText(sampleAnswer({ sentences: [{ text, citations: [], language: 'de' }] }));
      expect(performance.now() - startedAtMs).toBeLessThan(1000);
    }
  });

  it('is left as it is where it holds no marks', () => {
    const text = 'Am 16. Mai (Sa.) um 9 Uhr: 4 € [ermäßigt: 2 €], x < 5, „Straße“ – post@stadt.example';
    expect(answerWithin(chatText(sampleAnswer({ sentences: [{ text, citations: [], language: 'de' }] })))).toBe(text);
  });
});
