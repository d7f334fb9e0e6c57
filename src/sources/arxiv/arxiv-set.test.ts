import { expect, test } from 'vitest';
import { arxivSetOf } from './arxiv-set.ts';

test.each([
  ['cs.AI', 'cs:cs:AI'],
  ['astro-ph.CO', 'physics:astro-ph:CO'],
  ['physics.bio-ph', 'physics:physics:bio-ph'],
  ['hep-th', 'physics:hep-th'],
  ['q-bio.NC', 'q-bio:q-bio:NC'],
])('the set of %s is %s', (category, set) => expect(arxivSetOf(category)).toBe(set));
