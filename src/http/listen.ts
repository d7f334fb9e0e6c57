import { createAdaptorServer } from '@hono/node-server';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listening {
  /** As bound: `http://127.0.0.1:8080`. */
  address: string;
  /** Takes no new requests, lets those under way end for up to `graceMs`, then cuts them. */
  close(options: { graceMs: number }): Promise<void>;
}

const IDLE_SWEEP_MS = 50;

/**
 * Serves `fetch` on a port (0: a free one).
 * @throws Error in a sentence when the port is taken or not allowed.
 */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { host, port }: { host: string; port: number },
): Promise<Listening> {
  const server = createAdaptorServer({ fetch }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new Error(listenProblem(error, host, port))),
    );
    server.listen(port, host, resolve);
  });
  const bound = server.address() as AddressInfo;
  const shownHost = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return {
    address: `http://${shownHost}:${bound.port}`,
    close: ({ graceMs }) =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), graceMs);
        // A kept-alive connection whose last answer is out would otherwise hold the server open for seconds.
        const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
        server.close(() => {
          clearTimeout(cut);
          clearInterval(sweep);
          resolve();
        });
      }),
  };
}

function listenProblem({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE') {
    return `port ${port} on ${host} is taken by another program; stop it or set OFFPRINT_PORT to another port`;
  }
  if (code === 'EACCES')
    return `port ${port} needs rights that this user doesn't have; set OFFPRINT_PORT above 1023`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `${host} is not an address of this machine; set OFFPRINT_HOST to one that is`;
  }
  return `can't listen on ${host}:${port}: ${message}`;
}
