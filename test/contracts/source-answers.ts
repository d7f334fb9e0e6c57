import type { PaperRecord } from '../../src/papers/paper.ts';
import { readArxivFeed } from '../../src/sources/arxiv/arxiv-feed.ts';
import { readArxivOaiPage } from '../../src/sources/arxiv/arxiv-oai.ts';
import { readArxivQueryPage } from '../../src/sources/arxiv/arxiv-query.ts';
import { parseBiorxivPage } from '../../src/sources/biorxiv/biorxiv-page.ts';
import { parseCrossrefPage } from '../../src/sources/crossref/crossref-page.ts';
import type { RecordProblem } from '../../src/sources/file-format.ts';
import { parseDailyPapersPage } from '../../src/sources/hugging-face-papers/daily-papers-page.ts';
import { parseOpenalexPage } from '../../src/sources/openalex/openalex-page.ts';
import { parseOpenreviewPage } from '../../src/sources/openreview/openreview-page.ts';
import { parseSemanticScholarPage } from '../../src/sources/semantic-scholar/semantic-scholar-page.ts';
import { readWebFeed } from '../../src/sources/web-feed/read-web-feed.ts';

/** What a source answers, in its own format, and the function that reads it. */
export interface SourceAnswer {
  name: string;
  read(text: string, pieceLength?: number): Promise<{ records: PaperRecord[]; problems: RecordProblem[] }>;
  /** An answer of these papers, in order; a title may be anything that the format can hold. */
  write(papers: AnswerPaper[]): string;
  /** What a careless server or a hostile one would put where it hurts. */
  pieces: string[];
}

export interface AnswerPaper {
  number: number;
  title: string;
  version?: number;
}

const XML_PIECES = [
  '<',
  '>',
  '</',
  '/>',
  '<item>',
  '</item>',
  '<title>',
  '&amp;',
  '&nope;',
  '&#0;',
  '&#xD800;',
  '<![CDATA[',
  ']]>',
  '<!--',
  '<?x',
  '<!DOCTYPE a [<!ENTITY b "bb">]>',
  '\uffff',
];
const JSON_PIECES = [
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  ',',
  ':',
  'null',
  '1e999',
  '[[null]]',
  '{"__proto__":1}',
  '\\ud800',
];

