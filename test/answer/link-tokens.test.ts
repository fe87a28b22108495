import { describe, expect, it } from 'vitest';
import { createLinkTokens } from '../../src/answer/link-tokens.ts';

const TEXT =
  'Mehr unter https://www.stadt.example/bad?tag=1, per Mail an bad@stadt.example oder Telefon 06221 58-20540. Auch www.stadt.example/bad hilft (heidelberg.de).';

describe('createLinkTokens', () => {
  it('puts tokens in the place of addresses and numbers, and leaves the sentence its stops', () => {
    expect(createLinkTokens().hide(TEXT, 1)).toBe(
      'Mehr unter ⟦LINK1⟧, per Mail an ⟦MAIL1⟧ oder Telefon ⟦PHONE1⟧. Auch ⟦LINK2⟧ hilft (⟦LINK3⟧).',
    );
  });

  it('gives back what was written', () => {
    const links = createLinkTokens();
    expect(links.restore(links.hide(TEXT, 1), [1])).toBe(TEXT);
  });

  it.each(['[LINK1]', '⟦LINK1⟧', '【LINK1】', 'LINK1', '⟦ LINK1 ⟧', '[[LINK1]]'])(
    'knows a token that is written %s',
    (token) => {
      const links = createLinkTokens();
      links.hide('Siehe www.stadt.example.', 1);
      expect(links.restore(`Siehe ${token}.`, [1])).toBe('Siehe www.stadt.example.');
    },
  );

  it('makes no address of a token that is unknown or of another passage', () => {
    const links = createLinkTokens();
    links.hide('Siehe www.stadt.example.', 1);
    links.hide('Siehe www.land.example.', 2);
    expect(links.restore('Siehe ⟦LINK3⟧.', [1, 2])).toBeNull();
    expect(links.restore('Siehe ⟦LINK2⟧.', [1])).toBeNull();
    expect(links.restore('Siehe ⟦LINK2⟧.', [1, 2])).toBe('Siehe www.land.example.');
    expect(links.restore('Siehe ⟦MAIL1⟧.', [1, 2])).toBeNull();
  });

  it('gives one address one token, valid for every passage that has it', () => {
    const links = createLinkTokens();
    expect(links.hide('Siehe www.stadt.example.', 1)).toBe(links.hide('Siehe www.stadt.example.', 2));
    expect(links.restore('Siehe ⟦LINK1⟧.', [2])).toBe('Siehe www.stadt.example.');
  });

  it('lets no document bring tokens of its own', () => {
    const links = createLinkTokens();
    expect(links.hide('Siehe ⟦LINK1⟧ und www.stadt.example.', 1)).toBe('Siehe (LINK1) und ⟦LINK1⟧.');
  });

  it.each(['Es kostet 4,50 Euro, z.B. am 3.5.', 'Das war.Dann kam es.', 'Im Jahr 2023/24 um 10.30 Uhr', 'Ruf 115 an'])(
    'leaves alone: %s',
    (text) => {
      expect(createLinkTokens().hide(text, 1)).toBe(text);
    },
  );
});
