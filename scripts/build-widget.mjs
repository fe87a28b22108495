// Bundles the widget to dist/widget/lumi.js: one module for every page, without source map or licence files beside it.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';

/** Citizens load it over mobile networks: with gzip at most this much (kilobytes of 1,000 bytes). */
const GZIP_KB_MAX = 25;

const root = new URL('..', import.meta.url);
const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
const outfile = fileURLToPath(new URL('dist/widget/lumi.js', root));

/** Style sheets as text, so that the element can construct them: a page with a strict policy allows no other. */
const cssAsText = {
  name: 'css-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code, loader: 'text' };
    });
  },
};

await build({
  entryPoints: [fileURLToPath(new URL('widget/define.ts', root))],
  outfile,
  bundle: true,
  plugins: [cssAsText],
  minify: true,
  format: 'esm',
  // Browsers of the last years: private members, adoptedStyleSheets and <dialog> set this floor.
  target: ['chrome111', 'firefox115', 'safari16.4'],
  charset: 'utf8',
  legalComments: 'none',
  banner: { js: `/*! Lumi ${version} <lumi-chat> | MIT | contains eventsource-parser, MIT, Espen Hovlandsdal */` },
});

const code = await readFile(outfile);
const gzipKb = gzipSync(code, { level: 9 }).length / 1000;
process.stdout.write(
  `dist/widget/lumi.js ${version}: ${(code.length / 1000).toFixed(1)} kB, ${gzipKb.toFixed(1)} kB with gzip\n`,
);
if (gzipKb > GZIP_KB_MAX) {
  process.stderr.write(`The widget is larger than ${GZIP_KB_MAX} kB with gzip.\n`);
  process.exitCode = 1;
}
