import { describe, expect, it } from 'vitest';
import { splitFrontMatter } from '../../src/ingest/front-matter-block.ts';

describe('splitFrontMatter', () => {
  it('separates the YAML from the body', () => {
    expect(splitFrontMatter('---\ntitle: A\n---\n\nText\n')).toEqual({ yaml: 'title: A\n', body: '\nText\n' });
  });

  it('allows blanks behind the closing fence', () => {
    expect(splitFrontMatter('---\ntitle: A\n---\t \nText')).toEqual({ yaml: 'title: A\n', body: 'Text' });
  });

  it('ends at the first closing line', () => {
    expect(splitFrontMatter('---\na: 1\n---\nText\n\n---\n\nmehr')).toEqual({
      yaml: 'a: 1\n',
      body: 'Text\n\n---\n\nmehr',
    });
  });

  it('accepts an empty front matter', () => {
    expect(splitFrontMatter('---\n---\nText')).toEqual({ yaml: '', body: 'Text' });
  });

  it.each([
    ['there is none', 'Text\n---\nmehr\n---\n'],
    ['it is not closed', '---\ntitle: A\nText'],
    ['the fence names a programming language', '---js\nprocess.exit()\n---\nText'],
    ['a longer line of hyphens follows', '---\ntitle: A\n----\nText'],
    ['the fence has a fourth hyphen', '----\ntitle: A\n----\nText'],
    ['the text is empty', ''],
  ])('finds none where %s', (_name, text) => {
    expect(splitFrontMatter(text)).toEqual({ yaml: null, body: text });
  });
});
