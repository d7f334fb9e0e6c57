import { expect, test } from 'vitest';
import { splitName } from './person-name.ts';

const parts = (given: string, family: string, { particle = '', suffix = '' } = {}) => ({
  ...{ given, particle, family, suffix },
});

test.each([
  ['Ada Lovelace', parts('Ada', 'Lovelace')],
  ['Donald E. Knuth', parts('Donald E.', 'Knuth')],
  ['Ludwig van Beethoven', parts('Ludwig', 'Beethoven', { particle: 'van' })],
  ['Jan van der Berg', parts('Jan', 'Berg', { particle: 'van der' })],
  ['Luc Van Gool', parts('Luc', 'Van Gool')],
  ['Guy Van den Broeck', parts('Guy', 'Van den Broeck')],
  ['Laurent El Ghaoui', parts('Laurent', 'El Ghaoui')],
  ['Martin Luther King Jr.', parts('Martin Luther', 'King', { suffix: 'Jr.' })],
  ['Di Wang', parts('Di', 'Wang')],
  ['Van Nguyen', parts('Van', 'Nguyen')],
  ['Мария Иванова', parts('Мария', 'Иванова')],
  ['Jean-Luc Müller', parts('Jean-Luc', 'Müller')],
])('%s has the parts %j', (name, expected) => expect(splitName(name)).toEqual(expected));

test.each([
  ['ATLAS Collaboration'],
  ['The Planck Team'],
  ['OpenAI'],
  ['王小明'],
  ['Sample, Example and Sons'],
  ['a sentence that somebody typed into the field for a name of a person'],
])('%s is not taken apart', (name) => expect(splitName(name)).toEqual({ literal: name }));
