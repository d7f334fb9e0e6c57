import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../../src/lib/clock.ts';
import { createArxivFeedService, createArxivOaiService, createArxivQueryService } from './arxiv-services.ts';
import { createBiorxivService } from './biorxiv-service.ts';
import { send, type Fault, type FaultChooser } from './faults.ts';
import {
  createGithubService,
  createHackerNewsService,
  createHuggingFaceService,
  createOpenalexService,
} from './signal-services.ts';
import type { SimulatedPaper } from './simulated-papers.ts';
import { notFound, type CreateService, type SimulatedService } from './simulated-service.ts';

export interface SimulatorOptions {
  papers: readonly SimulatedPaper[];
  clock: Clock;
  /** None, if not given. */
  chooseFault?: FaultChooser;
  /** 0: a free one. */
  port?: number;
}

export interface Simulator {
  /** Ask `https://HOST/PATH` as `ADDRESS/HOST/PATH`. */
  address: string;
  /** Everything that was asked, in order. */
  requests: SimulatedRequest[];
  close(): Promise<void>;
}

/** Instants are by the simulator's clock. */
export interface SimulatedRequest {
  host: string;
  /** With its query. */
  path: string;
  userAgent: string;
  startedAtMs: number;
  /** When the answer was sent. */
  endedAtMs: number;
  /** How many requests were under way on this host's service when it came, itself included. */
  atOnce: number;
  fault: Fault | undefined;
}

const createServices: { [host: string]: CreateService } = {
  'rss.arxiv.org': createArxivFeedService,
  'oaipmh.arxiv.org': createArxivOaiService,
  'export.arxiv.org': createArxivQueryService,
  'api.biorxiv.org': createBiorxivService,
  'huggingface.co': createHuggingFaceService,
  'api.github.com': createGithubService,
  'hn.algolia.com': createHackerNewsService,
  'api.openalex.org': createOpenalexService,
};

const SKEW_MS = 9 * 3_600_000;

/**
 * A server on loopback that answers like arXiv, bioRxiv, OpenAlex, Hugging Face, GitHub and Hacker News, from papers
 * and a clock, and gets wrong what it is told to.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { papers, clock, chooseFault = () => undefined } = options;
  const services = new Map<string, SimulatedService>();
  const requests: SimulatedRequest[] = [];
  const underWay = new Map<string, number>();

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(message.url ?? '/', 'http://simulator');
    const [, host = ''] = url.pathname.split('/');
    const path = url.pathname.slice(host.length + 1);
    const group = host.endsWith('arxiv.org') ? 'arxiv' : host;
    const atOnce = (underWay.get(group) ?? 0) + 1;
    underWay.set(group, atOnce);
    const nowMs = clock.now().getTime();
    const chosen = chooseFault(requests.length);
    const request: SimulatedRequest = {
      ...{ host, path: path + url.search, userAgent: message.headers['user-agent'] ?? '' },
      ...{ startedAtMs: nowMs, endedAtMs: nowMs, atOnce, fault: chosen },
    };
    requests.push(request);
    const skewMs = chosen !== 'clock skew' ? 0 : requests.length % 2 === 0 ? SKEW_MS : -SKEW_MS;
    const now = new Date(nowMs + skewMs);
    const fault = chosen === 'stale feed' || chosen === 'expired token' ? chosen : undefined;
    const { headers } = message;
    const service = serviceOf(host);
    const answer = service?.({
      path,
      query: url.searchParams,
      body: await bodyOf(message),
      headers,
      now,
      fault,
    });
    await send(answer ?? notFound, chosen, response, now);
    underWay.set(group, (underWay.get(group) ?? 1) - 1);
    request.endedAtMs = clock.now().getTime();
  }

  /** Made at first use: most tests need one. */
  function serviceOf(host: string): SimulatedService | undefined {
    const service = services.get(host) ?? createServices[host]?.(papers);
    if (service) services.set(host, service);
    return service;
  }

  const server = createServer((message, response) => {
    handle(message, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of message.setEncoding('utf8')) body += String(chunk);
  return body;
}
