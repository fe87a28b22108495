import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLumiError } from '../../src/errors.ts';
import type { ErrorCode } from '../../src/errors.ts';
import { listInputFiles, loadFile } from '../../src/ingest/load.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lumi-load-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function load(name: string, content: string | Buffer, bytesMax = 10_000): Promise<string> {
  return (await loadFile(write(name, content), bytesMax)).text;
}

describe('loadFile', () => {
  it('reads UTF-8 with and without a byte order mark, and UTF-16 with one', async () => {
    expect(await load('a.txt', 'Grüße')).toBe('Grüße');
    expect(await load('a.txt', '\uFEFFGrüße')).toBe('Grüße');
    expect(await load('a.txt', Buffer.from('\uFEFFGrüße', 'utf16le'))).toBe('Grüße');
    expect(await load('a.txt', Buffer.from('\uFEFFGrüße', 'utf16le').swap16())).toBe('Grüße');
  });

  it('composes letters and accents, and ends lines with LF', async () => {
    expect(await load('a.txt', 'Gru\u0308ße\r\nan\ralle\u2028hier')).toBe('Grüße\nan\nalle\nhier');
  });

  it('removes characters that nobody sees', async () => {
    const hidden = Array.from('ignore', (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('');
    expect(await load('a.txt', `Rat\u200Bhaus\u00AD${hidden}\u202E\u0007 am Markt\u{E0100}`)).toBe('Rathaus am Markt');
  });

  it('takes a page break for a line break', async () => {
    expect(await load('a.txt', 'Seite 1\fSeite 2\vEnde')).toBe('Seite 1\nSeite 2\nEnde');
  });

  it('reads HTML in the encoding that it declares', async () => {
    const page = (charset: string, bytes: number[]): Buffer =>
      Buffer.concat([Buffer.from(`<meta charset="${charset}"><p>`), Buffer.from(bytes), Buffer.from('</p>')]);
    expect(await load('a.html', page('iso-8859-1', [0xfc, 0x96, 0x80]))).toContain('<p>ü–€</p>');
    expect(await load('a.htm', page('utf-8', [0xc3, 0xbc]))).toContain('<p>ü</p>');
    expect(await load('a.html', page('utf-16', [0xc3, 0xbc]))).toContain('<p>ü</p>');
  });

  it.each<[string, string, string | Buffer, ErrorCode, RegExp]>([
    ['an empty file', 'a.txt', '', 'file_empty', /0 bytes/],
    ['white space only', 'a.txt', ' \n\u200B\n', 'file_empty', /white space/],
    ['a PDF', 'a.txt', '%PDF-1.7 …', 'file_binary', /a PDF/],
    ['a ZIP archive', 'a.md', 'PK\x03\x04', 'file_binary', /ZIP.*Word/],
    ['a picture', 'a.html', Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'file_binary', /PNG/],
    ['zero bytes', 'a.txt', 'Text\0Text', 'file_binary', /position 4/],
    ['Latin-1', 'a.txt', Buffer.from('Grüße', 'latin1'), 'file_encoding', /0xFC at position 2.*UTF-8/],
    ['a character cut off', 'a.txt', Buffer.from([0x61, 0xc3]), 'file_encoding', /position 1.*UTF-8/],
    ['an unknown declared encoding', 'a.html', '<meta charset="klingon">', 'file_encoding', /"klingon"/],
    ['too many bytes', 'a.txt', 'a'.repeat(10_001), 'file_too_large', /10001 bytes.*10000.*fileBytesMax/],
    ['another ending', 'a.pdf', 'Text', 'file_unsupported', /\.pdf.*\.md/],
    ['no ending', 'README', 'Text', 'file_unsupported', /no ending/],
  ])('refuses %s by name', async (_what, name, content, code, message) => {
    const error: unknown = await load(name, content).catch((thrown: unknown) => thrown);
    expect(isLumiError(error, code)).toBe(true);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).toContain(join(folder, name));
  });

  it('accepts a file of exactly the limit', async () => {
    expect(await load('a.txt', 'a'.repeat(10_000))).toHaveLength(10_000);
  });

  it.each([
    ['a missing file', 'missing.txt', /no file/],
    ['a folder', '.', /a folder/],
  ])('refuses %s', async (_what, name, message) => {
    const error: unknown = await loadFile(join(folder, name), 10).catch((thrown: unknown) => thrown);
    expect(isLumiError(error, 'file_unreadable')).toBe(true);
    expect((error as Error).message).toMatch(message);
  });
});

describe('listInputFiles', () => {
  it('lists readable files of a folder in order, without hidden ones and links', async () => {
    const root = join(folder, 'list');
    mkdirSync(join(root, 'sub', '.git'), { recursive: true });
    for (const name of ['b.txt', 'a.md', 'c.pdf', 'sub/d.HTML', 'sub/.git/e.txt', '.f.txt'])
      writeFileSync(join(root, name), 'x');
    symlinkSync(join(root, 'b.txt'), join(root, 'link.txt'));
    symlinkSync(root, join(root, 'sub', 'loop'));
    expect(await listInputFiles(root)).toEqual(['a.md', 'b.txt', 'sub/d.HTML'].map((name) => join(root, name)));
  });

  it('gives a file as it is, whatever its ending', async () => {
    const path = write('x.pdf', 'x');
    expect(await listInputFiles(path)).toEqual([path]);
  });

  it('refuses a path that does not exist', async () => {
    await expect(listInputFiles(join(folder, 'none'))).rejects.toMatchObject({ code: 'file_unreadable' });
  });
});
