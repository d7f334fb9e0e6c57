import { expect, test } from 'vitest';
import { ExpiredTokenError, readArxivOaiPage } from './arxiv-oai.ts';

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

const page = (content: string): AsyncGenerator<string> =>
  once(`<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-08-21T02:30:04Z</responseDate>
<request verb="ListRecords">https://oaipmh.arxiv.org/oai</request>${content}</OAI-PMH>`);

const list = (records: string, token = ''): AsyncGenerator<string> =>
  page(`<ListRecords>${records}<resumptionToken>${token}</resumptionToken></ListRecords>`);

const record = ({ stamp = '2026-08-21', id = '2608.01234', versions = 1, comments = '' } = {}): string =>
  `<record><header><identifier>oai:arXiv.org:${id}</identifier><datestamp>${stamp}</datestamp></header><metadata>
<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>${id}</id><submitter>A. Einstein</submitter>
${Array.from({ length: versions }, (_, index) => `<version version="v${versions - index}"><date>Thu, ${20 + versions - index - 1} Aug 2026 17:59:00 GMT</date><size>1kb</size></version>`).join('\n')}
<title>On things</title><authors>A. Einstein, N. Rosen (Institute for Advanced Study), and B. Podolsky, Jr.</authors>
<categories>quant-ph physics.hist-ph</categories><comments>${comments}</comments><journal-ref>Phys.Rev. 47</journal-ref>
<doi>10.1103/PhysRev.47.777 10.1103/other</doi><license>http://arxiv.org/licenses/nonexclusive-distrib/1.0/</license>
<abstract>  In a complete theory
  there is an element.</abstract></arXivRaw></metadata></record>`;

test('a record is read whole, its announcement day from the stamp', async () => {
  const { records, problems, resumptionToken, responseDate } = await readArxivOaiPage(
    list(record(), '6834|1001'),
  );
  expect(records).toEqual([
    {
      source: 'arxiv',
      sourceId: '2608.01234',
      arxivId: '2608.01234',
      title: 'On things',
      abstract: 'In a complete theory there is an element.',
      abstractKind: 'abstract',
      authors: ['A. Einstein', 'N. Rosen', 'B. Podolsky Jr.'],
      publishedOn: '2026-08-20',
      announcedOn: '2026-08-21',
      categories: ['quant-ph', 'physics.hist-ph'],
      doi: '10.1103/physrev.47.777',
      venue: 'Phys.Rev. 47',
      license: 'http://arxiv.org/licenses/nonexclusive-distrib/1.0/',
      version: 1,
      versions: [{ number: 1, submittedOn: '2026-08-20' }],
      links: { page: 'https://arxiv.org/abs/2608.01234', pdf: 'https://arxiv.org/pdf/2608.01234' },
    },
  ]);
  expect(problems).toEqual([]);
  expect({ resumptionToken, responseDate }).toEqual({
    resumptionToken: '6834|1001',
    responseDate: '2026-08-21T02:30:04Z',
  });
});

test('the stamp of a later change is no announcement', async () => {
  const late = await readArxivOaiPage(list(record({ stamp: '2026-11-02' })));
  expect(late.records[0]?.announcedOn).toBeUndefined();
  const revised = await readArxivOaiPage(list(record({ versions: 3, stamp: '2026-08-23' })));
  expect(revised.records[0]).toMatchObject({
    version: 3,
    publishedOn: '2026-08-20',
    updatedOn: '2026-08-22',
  });
  expect(revised.records[0]?.announcedOn).toBeUndefined();
});

test('a withdrawn paper stays, with its comment', async () => {
  const { records } = await readArxivOaiPage(list(record({ comments: 'Withdrawn: a sign is wrong in (3)' })));
  expect(records[0]).toMatchObject({ title: 'On things', comment: 'Withdrawn: a sign is wrong in (3)' });
});

test('a deleted record is passed over', async () => {
  const deleted = `<record><header status="deleted"><identifier>oai:arXiv.org:1</identifier></header></record>`;
  expect(await readArxivOaiPage(list(deleted))).toMatchObject({ records: [], problems: [] });
});

test('no token means that the list is complete', async () => {
  expect((await readArxivOaiPage(list(record()))).resumptionToken).toBeUndefined();
});

test('that nothing changed is an empty page', async () => {
  const answer = page('<error code="noRecordsMatch">no records</error>');
  expect(await readArxivOaiPage(answer)).toMatchObject({ records: [], resumptionToken: undefined });
});

test('an expired token and other errors are told apart', async () => {
  const expired = readArxivOaiPage(page('<error code="badResumptionToken">expired</error>'));
  await expect(expired).rejects.toThrow(ExpiredTokenError);
  const other = readArxivOaiPage(page('<error code="badArgument">no such set</error>'));
  await expect(other).rejects.toThrow("arXiv's OAI-PMH answers badArgument: no such set.");
});
