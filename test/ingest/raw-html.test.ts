import { describe, expect, it } from 'vitest';
import { createRawHtmlReader } from '../../src/ingest/raw-html.ts';

const read = (html: string) => createRawHtmlReader().read(html);

describe('createRawHtmlReader', () => {
  it('keeps the text between tags and decodes it', () => {
    expect(read('<b>M&uuml;ll</b> &lt;3')).toBe('Müll <3');
  });

  it('begins a new line with elements that do', () => {
    expect(read('<p>eins</p><p>zwei<br/>drei</p>').split('\n').filter(Boolean)).toEqual(['eins', 'zwei', 'drei']);
  });

  it('keeps the words of neighbouring cells apart', () => {
    expect(read('<td>Montag</td><td>8 Uhr</td>').trim()).toMatch(/^Montag +8 Uhr$/);
  });

  it.each([
    ['a comment', '<!-- geheim > -->'],
    ['a comment that never ends, to the end', '', '<!-- geheim <b>'],
    ['a declaration', '<!DOCTYPE html>'],
    ['a processing instruction', '<?php echo "geheim" ?>'],
    ['a script with brackets in it', '<script>if (a<b && "</p>") { geheim() }</script>'],
    ['a style sheet', '<STYLE>p > a { content: "geheim" }</STYLE>'],
    ['a hidden element', '<b hidden>geheim</b>'],
    ['a hidden element with a value', '<b class="x" hidden="">geheim</b>'],
    ['an element that is not displayed', '<span style="color: red; DISPLAY : none">geheim</span>'],
    ['an invisible element', "<span style='visibility:hidden'>geheim</span>"],
    ['elements of the same name in a hidden one', '<b hidden>geheim<b>geheim</b>geheim</b>'],
    ['other elements in a hidden one', '<b hidden><p>geheim</p><img><br/></b>'],
    ['a template', '<template><p>geheim</p></template>'],
  ])('drops %s', (_name, hidden, tail = '') => {
    expect(read(`vor${hidden}nach${tail}`)).toBe('vornach');
  });

  it('stays within a hidden element from one piece to the next', () => {
    const reader = createRawHtmlReader();
    expect(reader.read('sichtbar<div hidden>geheim')).toBe('sichtbar');
    expect(reader.isHiding()).toBe(true);
    expect(reader.read('geheim</div>wieder sichtbar')).toBe('\nwieder sichtbar');
    expect(reader.isHiding()).toBe(false);
  });

  it('does not take a word in an attribute for the attribute', () => {
    expect(read('<span title="not hidden here" data-hidden="1">sichtbar</span><input hidden>auch')).toBe(
      'sichtbarauch',
    );
  });

  it('keeps brackets that are no tags', () => {
    expect(read('a < b und 3<4 <"x')).toBe('a < b und 3<4 <"x');
  });

  it('respects quotes around a closing bracket', () => {
    expect(read('<a title="5 > 3">Link</a>')).toBe('Link');
  });

  // A quadratic reader would need minutes for the same texts.
  it.each(['<', '<a ', '<a "', '<!--', '<p hidden>', '<script>', '<script></style>', '&', '</p>'])(
    'reads a million characters of %s in linear time',
    (part) => {
      const start = performance.now();
      read(part.repeat(1_000_000 / part.length));
      expect(performance.now() - start).toBeLessThan(5000);
    },
  );
});
