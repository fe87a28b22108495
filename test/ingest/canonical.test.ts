import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LumiError } from '../../src/errors.ts';
import { canonicalise } from '../../src/ingest/canonical.ts';

const textOf = (markdown: string) => canonicalise(markdown).text;
const blocksOf = (markdown: string) => {
  const { text, blocks } = canonicalise(markdown);
  return blocks.map(({ kind, start, end }) => [kind, text.slice(start, end)]);
};

describe('canonicalise: lines of text', () => {
  it.each([
    ['emphasis', '**Neu:** das _Bürgeramt_ ***zieht*** um', 'Neu: das Bürgeramt zieht um'],
    [
      'links, keeping their text',
      'Siehe [die Seite](https://stadt.example "Titel") und [hier][1].\n\n[1]: https://stadt.example',
      'Siehe die Seite und hier.',
    ],
    ['images, keeping their description', 'Plan: ![Lage des *neuen* Amtes](plan.png)', 'Plan: Lage des neuen Amtes'],
    ['code marks, taking the code literally', 'Die Taste `F5 &amp; **Strg**`', 'Die Taste F5 &amp; **Strg**'],
    ['struck out text with the marks', 'Am ~~12. Mai~~ 19. Mai', 'Am 19. Mai'],
    ['inline HTML tags', 'H<sub>2</sub>O und <a href="x">Link</a>', 'H2O und Link'],
    ['hidden inline HTML with its text', 'Heute <span style="display:none">geheim **auch**</span>offen', 'Heute offen'],
    ['comments', 'Heute<!-- geheim --> offen', 'Heute offen'],
    ['check boxes', '- [x] Antrag', 'Antrag'],
  ])('drops %s', (_name, markdown, text) => {
    expect(textOf(markdown)).toBe(text);
  });

  it('keeps addresses that stand in the text', () => {
    expect(textOf('Mail an <rathaus@stadt.example>, www.stadt.example oder https://stadt.example/a_b_c.')).toBe(
      'Mail an rathaus@stadt.example, www.stadt.example oder https://stadt.example/a_b_c.',
    );
  });

  it('keeps marks that the author escaped, and a tilde for "about"', () => {
    expect(textOf('2 \\* 3 = 6, \\&amp; ~5 km~ weit')).toBe('2 * 3 = 6, &amp; ~5 km~ weit');
  });

  it('decodes character references', () => {
    expect(textOf('M&uuml;ll &amp; Co.&nbsp;KG &#8211; neu')).toBe('Müll & Co. KG – neu');
  });

  it('makes a soft line break a space and a hard one a line break', () => {
    expect(textOf('Rathaus\nMarktplatz 10  \n69117 Musterstadt\\\nTelefon 115<br>Fax')).toBe(
      'Rathaus Marktplatz 10\n69117 Musterstadt\nTelefon 115\nFax',
    );
  });

  it('removes characters that nobody sees', () => {
    expect(textOf('Rat\u200Bhaus &#8203;\u{E0041}offen')).toBe('Rathaus offen');
  });
});

describe('canonicalise: blocks', () => {
  it('separates paragraphs by an empty line and the parts of a list by a line break', () => {
    expect(textOf('Eins.\n\nZwei:\n- a\n- b\n\nDrei.')).toBe('Eins.\n\nZwei:\n\na\nb\n\nDrei.');
  });

  it('keeps the level of headings', () => {
    expect(canonicalise('# A\n\nB\n=\n\n### C').blocks.map(({ kind, level }) => [kind, level])).toEqual([
      ['heading', 1],
      ['heading', 1],
      ['heading', 3],
    ]);
  });

  it('gives each list item a line of its own, nested ones and further paragraphs too', () => {
    expect(blocksOf('- a\n  - b\n    - c\n- d\n\n  noch d')).toEqual(
      ['a', 'b', 'c', 'd', 'noch d'].map((text) => ['list-item', text]),
    );
  });

  it('keeps the numbers of ordered list items', () => {
    expect(blocksOf('3. drei\n4. vier\n   - Punkt')).toEqual([
      ['list-item', '3. drei'],
      ['list-item', '4. vier'],
      ['list-item', 'Punkt'],
    ]);
  });

  it('writes a table row as pairs of header and cell', () => {
    const table = '| Name | Amt: | |\n|---|:-:|---|\n| **Anna** Seitz | Büro<br>Rat | neu |\n| | A \\| B | |\n| | | |';
    expect(blocksOf(table)).toEqual([
      ['table-row', 'Name: Anna Seitz; Amt: Büro Rat; neu'],
      ['table-row', 'Amt: A | B'],
    ]);
  });

  it('keeps the words of a table that has a head only', () => {
    expect(blocksOf('| Montag | 8 Uhr |\n|---|---|')).toEqual([['table-row', 'Montag; 8 Uhr']]);
  });

  it('marks quotations and code', () => {
    expect(blocksOf('> # Rat\n> sagt\n>\n> - ja\n\n```js\na  b\n\n c\n```\n\n    d')).toEqual([
      ['quote', 'Rat'],
      ['quote', 'sagt'],
      ['list-item', 'ja'],
      ['code', 'a b\nc'],
      ['code', 'd'],
    ]);
  });

  it('keeps the visible text of raw HTML blocks', () => {
    expect(
      blocksOf('<div class="x">\n<p>Montag<br>Dienstag</p>\n<!-- geheim --><script>geheim()</script>\n</div>'),
    ).toEqual([['paragraph', 'Montag\nDienstag']]);
  });

  it('drops Markdown within a hidden HTML element', () => {
    expect(textOf('vorher\n\n<div hidden>\n\n**geheim**\n\n- geheim\n\n</div>\n\nnachher')).toBe('vorher\n\nnachher');
  });

  it.each([
    '',
    ' \n\t\n',
    '---',
    '<!-- nur ein Kommentar -->',
    '[1]: https://stadt.example',
    '##',
    '-\n- \n',
    '\u200B',
  ])('finds nothing in %j', (markdown) => {
    expect(canonicalise(markdown)).toEqual({ text: '', blocks: [] });
  });

  it('refuses quotations without end', () => {
    expect(() => canonicalise('>'.repeat(20_000))).toThrow(LumiError);
  });
});