const id = (number: number): string => `2608.${String(number).padStart(5, '0')}`;
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Every kind of answer that brings papers. */
export const sourceAnswers: SourceAnswer[] = [
  xmlAnswer('arXiv feed', readArxivFeed, (papers) => [
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>cs.CL updates on arXiv.org</title>',
    '<pubDate>Thu, 20 Aug 2026 00:00:00 -0400</pubDate><skipDays><day>Sunday</day></skipDays>',
    ...papers.map(
      ({ number, title, version = 1 }) =>
        `<item><title>${escape(title)}</title><link>https://arxiv.org/abs/${id(number)}</link><description>arXiv:${id(number)}v${version} Announce Type: ${version > 1 ? 'replace' : 'new'}
Abstract: We count.</description><guid isPermaLink="false">oai:arXiv.org:${id(number)}v${version}</guid><category>cs.CL</category><pubDate>Thu, 20 Aug 2026 00:00:00 -0400</pubDate><arxiv:announce_type>${version > 1 ? 'replace' : 'new'}</arxiv:announce_type><dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights><dc:creator>Ada Lovelace, Emmy Noether</dc:creator></item>`,
    ),
    '</channel></rss>',
  ]),
  xmlAnswer('arXiv OAI-PMH', readArxivOaiPage, (papers) => [
    '<?xml version="1.0"?><OAI-PMH><responseDate>2026-08-20T03:00:00Z</responseDate><request verb="ListRecords"/><ListRecords>',
    ...papers.map(
      ({ number, title, version = 1 }) =>
        `<record><header><identifier>oai:arXiv.org:${id(number)}</identifier><datestamp>2026-08-20</datestamp><setSpec>cs:cs:CL</setSpec></header><metadata><arXivRaw><id>${id(number)}</id><submitter>Ada Lovelace</submitter>${Array.from({ length: version }, (_, index) => `<version version="v${index + 1}"><date>Wed, ${18 + index} Aug 2026 19:18:42 GMT</date><size>13kb</size></version>`).join('')}<title>${escape(title)}</title><authors>Ada Lovelace and Emmy Noether</authors><categories>cs.CL cs.AI</categories><license>http://creativecommons.org/licenses/by/4.0/</license><abstract>We count.</abstract></arXivRaw></metadata></record>`,
    ),
    '<resumptionToken>abc</resumptionToken></ListRecords></OAI-PMH>',
  ]),
  xmlAnswer('arXiv query API', readArxivQueryPage, (papers) => [
    '<?xml version="1.0"?><feed><title>ArXiv Query</title><opensearch:totalResults>2</opensearch:totalResults>',
    ...papers.map(
      ({ number, title, version = 1 }) =>
        `<entry><id>http://arxiv.org/abs/${id(number)}v${version}</id><updated>2026-08-${18 + version}T17:00:00Z</updated><published>2026-08-19T17:00:00Z</published><title>${escape(title)}</title><summary>We count.</summary><author><name>Ada Lovelace</name></author><arxiv:primary_category term="cs.CL"/><category term="cs.CL"/></entry>`,
    ),
    '</feed>',
  ]),
  xmlAnswer(
    'web feed',
    (text) => readWebFeed(text, 'https://journal.example/feed'),
    (papers) => [
      '<rss version="2.0"><channel><title>Journal</title>',
      ...papers.map(
        ({ number, title }) =>
          `<item><title>${escape(title)}</title><link>https://journal.example/${number}</link><guid>${number}</guid><description>We &lt;b&gt;count&lt;/b&gt;.</description><pubDate>Thu, 20 Aug 2026 06:00:00 GMT</pubDate><dc:creator>Ada Lovelace</dc:creator></item>`,
      ),
      '</channel></rss>',
    ],
  ),
  jsonAnswer(
    'bioRxiv',
    (text) => parseBiorxivPage('biorxiv', text),
    (papers) => ({
      messages: [{ status: 'ok', cursor: 0, count: papers.length, total: String(papers.length) }],
      collection: papers.map(({ number, title, version = 1 }) => ({
        doi: `10.1101/2026.08.${number}`,
        title,
        authors: 'Lovelace, A.; Noether, E.',
        date: `2026-8-${19 + version}`,
        version: String(version),
        license: 'cc_by',
        category: 'cell biology',
        abstract: 'We count.',
        published: 'NA',
      })),
    }),
  ),
  jsonAnswer('Hugging Face daily papers', parseDailyPapersPage, (papers) =>
    papers.map(({ number, title }) => ({
      paper: {
        id: id(number),
        title,
        summary: 'We count.',
        authors: [{ name: 'Ada Lovelace', hidden: false }],
        publishedAt: '2026-08-19T17:08:18.000Z',
        upvotes: 12,
        githubRepo: 'https://github.com/example/count',
      },
      numComments: 3,
    })),
  ),
  jsonAnswer('OpenAlex', parseOpenalexPage, (papers) => ({
    meta: { count: papers.length, next_cursor: 'abc' },
    results: papers.map(({ number, title }) => ({
      id: `https://openalex.org/W${number}`,
      doi: `https://doi.org/10.1000/${number}`,
      title,
      publication_date: '2026-08-19',
      authorships: [{ author: { display_name: 'Ada Lovelace' } }],
      abstract_inverted_index: { 'count.': [1], We: [0] },
      primary_location: {
        landing_page_url: 'https://journal.example/1',
        source: { display_name: 'Journal' },
      },
      cited_by_count: 7,
    })),
  })),
  jsonAnswer('Crossref', parseCrossrefPage, (papers) => ({
    status: 'ok',
    message: {
      'total-results': papers.length,
      'next-cursor': 'abc',
      items: papers.map(({ number, title }) => ({
        DOI: `10.1000/${number}`,
        title: [title],
        abstract: '<jats:title>Abstract</jats:title><jats:p>We count.</jats:p>',
        author: [{ given: 'Ada', family: 'Lovelace' }],
        published: { 'date-parts': [[2026, 8, 19]] },
        'container-title': ['Journal'],
        'is-referenced-by-count': 7,
      })),
    },
  })),
  jsonAnswer('Semantic Scholar', parseSemanticScholarPage, (papers) => ({
    total: papers.length,
    token: null,
    data: papers.map(({ number, title }) => ({
      paperId: `abc${number}`,
      externalIds: { ArXiv: id(number), DOI: null },
      title,
      abstract: null,
      publicationDate: '2026-08-19',
      authors: [{ name: 'Ada Lovelace' }],
      citationCount: 7,
    })),
  })),
  jsonAnswer('OpenReview', parseOpenreviewPage, (papers) => ({
    count: papers.length,
    notes: papers.map(({ number, title }) => ({
      id: `forum${number}`,
      forum: `forum${number}`,
      cdate: Date.parse('2026-08-19'),
      content: {
        title: { value: title },
        authors: { value: ['Ada Lovelace'] },
        abstract: { value: 'We count.' },
      },
    })),
  })),
];

function xmlAnswer(
  name: string,
  read: (text: AsyncIterable<string>) => ReturnType<SourceAnswer['read']>,
  write: (papers: AnswerPaper[]) => string[],
): SourceAnswer {
  return {
    name,
    read: (text, pieceLength = 1000) => read(inPieces(text, pieceLength)),
    write: (papers) => write(papers).join('\n'),
    pieces: XML_PIECES,
  };
}

function jsonAnswer(
  name: string,
  parse: (text: string) => { records: PaperRecord[]; problems: RecordProblem[] },
  write: (papers: AnswerPaper[]) => unknown,
): SourceAnswer {
  return {
    name,
    // Async, so that a throw is a rejection as with the others.
    read: async (text) => parse(text),
    write: (papers) => JSON.stringify(write(papers), undefined, 1),
    pieces: JSON_PIECES,
  };
}

async function* inPieces(text: string, length: number): AsyncGenerator<string> {
  for (let start = 0; start < text.length; start += length) {
    // As the client does: whatever else runs in the process gets its turn.
    if (start % 65_536 < length) await new Promise(setImmediate);
    yield text.slice(start, start + length);
  }
}
