import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingestFile } from '../../src/ingest/ingest.ts';
import type { IngestedDocument, IngestOptions } from '../../src/ingest/ingest.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lumi-ingest-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function ingest(name: string, text: string, options: Partial<IngestOptions> = {}): Promise<IngestedDocument[]> {
  const path = join(folder, name);
  writeFileSync(path, text);
  return ingestFile(path, { bytesMax: 100_000, ...options });
}

const TEXT = 'Neue Brücke\n\nMusterstadt hat seit Montag eine neue Brücke über die Muster.\n\n(3. März 2024)\n';

describe('ingestFile', () => {
  it('lets options win over what the file says', async () => {
    const [document] = await ingest('a.txt', TEXT, {
      publisher: 'Stadt Musterstadt',
      url: 'https://stadt.example/bruecke',
      publishedOn: { date: '2024-02', precision: 'month' },
      language: 'en',
    });
    expect(document).toEqual({
      title: 'Neue Brücke',
      publisher: 'Stadt Musterstadt',
      publishedOn: { date: '2024-02', precision: 'month' },
      dateBasis: 'stated',
      eventOn: null,
      language: 'en',
      url: 'https://stadt.example/bruecke',
      department: null,
      contact: null,
      source: `${basename(folder)}/a.txt`,
      markdown: 'Musterstadt hat seit Montag eine neue Brücke über die Muster.',
      dropped: ['(3. März 2024)'],
      editorial: {
        status: null,
        topics: null,
        validUntil: null,
        supersedes: null,
        easyLanguage: null,
        source: null,
      },
      warnings: [],
    });
  });

  it('tells the language of the text where nobody states it', async () => {
    const english =
      'New bridge\n\nThe town has opened a new bridge, and everybody who was there says that it is a good one.';
    expect((await ingest('a.txt', english))[0]?.language).toBe('en');
    expect((await ingest('a.txt', TEXT))[0]?.language).toBe('de');
  });

  it('takes a Markdown file with front matter as it is', async () => {
    const body = 'Drucken\n\nFoto: Kim Muster\n\n## Weitere Meldungen\n\nText';
    const file = `---\ntitle: Neue Brücke\npublisher: Stadt Musterstadt\npublished_on: 2024-03\nlanguage: de\nevent_on: 2024-03-03\nurl: javascript:alert(1)\ndepartment: Tiefbauamt\ncontact: Eva Probe\n---\n\n${body}\n`;
    expect((await ingest('a.md', file))[0]).toMatchObject({
      title: 'Neue Brücke',
      publisher: 'Stadt Musterstadt',
      publishedOn: { date: '2024-03', precision: 'month' },
      dateBasis: 'stated',
      eventOn: { date: '2024-03-03', precision: 'day' },
      url: null,
      department: 'Tiefbauamt',
      contact: 'Eva Probe',
      markdown: body,
      dropped: [],
    });
  });

  it('tells what an editor says in front matter apart from what the file cannot know', async () => {
    const [document] = await ingest('a.md', '---\nstatus: draft\ntopics: []\nsource: Amtsblatt\n---\n# Brücke\n\nText');
    expect(document).toMatchObject({
      title: 'Brücke',
      source: `${basename(folder)}/a.md`,
      editorial: { status: 'draft', topics: [], validUntil: null, easyLanguage: null, source: 'Amtsblatt' },
    });
  });

  it('takes a file with empty front matter as it is too', async () => {
    expect((await ingest('a.md', '---\n---\n# Brücke\n\nDrucken'))[0]).toMatchObject({
      title: 'Brücke',
      markdown: 'Drucken',
    });
  });

  it('takes the title of a Markdown file from its first heading where the front matter has none', async () => {
    expect((await ingest('a.md', '---\nlanguage: de\n---\n# Neue Brücke\n\nText'))[0]).toMatchObject({
      title: 'Neue Brücke',
      markdown: 'Text',
    });
  });

  it.each([
    ['broken YAML', '---\ntitle: [\n---\nText'],
    ['YAML aliases', '---\na: &a [x]\ntitle: *a\n---\nText'],
    ['a list', '---\n- a\n---\nText'],
    ['a date that is none', '---\npublished_on: 2024-02-31\n---\nText'],
    ['a status that is none', '---\nstatus: public\n---\nText'],
    ['topics that are no list', '---\ntopics: Verkehr\n---\nText'],
  ])('refuses front matter with %s', async (_what, text) => {
    await expect(ingest('a.md', text)).rejects.toMatchObject({
      code: 'front_matter_invalid',
      message: expect.stringContaining('a.md') as string,
    });
  });

  it('refuses a file in which only frame is left', async () => {
    await expect(ingest('a.txt', 'Startseite\n\nDrucken\n')).rejects.toMatchObject({
      code: 'file_no_content',
      message: expect.stringMatching(/a\.txt.*"Startseite"/) as string,
    });
    await expect(ingest('a.html', '<body><nav>Start</nav></body>')).rejects.toMatchObject({ code: 'file_no_content' });
  });

  it('does not run code in front matter', async () => {
    const [document] = await ingest(
      'a.md',
      '---js\nprocess.exit(1)\n---\n\n# Titel\n\nMusterstadt hat seit Montag eine neue Brücke.',
    );
    expect(document?.title).toBe('Titel');
  });
});
