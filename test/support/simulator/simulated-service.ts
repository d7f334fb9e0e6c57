import type { SimulatedPaper } from './simulated-papers.ts';

/** One request, as a service sees it. */
export interface ServiceRequest {
  path: string;
  query: URLSearchParams;
  body: string;
  headers: { readonly [name: string]: string | string[] | undefined };
  /** The present, by the simulator's clock (which may be skewed against the client's). */
  now: Date;
  /** What this answer shall get wrong that only the service itself can. */
  fault: 'stale feed' | 'expired token' | undefined;
}

export interface ServiceAnswer {
  status?: number;
  type?: string;
  headers?: { [name: string]: string };
  body: string;
}

/** One of the simulated hosts: answers from the papers and the time alone. */
export type SimulatedService = (request: ServiceRequest) => ServiceAnswer;

/** Makes a service of all papers, oldest first. */
export type CreateService = (papers: readonly SimulatedPaper[]) => SimulatedService;

export function json(value: unknown, headers: { [name: string]: string } = {}): ServiceAnswer {
  return { type: 'application/json', body: JSON.stringify(value), headers };
}

export function xml(body: string, type = 'text/xml'): ServiceAnswer {
  return { type: `${type}; charset=utf-8`, body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}` };
}

export function escapeXml(text: string): string {
  return text
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

export const notFound: ServiceAnswer = {
  status: 404,
  type: 'application/json',
  body: '{"message":"Not Found"}',
};

/** The calendar's day in UTC. */
export function utcDay(now: Date): string {
  return now.toISOString().slice(0, 10);
}
