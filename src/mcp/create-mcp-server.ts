import { McpServer } from '@modelcontextprotocol/server';
import type { Clock } from '../lib/clock.ts';
import type { Search } from '../search/search.ts';
import type { Database } from '../storage/database.ts';
import { addFindingTools } from './finding-tools.ts';
import { addListTools } from './list-tools.ts';

export interface McpDeps {
  database: Database;
  search: Search;
  clock: Clock;
  /** Papers are linked by it. */
  baseUrl: string;
}

export interface McpServerOptions extends McpDeps {
  version: string;
}

/** One server of the Model Context Protocol (https://modelcontextprotocol.io) for one request or connection. */
export function createMcpServer({ version, ...deps }: McpServerOptions): McpServer {
  const server = new McpServer(
    { name: 'offprint', title: 'Offprint', version, websiteUrl: deps.baseUrl },
    {
      capabilities: { tools: {} },
      instructions:
        'Research papers: search by words and meaning, what is trending and why, the papers of a day, similar papers, citations. Cite a paper by its identifier and link. Read-only.',
    },
  );
  addFindingTools(server, deps);
  addListTools(server, deps);
  return server;
}
