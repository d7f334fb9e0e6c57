import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Log } from '../lib/log.ts';
import { createMcpServer, type McpServerOptions } from './create-mcp-server.ts';

/** Speaks the Model Context Protocol over standard input and output until the input ends or `signal`. */
export async function serveMcpOnStdio({
  log,
  signal,
  ...options
}: McpServerOptions & { log: Log; signal: AbortSignal }): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve);
    process.stdin.once('close', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const served = serveStdio(() => createMcpServer(options), {
    onerror: (error) => log.error('mcp.request.failed', { error: error.message }),
  });
  await ended;
  await served.close();
}
