import { describe, expect, it } from 'vitest';
import { TOPICS } from '../../src/answer/intent.ts';
import { disclaimers, noticesOnAnswer, type AnswerNotices } from '../../src/answer/notices.ts';
import { replyTo, type ReplyContext } from '../../src/answer/replies.ts';
import { ANSWER_STATUSES, LOCALES } from '../../src/types.ts';

const context: ReplyContext = {
  persona: 'Lumi',
  address: 'du',
  city: 'Heidelberg',
  email: 'post@stadt.example',
  phone: '115',
  writer: 'none',
};
const INFORMAL = /\b(du|dir|dich|deine?\w*|frag|stell|nenne|formuliere|versuche)\b/iu;
const FORMAL = /\b(Ihnen|Ihre?\w*|Sie mir|Sie es|Sie sich|Sie mich|Sie noch)\b/u;
const fixed = ANSWER_STATUSES.filter((status) => status !== 'answered');
/** Every fixed text, by the name of its status or topic. */
const texts = [
  ...fixed.map((status) => ({ name: status, status, topic: null })),
  ...TOPICS.map((topic) => ({ name: topic, status: 'smalltalk' as const, topic })),
];

describe('replyTo', () => {
  it.each(texts.flatMap((text) => LOCALES.map((locale) => ({ ...text, locale }))))(
    'has whole sentences for $name in $locale',
    ({ status, topic, locale }) => {
      const sentences = replyTo(status, locale, context, topic);
      expect(sentences.length).toBeGreaterThan(0);
      for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}.*[.!?]$|\d\.$/u);
    },
  );

  it.each(texts)('keeps to one form of address in $name', ({ status, topic }) => {
    expect(replyTo(status, 'de', { ...context, address: 'Sie' }, topic).join(' ')).not.toMatch(INFORMAL);
    expect(replyTo(status, 'de', context, topic).join(' ')).not.toMatch(FORMAL);
  });

  it('has a text of its own for every topic', () => {
    for (const locale of LOCALES) {
      const all = texts.map(({ status, topic }) => replyTo(status, locale, context, topic).join(' '));
      expect(new Set(all).size).toBe(all.length);
    }
  });

  it('regrets a wrong answer, and says how to start afresh and whom to ask', () => {
    for (const address of ['du', 'Sie'] as const) {
      const text = replyTo('smalltalk', 'de', { ...context, address }, 'complaint').join(' ');
      expect(text).toMatch(/tut mir leid.*↺.*post@stadt\.example.*115/);
    }
    expect(replyTo('smalltalk', 'en', context, 'complaint').join(' ')).toMatch(/sorry.*↺.*post@stadt\.example.*115/);
  });

  it('names the contact when nothing was found', () => {
    for (const locale of LOCALES) {
      const text = replyTo('no_answer', locale, context).join(' ');
      expect(text).toContain('post@stadt.example');
      expect(text).toContain('115');
    }
  });

  it('names the emergency numbers in a crisis', () => {
    for (const locale of LOCALES)
      for (const topic of [null, 'violence', 'emergency'] as const)
        expect(replyTo('crisis', locale, context, topic).join(' ')).toMatch(/112.*0800 111 0 111/);
  });
});

describe('replies where a language model writes', () => {
  const writing = { ...context, writer: 'local' } as const;

  it.each(LOCALES)('claim in %s neither to quote word for word nor to write nothing', (locale) => {
    const topics = ['maker', 'languages', 'reliability', 'abilities'] as const;
    const texts = [
      replyTo('about_bot', locale, writing),
      ...topics.map((topic) => replyTo('about_bot', locale, writing, topic)),
    ].flat();
    expect(texts.join(' ')).not.toMatch(/Wort für Wort|wörtlich|keine Texte|word for word|no texts/);
    expect(texts.join(' ')).toMatch(/Sprachmodell|language model/);
  });

  it.each(LOCALES)('tell in %s what a model on another machine gets to know', (locale) => {
    const data = (writer: ReplyContext['writer']) => replyTo('about_bot', locale, { ...context, writer }, 'data');
    expect(data('local')).toEqual(data('none'));
    expect(data('remote').slice(0, -1)).toEqual(data('none'));
    expect(data('remote').at(-1)).toMatch(/Anbieter eines Sprachmodells|provider of a language model/);
  });

  it('stay the same where no model is spoken of', () => {
    expect(replyTo('no_answer', 'de', writing)).toEqual(replyTo('no_answer', 'de', context));
    expect(replyTo('crisis', 'en', writing, 'violence')).toEqual(replyTo('crisis', 'en', context, 'violence'));
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

  it.each(LOCALES)('say in %s that a model writes, what it gets wrong and who runs it', (locale) => {
    const text = (writer: ReplyContext['writer']) =>
      disclaimers(locale, { ...context, writer }, null)
        .map(({ text: told }) => told)
        .join(' ');
    for (const writer of ['local', 'remote'] as const) {
      expect(text(writer)).toMatch(/Sprachmodell|language model/);
      expect(text(writer)).toMatch(/Halluzination|hallucination/);
      expect(text(writer)).not.toMatch(/wörtlich|word for word|erfindet keine|makes up no/);
    }
    expect(text('remote')).toMatch(/anderen Anbieter|another provider/);
    expect(text('local')).not.toMatch(/Anbieter|provider/);
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
  isGenerated: false,
  isIncomplete: false,
  ...changes,
});

describe('noticesOnAnswer', () => {
  it('always asks to check the source', () => {
    expect(noticesOnAnswer('de', 'du', facts()).map(({ id }) => id)).toEqual(['check_source']);
  });

  it.each(LOCALES)('marks generated answers, and says where something is missing, in %s', (locale) => {
    const notices = noticesOnAnswer(locale, 'du', facts({ isGenerated: true, isIncomplete: true }));
    expect(notices.map(({ id }) => id)).toEqual(['check_source', 'incomplete']);
    expect(notices[0]?.text).toMatch(/Von einer KI geschrieben|Written by an AI/);
    expect(noticesOnAnswer(locale, 'du', facts())[0]?.text).not.toMatch(/KI|AI/);
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
