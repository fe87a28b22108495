import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMessages, type Messages } from '../../widget/messages/messages.ts';

const VOICES = (['de', 'en'] as const).flatMap((locale) =>
  (['du', 'Sie'] as const).map((address) => ({
    locale,
    address,
    messages: createMessages(locale, { persona: 'Lumi', address }),
  })),
);

describe('messages', () => {
  it.each(VOICES)('has every text in $locale for $address, none of them empty', ({ messages }) => {
    expect([...textsOf(messages).keys()]).toEqual([...textsOf(VOICES[0]!.messages).keys()]);
    for (const [key, text] of textsOf(messages)) {
      expect(text.trim(), key).not.toBe('');
      expect(text, key).not.toMatch(/undefined|null|NaN|\[object/);
    }
  });

  it.each(VOICES)('says in one sentence that this is a machine and no person: $locale, $address (T1)', (voice) => {
    const { ai } = voice.messages;
    expect(ai).toMatch(
      voice.locale === 'de' ? /künstliche Intelligenz.*kein Mensch/ : /artificial intelligence.*not a person/,
    );
    expect(ai.match(/[.!?]/g)).toHaveLength(1);
  });

  it.each(VOICES)('names the machine as the author of answers: $locale, $address (P2)', ({ locale, messages }) => {
    expect(messages.authorBot).toBe(locale === 'de' ? 'Lumi (KI)' : 'Lumi (AI)');
  });

  it('addresses people in German as the persona does, throughout', () => {
    const [informal, formal] = VOICES.filter(({ locale }) => locale === 'de').map(({ messages }) => textsOf(messages));
    for (const [key, text] of informal!)
      expect(text, key).not.toMatch(/\b(?:Sie (?!bitte auf|mit ↺)|Ihre?[nmrs]?\b|Ihnen\b)/);
    for (const [key, text] of formal!) expect(text, key).not.toMatch(/\b(?:du|dein\w*|dir|dich)\b/i);
    expect(informal!.get('authorPerson')).toBe('Du');
    expect(formal!.get('authorPerson')).toBe('Sie');
  });

  it('never calls a text "Leichte Sprache", which only people trained for it may write (T8)', () => {
    const sources = readdirSync('widget', { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|html)$/.test(name))
      .map((name) => readFileSync(join('widget', name), 'utf8'));
    expect(sources.length).toBeGreaterThan(10);
    expect(sources.filter((source) => /leichte[rn]? sprache/i.test(source))).toEqual([]);
    expect(VOICES[0]!.messages.plainLanguage).toBe('Einfache Sprache');
  });

  it('tells how long to wait in words', () => {
    const { rate_limited } = VOICES[0]!.messages.failures;
    expect(rate_limited(1)).toContain('1 Sekunde,');
    expect(rate_limited(30)).toContain('30 Sekunden,');
    expect(rate_limited(600)).toContain('10 Minuten,');
    expect(rate_limited(null)).toContain('bitte etwas,');
  });
});

/** Every text by its key, functions called with plausible values. */
function textsOf(messages: Messages): Map<string, string> {
  const texts = new Map<string, string>();
  const collect = (key: string, value: unknown): void => {
    if (typeof value === 'string') texts.set(key, value);
    else if (typeof value === 'function')
      collect(key, (value as (...values: unknown[]) => unknown)(...argumentsFor(key)));
    else for (const [name, each] of Object.entries(value as object)) collect(`${key}.${name}`, each);
  };
  for (const [key, value] of Object.entries(messages)) collect(key, value);
  return texts;
}

function argumentsFor(key: string): unknown[] {
  if (/personalData$/i.test(key)) return [['email', 'phone', 'iban', 'tax_id', 'id_card']];
  if (key === 'corpus') return ['12', 'Mai 2026'];
  if (key === 'transcriptTitle') return ['Lumi', 'Musterstadt'];
  if (key === 'source') return [1, 'Titel'];
  return /^(?:chars|fieldTooLong|failures)/.test(key) ? [12] : ['Wert'];
}
