import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stemEnglish } from './stem-english.ts';

test.each([
  ['consign', ['consign', 'consigned', 'consigning', 'consignment']],
  ['general', ['general', 'generally', 'generals']],
  ['generat', ['generate', 'generates', 'generating', 'generation', 'generative', 'generator']],
  ['model', ['model', 'models', 'modeled', 'modeling']],
  ['train', ['train', 'training', 'trained', 'trains']],
  ['hop', ['hop', 'hopped', 'hopping']],
  ['hope', ['hope', 'hoped', 'hoping']],
  ['tie', ['tie', 'ties', 'tied', 'tying']],
  ['cri', ['cry', 'cries', 'cried']],
  ['relat', ['relate', 'relational', 'related']],
  ['conflat', ['conflated', 'conflate']],
  ['size', ['sized', 'size']],
  ['adjust', ['adjustable', 'adjustment', 'adjusted']],
  ['decis', ['decisive', 'decisiveness']],
  ['control', ['controlling', 'controlled', 'controls']],
])('%s is the stem of %j', (stem, words) => {
  expect(words.map(stemEnglish)).toEqual(words.map(() => stem));
});

test.each([
  'gas',
  'this',
  'bias',
  'news',
  'proceed',
  'by',
  'say',
  'sky',
  'gpt4',
  'l2',
  'наука',
  'c++',
  'bert',
])('%s is left as it is', (word) => expect(stemEnglish(word)).toBe(word));

test('a word begins as its stem does but for the last letter, with the exception of three', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(
        /^[a-z]{1,6}(ing|ed|ly|s|es|ies|ied|y|ness|ational|ization|ability|alli|iviti|izer)?$/,
      ),
      (word) => {
        fc.pre(!['dying', 'lying', 'tying'].includes(word));
        const stem = stemEnglish(word);
        const beginning = stem.length > 2 ? stem.slice(0, -1) : stem;
        expect(word.slice(0, beginning.length)).toBe(beginning);
      },
    ),
  );
});
