import { describe, expect, it } from 'vitest';
import { loadHtml } from '../../../src/ingest/loaders/html.ts';
import { measureHtml } from '../../../src/ingest/loaders/html-depth.ts';

const PARAGRAPH = '<p>Musterstadt hat eine neue Brücke über die Muster, und sie ist länger als die alte.</p>';

function load(body: string, head = ''): ReturnType<typeof loadHtml> {
  return loadHtml(`<!doctype html><html><head>${head}</head><body>${body}</body></html>`, 'a.html');
}

describe('loadHtml', () => {
  it.each([
    ['the only headline', '<title>Brücke | Stadt</title>', '<h1>Die Brücke</h1>', 'Die Brücke'],
    [
      'the shared title where the headline is the name of the site',
      '<meta property="og:title" content="Die Brücke"><meta property="og:site_name" content="Stadt">',
      '<h1>Stadt</h1>',
      'Die Brücke',
    ],
    ['the window title without the site', '<title>Die Brücke – oben | Stadt</title>', '', 'Die Brücke – oben'],
    ['the window title with its own dash', '<title>Die Brücke – oben</title>', '', 'Die Brücke – oben'],
  ])('takes %s for the title', (_what, head, headline, title) => {
    expect(load(`<main>${headline}${PARAGRAPH}</main>`, head).title).toBe(title);
  });

  it.each([
    ['<meta property="article:published_time" content="2024-03-03T10:00:00+01:00">', '', '2024-03-03'],
    ['<meta name="DC.date" content="2024-03">', '', '2024-03'],
    [
      '<script type="application/ld+json">[{"@type":"Thing"},{"datePublished":"2024-03-03"}]</script>',
      '',
      '2024-03-03',
    ],
    ['<script type="application/ld+json">{broken</script>', '<time datetime="2024-03-03">3. März</time>', '2024-03-03'],
    ['', '<time datetime="2024-03-03">3.</time><time datetime="2025-01-01">1.</time>', null],
    ['', '<ul><li><time datetime="2025-01-01">andere Meldung</time></li></ul>', null],
    ['<meta name="date" content="2024-02-31">', '', null],
  ])('reads the date of publication from %s %s', (head, body, date) => {
    expect(load(`<main><h1>Brücke</h1>${body}${PARAGRAPH}</main>`, head).publishedOn?.date ?? null).toBe(date);
  });

  it('takes web addresses only', () => {
    expect(load(PARAGRAPH, '<link rel="canonical" href="https://stadt.example/a">').url).toBe(
      'https://stadt.example/a',
    );
    expect(load(PARAGRAPH, '<link rel="canonical" href="javascript:alert(1)">').url).toBeNull();
    expect(load(`<main>${PARAGRAPH}<p><a href="javascript:alert(1)">Klick</a></p></main>`).text).not.toContain(
      'javascript',
    );
  });

  it.each([
    '<p hidden>Geheim</p>',
    '<p aria-hidden="true">Geheim</p>',
    '<p style="color:red; DISPLAY : none">Geheim</p>',
    '<p style="visibility:hidden">Geheim</p>',
    '<p style="font-size:0px">Geheim</p>',
    '<p class="visually-hidden">Geheim</p>',
    '<p class="a sr-only">Geheim</p>',
    '<!-- Geheim -->',
    '<script>"Geheim"</script>',
    '<template><p>Geheim</p></template>',
    '<noscript>Geheim</noscript>',
    '<img alt="Geheim" src="a.png">',
    '<input value="Geheim">',
    '<svg><text>Geheim</text></svg>',
  ])('leaves out what readers do not see: %s', (hidden) => {
    const page = load(`<main>${PARAGRAPH}${hidden}${PARAGRAPH}</main>`);
    expect(`${page.text}${page.surroundings ?? ''}`).not.toContain('Geheim');
    expect(page.text).toContain('neue Brücke');
  });

  it('repeats cells that span rows and columns, and leaves layout tables as text', () => {
    const table =
      '<table><tr><th>Tag</th><th>Zeit</th></tr><tr><td rowspan="2">Montag</td><td>8 Uhr</td></tr><tr><td>14 Uhr</td></tr></table>';
    expect(load(`<main>${PARAGRAPH}${table}</main>`).text).toContain(
      '| Tag | Zeit |\n| --- | --- |\n| Montag | 8 Uhr |\n| Montag | 14 Uhr |',
    );
    const layout = load(`<table role="presentation"><tr><td>${PARAGRAPH}</td><td>Rand</td></tr></table>`).text;
    expect(layout).not.toContain('|');
  });

  it('keeps a table that has no header row', () => {
    expect(load(`<main>${PARAGRAPH}<table><tr><td>Karte</td><td>2 Euro</td></tr></table></main>`).text).toContain(
      '|  |  |\n| --- | --- |\n| Karte | 2 Euro |',
    );
  });

  it('reads a fragment without a body', () => {
    expect(loadHtml(PARAGRAPH, 'a.html').text).toContain('neue Brücke');
  });

  it.each([
    ['two hundred thousand nested elements', '<div>'.repeat(200_000), /500 deep/],
    ['a million stray marks', '<'.repeat(1_000_000), /1000000 tags, the limit is 60000/],
  ])('refuses %s', (_what, html, message) => {
    expect(() => loadHtml(html, 'bomb.html')).toThrow(message);
  });
});

describe('measureHtml', () => {
  it.each([
    ['<div><p>a<p>b<p>c</div>', 1],
    ['<div><br><img><input></div>', 1],
    ['<ul><li><ul><li><ul></ul></ul></ul>', 3],
    ['<div></b><div></i><div>', 3],
    ['<b><div></b><div></div>', 2],
    ['<script>"<div><div><div>"</script><div></div>', 1],
    ['<!-- <div><div> --><div>', 1],
    ['a < b <', 0],
  ])('counts the depth of %s', (html, depth) => {
    expect(measureHtml(html, 500).depth).toBe(depth);
  });

  it('stops counting beyond the limit', () => {
    expect(measureHtml('<div>'.repeat(1000), 500).depth).toBe(501);
  });
});
