import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseEmailAddress } from './email-address.ts';

test.each([
  [' Ada@Example.ORG ', 'Ada@example.org', 'ada@example.org'],
  ['ada+papers@example.org', 'ada+papers@example.org', 'ada+papers@example.org'],
  ['ada@münchen.de', 'ada@xn--mnchen-3ya.de', 'ada@xn--mnchen-3ya.de'],
  ['用户@例え.jp', '用户@xn--r8jz45g.jp', '用户@xn--r8jz45g.jp'],
  ["o'brien@example.co.uk", "o'brien@example.co.uk", "o'brien@example.co.uk"],
])('%j is an address', (text, address, key) => {
  expect(parseEmailAddress(text)).toEqual({ address, key });
});

test.each([
  '',
  'ada',
  '@example.org',
  'ada@',
  'ada@localhost',
  'ada@127.0.0.1',
  'ada@[127.0.0.1]',
  'ada@example..org',
  'ada@-example.org',
  'ada@exa mple.org',
  'ada@example.org, eve@example.org',
  'ada@example.org;eve@example.org',
  'Ada <ada@example.org>',
  '"a b"@example.org',
  'a b@example.org',
  '.ada@example.org',
  'a..b@example.org',
  'ada@example.org\r\nBcc: eve@example.org',
  'ada\u0000@example.org',
  'ada\u202e@example.org',
  `${'a'.repeat(65)}@example.org`,
  `ada@${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.org`,
])('%j is none', (text) => {
  expect(parseEmailAddress(text)).toBeUndefined();
});

test('whatever is typed, an address has no space, no bracket and no line break, and reads the same again', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress()), (text) => {
      const address = parseEmailAddress(text)?.address;
      if (address === undefined) return;
      expect(address).not.toMatch(/[\s<>,;"\p{C}]/u);
      expect(Buffer.byteLength(address)).toBeLessThanOrEqual(254);
      expect(parseEmailAddress(address)?.address).toBe(address);
    }),
    { numRuns: 2_000 },
  );
});
