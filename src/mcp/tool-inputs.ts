import { z } from 'zod';
import { periodOf } from '../lib/iso-period.ts';

const MAX_PAPERS = 50;

/** Nothing that a tool does changes anything, and it asks no one outside. */
export const readsOnly = { readOnlyHint: true, openWorldHint: false };

/** What several tools take. */
export const toolInputs = {
  limit: z.number().int().min(1).max(MAX_PAPERS).default(10).describe('How many papers'),
  id: z
    .string()
    .max(2_000)
    .describe('arXiv id, DOI, ACL or OpenReview id, or an address that holds one: 2310.16390'),
  category: z
    .string()
    .regex(/^[\w.-]{1,40}$/)
    .optional()
    .describe('Only papers of this category, as cs.CL'),
  day: z
    .string()
    .refine((text) => periodOf('day', text) !== undefined, 'must be a date of the calendar, as 2026-08-20')
    .optional(),
  cursor: z.string().max(100).optional().describe('From an answer before, to go on'),
};
