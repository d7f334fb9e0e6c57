import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCodeLinks } from './find-code-links.ts';

const found: [text: string, urls: string[]][] = [
  ['Code: https://github.com/owner/name', ['https://github.com/owner/name']],
  ['at https://github.com/owner/name.', ['https://github.com/owner/name']],
  ['(https://github.com/owner/name).', ['https://github.com/owner/name']],
  ['see github.com/owner/name, please', ['https://github.com/owner/name']],
  ['at www.github.com/owner/name;', ['https://github.com/owner/name']],
  ['"http://GitHub.com/Owner/Name"', ['https://github.com/Owner/Name']],
  ['https://github.com/owner/name.git', ['https://github.com/owner/name']],
  ['https://github.com/owner/name.git.', ['https://github.com/owner/name']],
  ['https://github.com/owner/name/tree/master/src', ['https://github.com/owner/name']],
  ['https://github.com/owner/name/blob/main/a.py#L3', ['https://github.com/owner/name']],
  ['https://github.com/owner/name/?tab=readme', ['https://github.com/owner/name']],
  ['https://raw.githubusercontent.com/owner/name/main/x', ['https://github.com/owner/name']],
  ['https://github.com/owner/name.js is', ['https://github.com/owner/name.js']],
  ['https://github.com/owner/v2.0...', ['https://github.com/owner/v2.0']],
  ['\\url{https://github.com/owner/my\\_name}', ['https://github.com/owner/my_name']],
  ['\\href{https://github.com/owner/my{\\_}name}{here}', ['https://github.com/owner/my_name']],
  ['code at https://github.com/owner/\nname and', ['https://github.com/owner/name']],
  ['code at https://github.com/owner/my-\nname.', ['https://github.com/owner/my-name']],
  ['at https://github.com/ owner/name', ['https://github.com/owner/name']],
  ['https://github.com//owner//name', ['https://github.com/owner/name']],
  ['https://gitlab.com/group/sub/name/-/tree/main', ['https://gitlab.com/group/sub/name']],
  ['https://gitlab.com/owner/name.git', ['https://gitlab.com/owner/name']],
  ['https://bitbucket.org/owner/name/src/master/', ['https://bitbucket.org/owner/name']],
  ['https://codeberg.org/owner/name', ['https://codeberg.org/owner/name']],
  ['https://huggingface.co/owner/model-7b.', ['https://huggingface.co/owner/model-7b']],
  ['https://hf.co/datasets/owner/set', ['https://huggingface.co/datasets/owner/set']],
  ['https://huggingface.co/spaces/owner/demo/tree/main', ['https://huggingface.co/spaces/owner/demo']],
  ['github.com/a/one and github.com/b/two', ['https://github.com/a/one', 'https://github.com/b/two']],
  ['github.com/Owner/Name or https://github.com/owner/name.', ['https://github.com/Owner/Name']],
];

const nothing = [
  'no address at all',
  'at www.github.com.',
  'https://github.com/owner',
  'https://github.com/owner/ and so on',
  'https://github.com/owner/.',
  'https://github.com/topics/transformers',
  'https://github.com/orgs/owner/repositories',
  'https://notgithub.com/owner/name',
  'https://gist.github.com/owner/123456',
  'https://owner.github.io/name',
  'https://huggingface.co/papers/2310.16390',
  'https://huggingface.co/inceptionai.',
  'https://huggingface.co/datasets/owner',
];

describe('code links in a text', () => {
  test.each(found)('%j', (text, urls) => {
    expect(findCodeLinks(text).map(({ url }) => url)).toEqual(urls);
  });

  test.each(nothing)('none in %j', (text) => {
    expect(findCodeLinks(text)).toEqual([]);
  });

  test('their kind and the name they share with all spellings', () => {
    expect(findCodeLinks('https://github.com/Owner/Name.git')).toEqual([
      { kind: 'repository', url: 'https://github.com/Owner/Name', place: 'github.com/owner/name' },
    ]);
    expect(findCodeLinks('hf.co/datasets/A/b hf.co/spaces/A/b hf.co/A/b').map(({ kind }) => kind)).toEqual([
      'dataset',
      'space',
      'model',
    ]);
  });

  test('what is found is found again in its own form', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,20}$/);
    const after = fc.constantFrom('', '.', ').', ' ', ', and', '.git', '/tree/main', '}');
    fc.assert(
      fc.property(name, name, after, (owner, repository, tail) => {
        const links = findCodeLinks(`at https://gitlab.com/x${owner}/${repository}${tail}`);
        for (const link of links) expect(findCodeLinks(link.url)).toEqual([link]);
      }),
    );
  });

  test('no text takes long or throws', () => {
    const pieces = fc.array(fc.constantFrom('github.com/', 'a', '/', '.', '-', '\n', ' ', '\\_', 'hf.co/'));
    fc.assert(
      fc.property(pieces, (parts) => {
        expect(findCodeLinks(parts.join('')).length).toBeLessThanOrEqual(20);
      }),
    );
    expect(findCodeLinks('github.com/a/' + '-/_'.repeat(50_000)).length).toBeLessThanOrEqual(1);
  });
});
