import { expect, test } from 'vitest';
import { relatedSearches } from './related-searches.ts';

const titles = [
  'Graph neural networks for molecule generation',
  'Molecule generation: a survey',
  'Message passing in graph neural networks',
  'Message Passing Networks: Expressive Power',
  'On the expressive power of graph neural networks',
  'Using graph neural networks',
];

test('phrases of several titles that say more than the query, the commonest first', () => {
  expect(relatedSearches('graphs', titles)).toEqual([
    'graph neural networks',
    'expressive power',
    'message passing',
    'molecule generation',
  ]);
});

test('what the query says itself is not related to it, in whatever form', () => {
  expect(relatedSearches('graph neural network', titles)).toEqual([
    'expressive power',
    'message passing',
    'molecule generation',
  ]);
});

test('hyphens make no difference to what the query says', () => {
  const two = ['In-context learning of graphs', 'In-context learning of trees'];
  expect(relatedSearches('in-context learning', two)).toEqual([]);
  expect(relatedSearches('in context learning', two)).toEqual([]);
});

test('words that say nothing, and single titles, give nothing', () => {
  expect(
    relatedSearches('x', ['Towards a novel method', 'Towards a novel method', 'Of mice and men']),
  ).toEqual([]);
  expect(relatedSearches('', [])).toEqual([]);
});
