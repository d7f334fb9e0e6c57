import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Engine } from './engine.ts';
import { offprint } from './offprint.ts';

const program = fileURLToPath(new URL('../../../bin/offprint', import.meta.url));

/** The whole program, asked over HTTP: `GET /api/v1/search`. */
export const offprintHttp: Engine = {
  ...offprint,
  async open(folder) {
    const child = spawn(program, ['serve'], {
      env: { ...process.env, OFFPRINT_DATA_DIR: folder, OFFPRINT_PORT: '0', OFFPRINT_SOURCES: 'none' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const address = await new Promise<string>((resolve, reject) => {
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => {
        output += String(chunk);
        const found = /http:\/\/\S+:\d+/.exec(output);
        if (found) resolve(found[0]);
      });
      child.once('exit', () => reject(new Error(`it ended: ${output}`)));
    });
    return {
      search: ({ typed }) =>
        getJson(`${address}/api/v1/search?limit=20&facets=1&q=${encodeURIComponent(typed)}`),
      residentBytes: () =>
        Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024,
      async close() {
        child.kill('SIGTERM');
        await once(child, 'exit');
      },
    };
  },
};

const agent = new Agent({ keepAlive: true });

/** Not by `fetch`, which takes 2 to 3 ms for the smallest answer. */
async function getJson(address: string): Promise<unknown> {
  const [answer] = (await once(get(address, { agent }), 'response')) as [IncomingMessage];
  const body = await text(answer);
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} for ${address}`);
  return JSON.parse(body);
}
