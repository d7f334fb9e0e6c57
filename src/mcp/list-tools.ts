import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { describeDay } from '../ingest/describe-day.ts';
import { periodOf } from '../lib/iso-period.ts';
import { isListCursor } from '../papers/list-cursor.ts';
import { newestListedDay } from '../papers/listed-days.ts';
import { listPapersListedOn } from '../papers/listed-papers.ts';
import { readTrendingListName, readTrendingPage, trendingPeriods } from '../trending/trending-lists.ts';
import type { McpDeps } from './create-mcp-server.ts';
import { paperRows } from '../papers/paper-markdown.ts';
import { problemAnswer, textAnswer } from './tool-answer.ts';
import { readsOnly, toolInputs } from './tool-inputs.ts';

const { limit, category, day, cursor } = toolInputs;

/** Tools for what is listed: by day, and by what is gaining attention. */
export function addListTools(server: McpServer, { database, clock, baseUrl }: McpDeps): void {
  server.registerTool(
    'trending_papers',
    {
      title: 'Trending papers',
      description:
        'What is gaining attention (stars, upvotes, points, citations as rates, in its own field), each paper with the reason for its place. Over the newest listing day, a week or a month; of a past day the list as it stood.',
      inputSchema: z.object({
        period: z.enum(trendingPeriods.map(({ name }) => name)).default('day'),
        day: day.describe('A past day of which the list is asked'),
        category,
        with_code: z.boolean().default(false).describe('Only papers whose code is known'),
        limit,
      }),
      annotations: readsOnly,
    },
    async ({ with_code: withCode, limit: size, ...given }) => {
      const list = readTrendingListName((name) =>
        name === 'code' ? (withCode ? 'yes' : 'no') : name === 'sort' ? undefined : given[name],
      );
      if ('problem' in list) return problemAnswer(list.problem);
      const page = await readTrendingPage(database, list, { start: 0, end: size });
      const title = `Trending over ${list.period.words}${page.day ? `, listing day ${page.day}` : ''}:`;
      return textAnswer([title, paperRows(page.papers, baseUrl) || 'Nothing is listed.']);
    },
  );

  server.registerTool(
    'papers_of_day',
    {
      title: 'Papers of a day',
      description:
        'The papers listed on a day (the newest one unless given), and how complete the list is. Give the cursor of an answer to go on.',
      inputSchema: z.object({ day, category, limit, cursor }),
      annotations: readsOnly,
    },
    async ({ day: asked, category: of, limit: size, cursor: after }) => {
      const name = asked ?? (await newestListedDay(database));
      const period = name === undefined ? undefined : periodOf('day', name);
      if (name === undefined || !period) return problemAnswer('No paper has a day yet.');
      if (after !== undefined && !isListCursor(after))
        return problemAnswer('This cursor is not one that an answer gave.');
      const { papers, next } = await listPapersListedOn(database, {
        ...period,
        limit: size,
        ...(of !== undefined && { category: of }),
        ...(after !== undefined && { cursor: after }),
      });
      return textAnswer([
        `Papers listed on ${name}:`,
        await describeDay(database, clock, name),
        paperRows(
          papers.map((paper) => ({ paper })),
          baseUrl,
        ) || 'None.',
        next && `More with cursor ${next}`,
      ]);
    },
  );
}
