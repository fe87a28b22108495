import { describe, expect, it } from 'vitest';
import { sourceName } from '../../src/ingest/source-name.ts';

describe('sourceName', () => {
  it.each([
    ['seite.html', 'seite.html'],
    ['./seiten/2024/index.html', 'seiten/2024/index.html'],
    ['/srv/lumi/seiten/index.html', 'seiten/index.html'],
    ['seiten/../index.html', 'index.html'],
    ['..seite.html', '..seite.html'],
  ])('is the path below the working folder: %s', (path, name) => {
    expect(sourceName(path, '/srv/lumi')).toBe(name);
  });

  it.each([
    ['/home/eva/seiten/index.html', 'seiten/index.html'],
    ['../seiten/a/index.html', 'a/index.html'],
    ['/srv/lumi-alt/index.html', 'lumi-alt/index.html'],
    ['/index.html', 'index.html'],
  ])('tells no more than the nearest folder of a file outside: %s', (path, name) => {
    expect(sourceName(path, '/srv/lumi')).toBe(name);
  });
});
