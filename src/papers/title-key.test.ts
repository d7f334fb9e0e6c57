import { expect, test } from 'vitest';
import { foldFamilyName, titleKey } from './title-key.ts';

test.each([
  ['Pre-trained Language Models: A Survey', 'PRETRAINED LANGUAGE MODELS - a survey.'],
  ['Étude de la naïveté des modèles', 'Etude de la naivete des modeles'],
  ['The $\\alpha$-helix in \\textbf{bold} proteins', 'The α-helix in bold proteins'],
  ["Schr\\\"{o}dinger's cat and G\\'odel", 'Schrödinger’s cat and Gödel'],
  ['Order $\\hbar$ Corrections to {\\it Classical} Dynamics', 'Order hbar corrections to classical dynamics'],
  ['Sequences of Erd\\H{o}s and Stra\\ss e', 'Sequences of Erdős and Straße'],
])('%s and %s are one title', (a, b) => {
  expect(titleKey(a, ['Ann Author'])).toBeDefined();
  expect(titleKey(a, ['Ann Author'])).toBe(titleKey(b, ['A. Author']));
});

test('another first author or another word makes another key', () => {
  const key = titleKey('Lectures on quantum groups', ['Ann Author']);
  expect(titleKey('Lectures on quantum groups', ['Bob Writer'])).not.toBe(key);
  expect(titleKey('Lectures on quantum groups II', ['Ann Author'])).not.toBe(key);
});

test.each(['Introduction', 'Editorial', 'Book reviews', '$x$', '', 'Introduction to the Special Issue'])(
  '%j makes no key',
  (title) => {
    expect(titleKey(title, ['Ann Author'])).toBeUndefined();
  },
);

test('without authors there is no key', () => {
  expect(titleKey('A fine and telling title', [])).toBeUndefined();
});

test.each([
  ['Laurens van der Maaten', 'maaten'],
  ['van der Maaten, Laurens', 'maaten'],
  ['Müller, Jürgen', 'muller'],
  ['Martin Luther King Jr.', 'king'],
  ['King, Jr., Martin Luther', 'king'],
  ["Conan O'Brien", 'obrien'],
  ['Francisca Mota-Furtado', 'motafurtado'],
  ['张伟', '张伟'],
  ['', ''],
])('the family name of %j is %j', (name, expected) => {
  expect(foldFamilyName(name)).toBe(expected);
});
