import { expect, test } from 'vitest';
import { toLatex, toLatexTitle } from './latex-text.ts';

test.each([
  [
    'R&D at 100% for $5, #1 in a_b~c^d',
    'R\\&D at 100\\% for \\$5, \\#1 in a\\_b\\textasciitilde{}c\\textasciicircum{}d',
  ],
  ['C:\\temp {x}', 'C:\\textbackslash{}temp \\textbraceleft{}x\\textbraceright{}'],
  ['Lower bounds of $n_{\\max}^2$', 'Lower bounds of $n_{\\max}^2$'],
  ['Sets $\\left\\{x\\right.$ of one', 'Sets $\\left\\lbrace x\\right.$ of one'],
  ['Broken $x_{a$ formula', 'Broken $x_{a$ formula'.replace('$x_{a$', 'xₐ')],
  ['At $50%$ of $\\#S$ and $#T$', 'At $50\\%$ of $\\#S$ and $\\#T$'],
  ["the option --help of ''it''", "the option -{}-help of '{}'it'{}'"],
  ['Erdős–Rényi\ngraphs', 'Erdős–Rényi graphs'],
])('%j is written %j', (text, latex) => expect(toLatex(text)).toBe(latex));

test.each([
  ['Attention Is All You Need', 'Attention Is All You Need'],
  ['BERT: Pre-training of Deep Transformers', '{BERT:} Pre-training of Deep Transformers'],
  ['Hidden Markov Models in C++ on iPhones', 'Hidden Markov Models in {C++} on {iPhones}'],
  ['A note on hidden Markov models of language', 'A note on hidden {Markov} models of language'],
  ['Sorting in $O(n)$ Time with R&D', 'Sorting in {$O(n)$} Time with {R\\&D}'],
  ['3D U-Net Segmentation', '{3D} {U-Net} Segmentation'],
])('capitals of the title %j are kept by %j', (title, latex) => expect(toLatexTitle(title)).toBe(latex));
