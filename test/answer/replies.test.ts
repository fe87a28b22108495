import { describe, expect, it } from 'vitest';
import { disclaimers, noticesOnAnswer, type AnswerNotices } from '../../src/answer/notices.ts';
import { replyTo, type ReplyContext } from '../../src/answer/replies.ts';
import { ANSWER_STATUSES, LOCALES } from '../../src/types.ts';

const context: ReplyContext = {
  persona: 'Lumi',
  address: 'du',
  city: 'Heidelberg',
  email: 'post@stadt.example',
  phone: '115',
};
const INFORMAL = /\b(du|dir|dich|deine?\w*|frag|stell|nenne|formuliere|versuche)\b/iu;
const FORMAL = /\b(Ihnen|Ihre?\w*|Sie mir|Sie es|Sie sich|Sie mich|Sie noch)\b/u;
const fixed = ANSWER_STATUSES.filter((status) => status !== 'answered');

describe('replyTo', () => {
  it.each(fixed.flatMap((status) => LOCALES.map((locale) => [status, locale] as const)))(
    'has whole sentences for %s in %s',
    (status, locale) => {
      const sentences = replyTo(status, locale, context);
      expect(sentences.length).toBeGreaterThan(0);
      for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}.*[.!?]$|\d\.$/u);
    },
  );

  it.each(fixed)('keeps to one form of address in %s', (status) => {
    expect(replyTo(status, 'de', { ...context, address: 'Sie' }).join(' ')).not.toMatch(INFORMAL);
    expect(replyTo(status, 'de', context).join(' ')).not.toMatch(FORMAL);
  });

  it('names the contact when nothing was found', () => {
    for (const locale of LOCALES) {
      const text = replyTo('no_answer', locale, context).join(' ');
      expect(text).toContain('post@stadt.example');
      expect(text).toContain('115');
    }
  });

  it('names the emergency numbers in a crisis', () => {
    for (const locale of LOCALES) expect(replyTo('crisis', locale, context).join(' ')).toMatch(/112.*0800 111 0 111/);
  });
});

describe('disclaimers', () => {
  it.each(LOCALES)('name the machine, four reasons for errors, reset, contact and personal data in %s', (locale) => {
    const notices = disclaimers(locale, context, 'https://stadt.example/datenschutz');
    expect(notices.map(({ id }) => id)).toEqual([
      'ai',
      'limits',
      'context',
      'topicality',
      'gaps',
      'reset',
      'contact',
      'personal_data',
      'privacy',
    ]);
    expect(notices.find(({ id }) => id === 'reset')?.text).toContain('↺');
    expect(notices.find(({ id }) => id === 'contact')?.text).toContain('post@stadt.example');
  });

  it('leaves out the privacy link where there is none', () => {
    expect(disclaimers('de', context, null).map(({ id }) => id)).not.toContain('privacy');
  });

  it('do not claim that quoted answers are generated', () => {
    for (const locale of LOCALES)
      expect(
        disclaimers(locale, context, null)
          .map(({ text }) => text)
          .join(' '),
      ).not.toMatch(/generier|generat|halluzin|hallucin/i);
  });
});

const facts = (changes: Partial<AnswerNotices> = {}): AnswerNotices => ({
  oldAsOf: null,
  isUndated: false,
  isPastEvent: false,
  isContradicted: false,
  isForeign: false,
  ...changes,
});

describe('noticesOnAnswer', () => {
  it('always asks to check the source', () => {
    expect(
      noticesOnAnswer('de', 'du', {
        oldAsOf: null,
        isUndated: false,
        isPastEvent: false,
        isContradicted: false,
        isForeign: false,
      }).map(({ id }) => id),
    ).toEqual(['check_source']);
  });

  it('says how old an old answer is', () => {
    const notices = noticesOnAnswer('de', 'du', facts({ oldAsOf: { date: '2022-04-22', precision: 'day' } }));
    expect(notices.find(({ id }) => id === 'old_answer')?.text).toContain('22. April 2022');
  });

  it('says when a source is undated and when it stands in another language', () => {
    const ids = noticesOnAnswer('en', 'du', facts({ isUndated: true, isForeign: true })).map(({ id }) => id);
    expect(ids).toEqual(['check_source', 'undated', 'other_language']);
  });

  it.each(LOCALES)('says that a date is over, and that two documents differ, in %s', (locale) => {
    const notices = noticesOnAnswer(locale, 'du', facts({ isPastEvent: true, isContradicted: true }));
    expect(notices.map(({ id }) => id)).toEqual(['check_source', 'past_event', 'conflict']);
    expect(notices[1]?.text).toMatch(/schon vorbei|already passed/);
    expect(notices[2]?.text).toMatch(/das neuere steht zuerst|the newer one stands first/);
  });
});
