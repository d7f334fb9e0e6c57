import type { Context } from 'hono';

/** A sentence for whoever reads the answer of a program. */
export function answerProblem(c: Context, status: 400 | 404 | 500, problem: string): Response {
  return c.text(`${problem}\n`, status, { 'Cache-Control': 'no-store' });
}
