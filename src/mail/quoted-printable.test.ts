import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quotedPrintable } from './quoted-printable.ts';

/** RFC 2045 6.7, read plainly. */
function decode(encoded: string): string {
  const bytes = encoded
    .replaceAll('=\r\n', '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

const pieces = fc.oneof(
  fc.constantFrom(
    ' ',
    '\t',
    '\n',
    '\r\n',
    '\r',
    '=',
    '.',
    '=3D',
    'ü',
    '漢',
    '😀',
    'x'.repeat(74),
    ' '.repeat(80),
  ),
  fc.string({ unit: 'binary', maxLength: 100 }),
);

test('decodes to the same text, in short lines of ASCII without blanks at their ends or characters cut in two', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      const text = Buffer.from(parts.join(''), 'utf8').toString('utf8');
      const encoded = quotedPrintable(text);
      expect(decode(encoded)).toBe(text.replace(/\r?\n/g, '\r\n'));
      for (const line of encoded.split('\r\n')) {
        expect(line).toMatch(/^[\x20-\x7e\t]{0,76}$/);
        expect(line).not.toMatch(/[ \t]$/);
        expect(decode(line.replace(/=$/, ''))).not.toContain('\ufffd');
      }
    }),
  );
});

test.each([
  ['a = b', 'a =3D b'],
  ['end \nnext\t', 'end=20\r\nnext=09'],
  ['Grüße', 'Gr=C3=BC=C3=9Fe'],
  ['', ''],
])('%j is %j', (text, encoded) => {
  expect(quotedPrintable(text)).toBe(encoded);
});
