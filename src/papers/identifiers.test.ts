import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mendArxivId } from './arxiv-id.ts';
import { formatIdentifier, normaliseIdentifiers, parseIdentifier } from './identifiers.ts';

describe('what a person pastes', () => {
  test.each([
    ['2310.16390', 'arxiv:2310.16390'],
    [' arXiv:2310.16390v2 [cs.CL]', 'arxiv:2310.16390'],
    ['arxiv 2310.16390', 'arxiv:2310.16390'],
    ['0704.0001', 'arxiv:0704.0001'],
    ['hep-th/9901001v3', 'arxiv:hep-th/9901001'],
    ['math.GT/0309136', 'arxiv:math/0309136'],
    ['arXiv:MATH/0309136', 'arxiv:math/0309136'],
    ['oai:arXiv.org:2203.01250v3', 'arxiv:2203.01250'],
    ['oai:arXiv.org:hep-th/9901001', 'arxiv:hep-th/9901001'],
    ['https://arxiv.org/abs/2310.16390v2', 'arxiv:2310.16390'],
    ['http://www.arxiv.org/pdf/2310.16390v2.pdf', 'arxiv:2310.16390'],
    ['arxiv.org/abs/2310.16390', 'arxiv:2310.16390'],
    ['https://export.arxiv.org/abs/hep-th/9901001', 'arxiv:hep-th/9901001'],
    ['https://arxiv.org/html/2310.16390v1/', 'arxiv:2310.16390'],
    ['https://arxiv.org/abs/2310.16390?context=cs#comments', 'arxiv:2310.16390'],
    ['https://www.alphaxiv.org/abs/2310.16390', 'arxiv:2310.16390'],
    ['https://www.alphaxiv.org/overview/2310.16390v1', 'arxiv:2310.16390'],
    ['https://huggingface.co/papers/2310.16390', 'arxiv:2310.16390'],
    ['(https://arxiv.org/abs/2310.16390).', 'arxiv:2310.16390'],
    ['10.48550/arXiv.2310.16390', 'arxiv:2310.16390'],
    ['https://doi.org/10.48550/arXiv.2310.16390', 'arxiv:2310.16390'],
    ['10.1145/3292500.3330701', 'doi:10.1145/3292500.3330701'],
    ['doi:10.1000/ABC', 'doi:10.1000/abc'],
    ['https://dx.doi.org/10.1000%2FABC', 'doi:10.1000/abc'],
    ['https://dl.acm.org/doi/abs/10.1145/3292500.3330701', 'doi:10.1145/3292500.3330701'],
    ['10.1000/abc.', 'doi:10.1000/abc'],
    ['(10.1016/S0140-6736(20)30183-5)', 'doi:10.1016/s0140-6736(20)30183-5'],
    ['2023.acl-long.1', 'acl:2023.acl-long.1'],
    ['P18-1001', 'acl:P18-1001'],
    ['acl:p18-1001', 'acl:P18-1001'],
    ['https://aclanthology.org/2023.acl-long.1/', 'acl:2023.acl-long.1'],
    ['https://aclanthology.org/2023.acl-long.1v2.pdf', 'acl:2023.acl-long.1'],
    ['https://www.aclweb.org/anthology/P18-1001', 'acl:P18-1001'],
    ['https://openreview.net/forum?id=rJXMpikCZ', 'openreview:rJXMpikCZ'],
    ['https://openreview.net/pdf?id=rJXMpikCZ&name=pdf', 'openreview:rJXMpikCZ'],
    ['openreview:rJXMpikCZ', 'openreview:rJXMpikCZ'],
    ['offprint:0123456789abcdef', 'offprint:0123456789abcdef'],
  ])('%s means %s', (text, expected) => {
    const identifier = parseIdentifier(text);
    expect(identifier && formatIdentifier(identifier)).toBe(expected);
  });

  test.each([
    'attention is all you need',
    '',
    '2313.16390',
    '2310.1639',
    '1412.12345',
    '3.14',
    'hep-th/9913001',
    '10.1000/',
    'https://example.org/abs/2310.16390',
    'https://arxiv.org/list/cs.CL/recent',
    'https://openreview.net/group?id=ICLR.cc/2026/Conference',
    'https://arxiv.org/abs/%E0%A4%A',
    '2023.acl-long',
  ])('%j is no identifier', (text) => {
    expect(parseIdentifier(text)).toBeUndefined();
  });

  test('the version is told apart from the identity', () => {
    expect(parseIdentifier('2310.16390v12')).toEqual({ scheme: 'arxiv', value: '2310.16390', version: 12 });
    expect(parseIdentifier('2310.16390')).toEqual({ scheme: 'arxiv', value: '2310.16390' });
  });

  test('whatever is read reads the same in its own form', () => {
    const parts = fc.constantFrom(
      'arxiv',
      ':',
      '/',
      '.',
      'v2',
      '10.1000/',
      'P18-',
      '2310',
      '16390',
      'hep-th',
      '(',
      ')',
      ' ',
      'x',
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(parts, { maxLength: 7 }).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const identifier = parseIdentifier(text);
        if (!identifier) return;
        const again = parseIdentifier(formatIdentifier(identifier));
        expect(again).toEqual({ scheme: identifier.scheme, value: identifier.value });
      }),
      { numRuns: 2_000 },
    );
  });

  test('a text without end is refused at once', () => {
    expect(parseIdentifier(`10.1000/${'a.'.repeat(1_000_000)}`)).toBeUndefined();
  });
});

describe('an arXiv id that went through a number', () => {
  test.each([
    ['704.301', '0704.3010'],
    ['704.0712', '0704.0712'],
    ['1001.1', '1001.1000'],
    ['1501.0576800000001', '1501.05768'],
    ['1506.0879699999998', '1506.08797'],
    ['1812.1', '1812.10000'],
    ['2310.16390', '2310.16390'],
  ])('%s is mended to %s', (broken, whole) => {
    expect(mendArxivId(broken)).toBe(whole);
  });

  test.each(['713.0001', '3.14', 'hep-th/9901001', '201.5', '612.0001'])('%s is left as it is', (text) => {
    expect(mendArxivId(text)).toBe(text);
  });

  test('every id comes back whole', () => {
    const ids = fc.oneof(
      fc.tuple(
        fc.integer({ min: 8, max: 14 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 9999 }),
        fc.constant(4),
      ),
      fc.tuple(
        fc.integer({ min: 15, max: 30 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 99_999 }),
        fc.constant(5),
      ),
    );
    fc.assert(
      fc.property(ids, ([year, month, number, digits]) => {
        const pad = (value: number, length: number): string => String(value).padStart(length, '0');
        const id = `${pad(year, 2)}${pad(month, 2)}.${pad(number, digits)}`;
        expect(mendArxivId(id)).toBe(id);
        expect(mendArxivId(String(Number(id)))).toBe(id);
      }),
    );
  });
});

describe("a record's identifiers", () => {
  test('are kept without version, in lower case, and an arXiv DOI as the arXiv id', () => {
    expect(normaliseIdentifiers({ arxivId: '2310.16390v2', doi: 'https://doi.org/10.1000/ABC' })).toEqual({
      arxivId: '2310.16390',
      doi: '10.1000/abc',
    });
    expect(normaliseIdentifiers({ doi: '10.48550/arXiv.2310.16390' })).toEqual({ arxivId: '2310.16390' });
  });

  test('are left out where they are none', () => {
    expect(normaliseIdentifiers({ arxivId: 'none', doi: 'n/a', aclId: '?', openreviewId: 'a b' })).toEqual(
      {},
    );
  });
});
