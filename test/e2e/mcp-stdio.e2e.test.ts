import { resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, onTestFinished, test } from 'vitest';
import { newDataDir, runCommand } from '../support/program.ts';

const STARTER = resolve(import.meta.dirname, '../../starter/papers.jsonl');
const OFFPRINT = resolve(import.meta.dirname, '../../bin/offprint');

test('bin/offprint mcp answers an agent over standard input and output', { timeout: 120_000 }, async () => {
  const env = { OFFPRINT_DATA_DIR: newDataDir() };
  expect((await runCommand(['import', STARTER], { env })).code).toBe(0);
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StdioClientTransport({
    command: OFFPRINT,
    args: ['mcp'],
    env: { ...env, PATH: process.env['PATH'] ?? '' },
    stderr: 'pipe',
  });
  onTestFinished(() => client.close());
  await client.connect(transport);
  const { content } = await client.callTool({
    name: 'search_papers',
    arguments: { query: 'pre-trained language models', limit: 3 },
  });
  expect((content as { text: string }[])[0]?.text).toMatch(/^\d+ papers match/);
});
