import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const FOLDER = 'widget/examples';
const EXAMPLES = readdirSync(FOLDER);

describe('examples', () => {
  it('has a snippet for each way into a page', () => {
    expect(EXAMPLES.sort()).toEqual(['iframe.html', 'plain-html.html', 'typo3.html', 'wordpress.html']);
  });

  it.each(EXAMPLES)('%s names one service, keeps a way to people without it, and holds no code of its own', (name) => {
    const page = readFileSync(`${FOLDER}/${name}`, 'utf8').replace(/<!--[\s\S]*?-->/g, '');
    expect(new Set(page.match(/https:\/\/[\w.-]+/g))).toEqual(new Set(['https://chat.stadt.example']));
    expect(page).toContain('<a href="/kontakt">Kontakt</a>');
    expect(page).not.toMatch(/<script[^>]*>\s*\S+\s*<\/script>|\sstyle=|\son\w+=/);
  });
});
