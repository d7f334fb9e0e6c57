import {
  createMcpHandler,
  hostHeaderValidationResponse,
  localhostAllowedHostnames,
} from '@modelcontextprotocol/server';
import { Hono } from 'hono';
import type { Log } from '../lib/log.ts';
import { createMcpServer, type McpServerOptions } from './create-mcp-server.ts';

const MAX_REQUEST_BYTES = 256 * 1024;

/**
 * `POST /mcp`: the Model Context Protocol over HTTP, without sessions. Answers programs that speak the revision of
 * 2026 and those that begin with `initialize`. The Host must be the site's own or this machine: a page that makes its
 * name lead here (DNS rebinding) is refused.
 */
export function createMcpApp({ log, ...options }: McpServerOptions & { log: Log }): Hono {
  const handler = createMcpHandler(() => createMcpServer(options), {
    maxRequestBodySize: MAX_REQUEST_BYTES,
    onerror: (error) => log.error('mcp.request.failed', { error: error.message }),
  });
  const hostnames = [new URL(options.baseUrl).hostname, ...localhostAllowedHostnames()];
  const app = new Hono();
  app.all('/mcp', (c) => hostHeaderValidationResponse(c.req.raw, hostnames) ?? handler.fetch(c.req.raw));
  return app;
}