describe('canonicalise: promises for any text', () => {
  /** Pieces of Markdown in any order, to meet unusual combinations more often than random letters do. */
  const piece = fc.constantFrom(
    ...[
      '# ',
      '## ',
      '- ',
      '1. ',
      '> ',
      '\n',
      '\n\n',
      '  \n',
      '|',
      '|-|-|',
      '**',
      '_',
      '`',
      '```\n',
      '[',
      '](x)',
      '![',
      '<div hidden>',
      '</div>',
      '<br>',
    ],
    ...[
      '<!--',
      '-->',
      '&amp;',
      '&nbsp;',
      '\u200B',
      '    ',
      '\t',
      '~~',
      'Wort',
      'Straße 5',
      'Hallo.',
      '\\',
      '\r\n',
      '---\n',
      '<p>',
      '<script>',
      '</script>',
    ],
  );
  const markdown = fc.oneof(
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary' }),
  );

  it('covers the text with trimmed blocks that only line breaks separate', () => {
    fc.assert(
      fc.property(markdown, (source) => {
        const { text, blocks } = canonicalise(source);
        let rest = 0;
        for (const { start, end } of blocks) {
          const block = text.slice(start, end);
          expect(text.slice(rest, start)).toMatch(rest === 0 ? /^$/ : /^\n\n?$/);
          expect(block).not.toBe('');
          expect(block.split('\n').every((line) => line !== '' && line === line.trim())).toBe(true);
          rest = end;
        }
        expect(rest).toBe(text.length);
      }),
    );
  });

  it('has neither invisible characters nor double blanks', () => {
    fc.assert(
      fc.property(markdown, (source) => {
        expect(textOf(source)).not.toMatch(/ {2}|[\t\r\u200B\u00A0]|\p{Cs}/u);
      }),
    );
  });

  const word = fc.stringMatching(/^[a-zäöüß]{1,12}$/);
  const sentence = fc.array(word, { minLength: 1, maxLength: 12 }).map((found) => `${found.join(' ')}.`);

  it('leaves plain paragraphs as they are', () => {
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 6 }), (paragraphs) => {
        expect(textOf(paragraphs.join('\n\n'))).toBe(paragraphs.join('\n\n'));
      }),
    );
  });

  it('keeps each word and no mark, however the words are marked up', () => {
    const marked = fc.tuple(
      word,
      fc.constantFrom(
        ...([
          (text) => text,
          (text) => `**${text}**`,
          (text) => `*${text}*`,
          (text) => `[${text}](https://stadt.example)`,
          (text) => `![${text}](bild.png)`,
          (text) => `\`${text}\``,
          (text) => `<em>${text}</em>`,
        ] satisfies ((text: string) => string)[]),
      ),
    );
    const prefix = fc.constantFrom('', '# ', '#### ', '- ', '* ', '> ', '> - ');
    const line = fc.tuple(prefix, fc.array(marked, { minLength: 1, maxLength: 8 }));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
        const source = lines
          .map(([start, parts]) => start + parts.map(([text, mark]) => mark(text)).join(' '))
          .join('\n\n');
        const plain = lines.map(([, parts]) => parts.map(([text]) => text).join(' '));
        expect(textOf(source).split(/\n+/)).toEqual(plain);
      }),
    );
  });
});
