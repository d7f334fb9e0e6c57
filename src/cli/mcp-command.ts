import type { Command } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** Lets a program on this machine ask over the Model Context Protocol. */
export const mcpCommand: Command = {
  name: 'mcp',
  summary: 'answer an agent over the Model Context Protocol',
  usage: `Usage: bin/offprint mcp

Speaks the Model Context Protocol over standard input and output: search, papers, trending lists, similar papers,
citations. Agents start it by themselves, once it is in their configuration:

  { "mcpServers": { "offprint": { "command": "/path/to/offprint/bin/offprint", "args": ["mcp"] } } }

A running site answers the same at /mcp.

Exit codes: 0 the input ended, 1 failed, 2 wrong use.
`,
  async run({ serveMcp }, args) {
    parseOptions(args, {});
    await serveMcp();
    return 0;
  },
};
