import type { Source } from './source.ts';

/**
 * GitHub asks for one request at a time (its REST API's best practices), whatever a program wants of it: stars and the
 * files of the ACL Anthology share a bucket.
 */
export const githubPoliteness: Source['politeness'] = {
  bucket: 'github',
  hosts: ['api.github.com', 'raw.githubusercontent.com'],
  intervalMs: 500,
};
