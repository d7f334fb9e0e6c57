import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { expect, onTestFinished, test } from 'vitest';
import { makePaperRecord, makePaperRecords } from '../../test/support/make-paper-record.ts';
import { openSite, type TestSite } from '../../test/support/open-site.ts';

const records = [
  ...makePaperRecords(30),
  makePaperRecord({
    sourceId: '2608.20001',
    title: 'Sorting in $\\mathcal{O}(n^2)$ time',
    abstract: 'We sort. We do it slowly.',
    announcedOn: '2026-08-20',
    links: { code: 'https://github.com/a/b' },
  }),
];

/** The official client, speaking to the site without a port. */
async function connect(site: TestSite, mode: 'legacy' | { pin: string } = 'legacy'): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  const transport = new StreamableHTTPClientTransport(new URL('http://papers.test/mcp'), {
    fetch: async (url, init) => site.app.request(String(url), { ...init, headers: withHost(init?.headers) }),
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}

function withHost(given: HeadersInit | undefined): Headers {
  const headers = new Headers(given);
  headers.set('Host', 'papers.test');
  return headers;
}

async function call(client: Client, name: string, args: { [name: string]: unknown }): Promise<string> {
  const { content, isError } = await client.callTool({ name, arguments: args });
  const text = (content as { text: string }[]).map((part) => part.text).join('\n');
  return isError ? `PROBLEM: ${text}` : text;
}

test.each([['legacy'], [{ pin: '2026-07-28' }]] as const)(
  'an agent finds, reads, lists and cites papers (protocol %j)',
  async (mode) => {
    const client = await connect(await openSite({ records }), mode);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual([
      'cite_papers',
      'get_paper',
      'papers_of_day',
      'search_papers',
      'similar_papers',
      'trending_papers',
    ]);
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);

    const found = await call(client, 'search_papers', { query: 'sorting', category: 'cs.CL' });
    expect(found).toContain('1. **Sorting in O(n²) time** (arxiv:2608.20001)');
    expect(found).toContain('http://papers.test/papers/arxiv:2608.20001');
    const paper = await call(client, 'get_paper', { id: 'https://arxiv.org/abs/2608.20001v2' });
    expect(paper).toContain('We sort. We do it slowly.');
    expect(paper).toContain('code: https://github.com/a/b');
    expect(await call(client, 'cite_papers', { ids: ['2608.20001', '9999.99999'] })).toMatch(
      /Not here: 9999\.99999[^]*@misc\{/,
    );
    expect(await call(client, 'trending_papers', { with_code: true })).toMatch(
      /listing day 2026-08-20[^]*Why: new in cs\.CL, with code/,
    );
    expect(await call(client, 'similar_papers', { id: '2608.20001' })).toContain('Like “Sorting');
  },
);

test('a list goes on where an answer ended', async () => {
  const client = await connect(await openSite({ records }));
  const first = await call(client, 'search_papers', { query: 'method', limit: 20 });
  const cursor = /More with cursor (\S+)/.exec(first)?.[1];
  const second = await call(client, 'search_papers', { query: 'method', limit: 20, cursor });
  const idsOf = (text: string): string[] => [...text.matchAll(/\(arxiv:(\S+)\)/g)].map(([, found]) => found!);
  const all = [...idsOf(first), ...idsOf(second)];
  expect(new Set(all).size).toBe(all.length);
  expect(all.length).toBe(Number(/^(\d+) papers match/.exec(first)?.[1]));
});

test.each([
  ['get_paper', { id: '9999.99999' }, 'No paper with the identifier 9999.99999 is here'],
  ['papers_of_day', { cursor: 'nonsense' }, 'not one that an answer gave'],
  ['search_papers', { query: '' }, ''],
  ['papers_of_day', { day: '2026-02-30' }, 'date of the calendar'],
  ['trending_papers', { limit: 1_000 }, ''],
])('%s %j is answered with a problem, not a failure', async (name, args, sentence) => {
  const client = await connect(await openSite({ records: records.slice(0, 3) }));
  const answer = await call(client, name, args).catch((error: unknown) => `PROBLEM: ${String(error)}`);
  expect(answer).toMatch(/^PROBLEM: /);
  expect(answer).toContain(sentence);
});

test('no answer is longer than a model can bear', async () => {
  const long = makePaperRecords(50, { title: 'x'.repeat(5_000), abstract: '' });
  const client = await connect(await openSite({ records: long }));
  const answer = await call(client, 'papers_of_day', { limit: 50 });
  expect(answer.length).toBeLessThan(61_000);
  expect(answer).toContain('cut here');
});

const initialize = {
  method: 'POST',
  body: JSON.stringify({
    ...{ jsonrpc: '2.0', id: 1, method: 'initialize' },
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'old', version: '1' } },
  }),
};
const accepting = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' };

test('programs of 2025 are answered; a host that is not the site is refused; GET has no stream', async () => {
  const site = await openSite();
  const ask = (headers: { [name: string]: string }) =>
    site.app.request('/mcp', { ...initialize, headers: { ...accepting, ...headers } });
  const answer = await ask({ Host: 'papers.test' });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('"serverInfo":{');
  expect((await ask({ Host: 'evil.test' })).status).toBe(403);
  expect((await ask({ Host: 'papers.test', Origin: 'https://evil.test' })).status).toBe(403);
  expect((await site.app.request('/mcp', { headers: { Host: 'papers.test' } })).status).toBe(405);
});
