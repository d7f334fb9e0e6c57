import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPublicAddress } from './network-addresses.ts';

test.each([
  ['8.8.8.8', true],
  ['151.101.3.42', true],
  ['2606:4700::1111', true],
  ['[2606:4700::1111]', true],
  ['::ffff:8.8.8.8', true],
  ['100.63.255.255', true],
  ['100.64.0.0', false],
  ['172.15.255.255', true],
  ['172.16.0.0', false],
  ['0.0.0.0', false],
  ['127.255.255.254', false],
  ['169.254.169.254', false],
  ['192.0.2.1', false],
  ['198.19.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::1', false],
  ['::ffff:10.0.0.1', false],
  ['::ffff:7f00:1', false],
  ['::127.0.0.1', false],
  ['64:ff9b::10.0.0.1', false],
  ['fe80::1', false],
  ['fc00::1', false],
  ['ff02::1', false],
  ['2001:db8::1', false],
  ['2002:7f00:1::', false],
  ['papers.test', false],
  ['', false],
])('%s is public: %s', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});

test('an IPv4 address is judged alike in every spelling', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
      const hex = `::ffff:${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
      const isPublic = isPublicAddress(address);
      expect(isPublicAddress(`::ffff:${address}`)).toBe(isPublic);
      expect(isPublicAddress(hex)).toBe(isPublic);
      const isPrivate =
        a === 0 ||
        a === 10 ||
        a === 127 ||
        a >= 224 ||
        (a === 192 && b === 168) ||
        (a === 172 && b >> 4 === 1);
      if (isPrivate) expect(isPublic).toBe(false);
    }),
  );
});
