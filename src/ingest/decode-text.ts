import { LumiError } from '../errors.ts';
import { removeInvisible } from './visible-text.ts';

/** First bytes of formats that editors pick by mistake, and what to call them. */
const SIGNATURES: readonly (readonly [bytes: string, name: string])[] = [
  ['%PDF-', 'a PDF'],
  ['PK\x03\x04', 'a ZIP archive (or a Word, Excel or OpenDocument file)'],
  ['\xD0\xCF\x11\xE0', 'an old Word or Excel file'],
  ['{\\rtf', 'a rich text (RTF) file'],
  ['\x89PNG', 'a PNG picture'],
  ['\xFF\xD8\xFF', 'a JPEG picture'],
  ['GIF8', 'a GIF picture'],
  ['\x1F\x8B', 'a gzip archive'],
];

/** Bytes in which HTML must declare its encoding (WHATWG HTML, 13.2.3.2), doubled because real pages put much before it. */
const CHARSET_WITHIN_BYTES = 2048;

/** What windows-1252 has at 0x80 to 0x9F; a space stands for the five places that it leaves empty. */
const WINDOWS_1252_PUNCTUATION = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** What kind of binary file the bytes are, in words; null for text. UTF-16 text is recognised by its byte order mark only. */
export function binaryKind(bytes: Buffer): string | null {
  const start = bytes.toString('latin1', 0, 8);
  for (const [signature, name] of SIGNATURES) if (start.startsWith(signature)) return name;
  if (byteOrderMark(bytes) !== null) return null;
  const zeroAt = bytes.indexOf(0);
  return zeroAt === -1 ? null : `binary data (a zero byte at position ${zeroAt})`;
}

/**
 * The text of a file: UTF-8, UTF-16 with a byte order mark, or, for HTML, the encoding that the page declares. Throws `file_encoding` with
 * the position of the first byte that does not fit.
 */
export function decodeText(bytes: Buffer, path: string, isHtml: boolean): string {
  const encoding = byteOrderMark(bytes) ?? (isHtml ? declaredEncoding(bytes, path) : null) ?? 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return tidyCharacters(encoding === 'windows-1252' ? withWindowsPunctuation(text) : text);
  } catch (cause) {
    const at = firstInvalidByte(bytes, encoding);
    throw new LumiError(
      'file_encoding',
      `${path} is not valid ${encoding.toUpperCase()} (byte 0x${hex(bytes[at])} at position ${at}): save it with the encoding UTF-8 and add it again.`,
      { cause },
    );
  }
}

/** Node 20 decodes windows-1252 as Latin-1 (nodejs/node 56542): dashes, quotes and the euro sign become controls. */
function withWindowsPunctuation(text: string): string {
  return text.replace(/[\u0080-\u009F]/g, (control) => WINDOWS_1252_PUNCTUATION[control.charCodeAt(0) - 0x80] ?? '');
}

/** NFC, no invisible characters, LF line ends; what Unicode counts as a line end (a page break too) becomes LF. */
function tidyCharacters(text: string): string {
  return removeInvisible(text.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n'));
}

function byteOrderMark(bytes: Buffer): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

/** Encoding named in `<meta charset>` or `<meta http-equiv="Content-Type">`; null where the page names none. */
function declaredEncoding(bytes: Buffer, path: string): string | null {
  const head = bytes.toString('latin1', 0, CHARSET_WITHIN_BYTES);
  const label = /<meta\b[^<>]{0,200}?\bcharset\s{0,5}=\s{0,5}["']?([\w-]{1,40})/i.exec(head)?.[1];
  // A page that can be read this far is not UTF-16; WHATWG takes such a declaration as UTF-8.
  if (label === undefined || /^utf-?16/i.test(label)) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch (cause) {
    throw new LumiError(
      'file_encoding',
      `${path} declares the unknown encoding "${label}": save it as UTF-8 and add it again.`,
      { cause },
    );
  }
}

/** Length of the longest prefix that decodes; a character cut off at the end of a prefix counts as decodable. */
function firstInvalidByte(bytes: Buffer, encoding: string): number {
  const isDecodable = (length: number): boolean => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let good = 0;
  let bad = bytes.length;
  while (good + 1 < bad) {
    const middle = (good + bad) >> 1;
    if (isDecodable(middle)) good = middle;
    else bad = middle;
  }
  return Math.min(good, bytes.length - 1);
}

function hex(byte: number | undefined): string {
  return (byte ?? 0).toString(16).padStart(2, '0').toUpperCase();
}
