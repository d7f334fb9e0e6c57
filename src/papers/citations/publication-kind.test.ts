import { expect, test } from 'vitest';
import { preprintServer, publicationKind } from './publication-kind.ts';

test.each([
  ['Phys. Rev. D 76, 013009 (2007)', 'journal'],
  ['J.Phys.Conf.Ser.110:062008,2008', 'journal'],
  ['Mon.Not.Roy.Astron.Soc.382:1758,2007', 'journal'],
  ['Transactions of the Association for Computational Linguistics', 'journal'],
  ['Proceedings of the National Academy of Sciences 104 (2007)', 'journal'],
  ['Proceedings of the VLDB Endowment', 'journal'],
  ['Proceedings of the ACM on Programming Languages', 'journal'],
  ['Found. Comput. 12 (2004) 55-70', 'journal'],
  ['Nature', 'journal'],
  ['Proceedings of the 61st Annual Meeting of the Association for Computational Linguistics', 'conference'],
  ['Findings of the Association for Computational Linguistics: EMNLP 2023', 'conference'],
  ['NeurIPS 2024', 'conference'],
  ['ICSE 2024', 'conference'],
  ['2008 IEEE International Conference on Robotics and Automation', 'conference'],
  ['a blog', 'other'],
  ['submitted to ApJ', 'preprint'],
  ['arXiv preprint', 'preprint'],
  ['CoRR abs/2310.16390', 'preprint'],
  ['  ', 'preprint'],
  [null, 'preprint'],
])('a paper on arXiv with the venue %j is a %s', (venue, kind) =>
  expect(publicationKind({ venue, identifiers: { arxivId: '2310.16390' } })).toBe(kind),
);

test.each([
  [{ venue: null, identifiers: { doi: '10.1101/2024.01.01.573000' } }, 'bioRxiv'],
  [{ venue: 'medRxiv', identifiers: { doi: '10.1101/2024.01.01.24300000' } }, 'medRxiv'],
  [{ venue: null, identifiers: { openreviewId: 'abcdefgh' } }, 'OpenReview'],
])('%j is a preprint on %s', (paper, server) => {
  expect(preprintServer(paper)).toBe(server);
  expect(publicationKind(paper)).toBe('preprint');
});

test('of what only has a DOI nothing is claimed', () => {
  expect(publicationKind({ venue: null, identifiers: { doi: '10.1000/xyz' } })).toBe('other');
});
