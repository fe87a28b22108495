import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientKey } from '../../src/http/client-address.ts';

describe('clientKey', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
    [undefined, 'unknown'],
  ])('counts the socket %s as %s', (socket, key) => {
    expect(clientKey(socket, undefined, 0)).toBe(key);
  });

  it('ignores X-Forwarded-For without a trusted proxy', () => {
    for (const spoof of ['10.0.0.1', '10.0.0.1, 10.0.0.2', '', ',,,', 'unknown', '2001:db8::1']) {
      expect(clientKey('192.0.2.7', spoof, 0)).toBe('192.0.2.7');
    }
  });

  // [proxies, header as it arrives, key]; the socket is the last proxy, 10.0.0.9.
  it.each([
    [1, '203.0.113.5', '203.0.113.5'],
    [1, '1.1.1.1, 203.0.113.5', '203.0.113.5'],
    [1, '1.1.1.1,2.2.2.2,3.3.3.3,203.0.113.5', '203.0.113.5'],
    [1, '1.1.1.1, 203.0.113.5:4711', '203.0.113.5'],
    [1, '1.1.1.1, [2001:db8:1:2::5]:443', '2001:db8:1:2::/64'],
    [1, '1.1.1.1, 2001:db8:1:2::5', '2001:db8:1:2::/64'],
    [1, '1.1.1.1, [2001:db8:1:2::5]', '2001:db8:1:2::/64'],
    [1, '203.0.113.5, unknown', '10.0.0.9'],
    [1, '203.0.113.5, <script>', '10.0.0.9'],
    [1, '203.0.113.5, 999.1.1.1', '10.0.0.9'],
    [1, '203.0.113.5,', '10.0.0.9'],
    [1, '', '10.0.0.9'],
    [2, '203.0.113.5, 10.0.0.8', '203.0.113.5'],
    [2, '1.1.1.1, 203.0.113.5, 10.0.0.8', '203.0.113.5'],
    [2, '203.0.113.5', '203.0.113.5'],
    [3, '1.1.1.1, 203.0.113.5, 10.0.0.7, 10.0.0.8', '203.0.113.5'],
  ])('with %i proxies counts "%s" as %s', (proxies, header, key) => {
    expect(clientKey('10.0.0.9', header, proxies)).toBe(key);
  });

  it('cannot be moved by what a client puts in front', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 3 }), (forged, proxies) => {
        const appended = ['203.0.113.5', '10.0.0.7', '10.0.0.8'].slice(0, proxies).join(', ');
        expect(clientKey('10.0.0.9', `${forged}, ${appended}`, proxies)).toBe('203.0.113.5');
      }),
    );
  });

  it('puts addresses of one /64 together and others apart', () => {
    const group = fc.integer({ min: 0, max: 0xff_ff }).map((value) => value.toString(16));
    const prefix = fc.tuple(
      fc.integer({ min: 0x20_00, max: 0x3f_ff }).map((value) => value.toString(16)),
      group,
      group,
      group,
    );
    const host = fc.tuple(group, group, group, group);
    fc.assert(
      fc.property(prefix, prefix, host, host, (first, second, hostA, hostB) => {
        const key = (network: string[], inside: string[]) => clientKey([...network, ...inside].join(':'), undefined, 0);
        expect(key(first, hostA)).toBe(key(first, hostB));
        expect(key(first, hostA) === key(second, hostA)).toBe(first.join(':') === second.join(':'));
      }),
    );
  });
});
