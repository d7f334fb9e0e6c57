import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { citationsOf } from '../papers/citations/citation-format.ts';
import { citationFormats } from '../papers/citations/citation-formats.ts';
import { findPaperByPublicId } from '../papers/paper-store.ts';
import type { Paper } from '../papers/paper.ts';
import { readGivenFilters } from '../search/query/given-filters.ts';
import { describeTotal } from '../search/results/describe-total.ts';
import { sortOrders } from '../search/search.ts';
import type { McpDeps } from './create-mcp-server.ts';
import { paperRows, paperMarkdown } from '../papers/paper-markdown.ts';
import { problemAnswer, textAnswer, type ToolAnswer } from './tool-answer.ts';
import { readsOnly, toolInputs } from './tool-inputs.ts';

const MAX_CITED = 100;
const { limit, id, category, cursor } = toolInputs;

/** Tools that find papers, look at one and cite them: the verbs that the site, the API and the command line call. */
export function addFindingTools(server: McpServer, { database, search, baseUrl }: McpDeps): void {
  server.registerTool(
    'search_papers',
    {
      title: 'Search papers',
      description:
        'Finds research papers in this collection by words and by meaning, best first. The query may hold "exact phrases", -excluded words, author:, title:, category:cs.CL, venue:, from:2024-01, to:, has:code. Answers at most 50 papers; give the cursor of an answer to go on.',
      inputSchema: z.object({
        query: z.string().min(1).max(1_000),
        limit,
        sort: z.enum(sortOrders).default('relevance'),
        category,
        from: z.string().max(10).optional().describe('Published from this year, month or day on: 2024-01'),
        to: z.string().max(10).optional().describe('Published until then'),
        cursor,
      }),
      annotations: readsOnly,
    },
    async ({ query, cursor: after, sort, limit: size, ...given }) => {
      const filters = readGivenFilters((name) => (given as { [name: string]: string | undefined })[name]);
      const { total, hits, next, notes, correction } = await search.search({
        ...{ text: query, filters, sort, limit: size },
        ...(after !== undefined && { cursor: after }),
      });
      return textAnswer([
        describeTotal(total, query),
        correction && `${correction.isApplied ? 'Searched' : 'Perhaps meant'}: ${correction.text}`,
        ...notes,
        paperRows(hits, baseUrl),
        next && `More with cursor ${next}`,
      ]);
    },
  );

  server.registerTool(
    'get_paper',
    {
      title: 'Get a paper',
      description: 'Everything this collection knows of one paper: abstract, identifiers, links, dates.',
      inputSchema: z.object({ id }),
      annotations: readsOnly,
    },
    ({ id: asked }) => withPaper(asked, (paper) => textAnswer([paperMarkdown(paper, baseUrl)])),
  );

  server.registerTool(
    'similar_papers',
    {
      title: 'Similar papers',
      description: 'Papers near to one in meaning and rare words, without its own versions.',
      inputSchema: z.object({ id, limit }),
      annotations: readsOnly,
    },
    ({ id: asked, limit: size }) =>
      withPaper(asked, async (paper) => {
        const hits = await search.similar({ paperIds: [paper.id], limit: size });
        return textAnswer([`Like “${paper.title}”:`, paperRows(hits, baseUrl) || 'None.']);
      }),
  );

  server.registerTool(
    'cite_papers',
    {
      title: 'Cite papers',
      description: `Citations of up to ${MAX_CITED} papers, for a bibliography.`,
      inputSchema: z.object({
        ids: z.array(id).min(1).max(MAX_CITED),
        format: z.enum(Object.keys(citationFormats) as (keyof typeof citationFormats)[]).default('bibtex'),
      }),
      annotations: readsOnly,
    },
    async ({ ids, format }) => {
      const found: Paper[] = [];
      const missing: string[] = [];
      for (const asked of ids) {
        const paper = await findPaperByPublicId(database, asked);
        if (paper) found.push(paper);
        else missing.push(asked);
      }
      return textAnswer([
        missing.length > 0 && `Not here: ${missing.join(', ')}`,
        found.length > 0 && citationsOf(citationFormats[format], found),
      ]);
    },
  );

  async function withPaper(
    asked: string,
    answer: (paper: Paper) => ToolAnswer | Promise<ToolAnswer>,
  ): Promise<ToolAnswer> {
    const paper = await findPaperByPublicId(database, asked);
    return paper
      ? answer(paper)
      : problemAnswer(`No paper with the identifier ${asked} is here; search_papers finds papers by words.`);
  }
}
