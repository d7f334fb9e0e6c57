import { reasonForNoArxivList } from '../arxiv-calendar.ts';
import type { Source } from '../source.ts';
import { fetchArxivAnnouncements } from './fetch-arxiv-announcements.ts';
import { fetchArxivHistory } from './fetch-arxiv-history.ts';
import { fetchArxivQuery } from './fetch-arxiv-query.ts';
import { readArxivCursor } from './arxiv-cursor.ts';

/**
 * arXiv. Today's announcements come from the RSS feed, which alone tells the day of the list; history and changes come
 * by OAI-PMH, which also brings what a missed feed held. The query API answers only when both others fail.
 * Terms: one request in three seconds over one connection, all hosts together
 * (https://info.arxiv.org/help/api/tou.html).
 */
export const arxivSource: Source = {
  name: 'arxiv',
  title: 'arXiv',
  politeness: {
    bucket: 'arxiv',
    hosts: ['rss.arxiv.org', 'oaipmh.arxiv.org', 'export.arxiv.org'],
    intervalMs: 3_000,
  },
  // The feed is rebuilt at midnight in New York, at times late; OAI-PMH follows the announcement at 20:00.
  schedule: { pattern: '15 0,1,2,4,6,9,12 * * *', zone: 'America/New_York' },
  reasonForNoList: reasonForNoArxivList,
  async *fetch(context) {
    const cursor = readArxivCursor(context.cursor);
    const failures: unknown[] = [];
    try {
      yield* fetchArxivAnnouncements(context, cursor);
    } catch (error) {
      failures.push(error);
    }
    context.signal.throwIfAborted();
    try {
      yield* fetchArxivHistory(context, cursor);
    } catch (error) {
      failures.push(error);
    }
    context.signal.throwIfAborted();
    if (failures.length === 2) yield* fetchArxivQuery(context, cursor);
    // What came is stored; that something did not come must be seen and tried again.
    if (failures.length > 0) throw failures[0];
  },
};
