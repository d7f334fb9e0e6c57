import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../src/lib/clock.ts';

export interface RecordedRequest {
  /** By the clock that the test moves. */
  atMs: number;
  method: string;
  /** Of an address asked through a simulator: `/HOST/PATH?QUERY`. */
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface RecordingServer {
  address: string;
  requests: RecordedRequest[];
  /** Connections made, and the most that were open at once. */
  connections: { count: number; most: number };
}

/** A server on loopback that keeps what it is asked; it goes with the test. */
export async function startRecordingServer(
  clock: Clock,
  answer: (request: RecordedRequest, response: ServerResponse) => void,
): Promise<RecordingServer> {
  const requests: RecordedRequest[] = [];
  const connections = { count: 0, most: 0, open: 0 };
  const server = createServer((message, response) => {
    let body = '';
    message.setEncoding('utf8').on('data', (text: string) => (body += text));
    message.on('end', () => {
      const { method = '', url: path = '', headers } = message;
      const request = { atMs: clock.now().getTime(), method, path, headers, body };
      requests.push(request);
      answer(request, response);
    });
  });
  server.on('connection', (socket) => {
    connections.count += 1;
    connections.open += 1;
    connections.most = Math.max(connections.most, connections.open);
    socket.on('close', () => (connections.open -= 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, requests, connections };
}
