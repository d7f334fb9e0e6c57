import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { xml } from './xml-text.ts';

test('what is put in is escaped, what is XML already is not', () => {
  const inner = xml`<b>${'"R&D" <x>'}</b>`;
  expect(xml`<a>${inner}${[xml`<c/>`, 'and', 7]}${undefined}${false}</a>`.markup).toBe(
    '<a><b>&quot;R&amp;D&quot; &lt;x&gt;</b><c/>and7</a>',
  );
});

test('any text is read back, but for the characters that XML has not', () => {
  const character = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\r', '\n', '\t', '<', '&', '"'));
  fc.assert(
    fc.property(fc.array(character), (characters) => {
      const text = characters.join('');
      let read = '';
      const parser = new SaxesParser();
      parser.on('error', (error) => {
        throw error;
      });
      parser.on('text', (part) => (read += part));
      parser.on('attribute', ({ value }) => (read += value));
      parser.write(xml`<a b="${text.replace(/[\t\n\r]/g, ' ')}">${text}</a>`.markup).close();
      const sayable = text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/gu, '');
      // Of a line's two end signs a reader passes on one (https://www.w3.org/TR/xml/#sec-line-ends).
      const [attribute, content] = [sayable.replace(/[\t\n\r]/g, ' '), sayable.replace(/\r\n?|[\t\n]/g, ' ')];
      expect(read.replace(/[\t\n\r]/g, ' ')).toBe(attribute + content);
    }),
  );
});
