import { describe, expect, it } from 'vitest';
import { mailLink, phoneLink, webAddress } from '../../widget/web-address.ts';

describe('webAddress', () => {
  it.each(['https://www.stadt.example/a?b=c#d', 'http://stadt.example/'])('lets %s be a link', (address) => {
    expect(webAddress(address)).toBe(address);
  });

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://stadt.example/1',
    'ftp://stadt.example/',
    '//stadt.example/',
    '/relative',
    '',
    null,
  ])('lets %j be none', (address) => {
    expect(webAddress(address)).toBeNull();
  });
});

describe('links to people', () => {
  it('reads numbers as people write them', () => {
    expect(phoneLink('+49 (6221) 58-0')).toBe('tel:+496221580');
    expect(phoneLink('115')).toBe('tel:115');
  });

  it('lets no header be put into a mail', () => {
    expect(mailLink('a@example.org?bcc=b@example.org&body=x')).toBe(
      'mailto:a@example.org%3Fbcc%3Db@example.org%26body%3Dx',
    );
  });
});
