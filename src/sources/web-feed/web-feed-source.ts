import { HttpError } from '../../http/http-client.ts';
import type { Source } from '../source.ts';
import { UnusableAnswerError } from '../unusable-answer-error.ts';
import { readWebFeed } from './read-web-feed.ts';

const MAX_BYTES = 16 * 1024 * 1024;

/** RSS and Atom feeds whose addresses the operator entered. One that fails is told, and the others are read. */
export const webFeedSource: Source = {
  name: 'feeds',
  title: 'Web feeds',
  politeness: { bucket: 'feeds', hosts: 'any', intervalMs: 1_000 },
  schedule: { pattern: '35 * * * *', zone: 'UTC' },
  problem: ({ feeds }) => (feeds.length > 0 ? undefined : 'No addresses of feeds are set.'),
  async *fetch({ http, options, cursor, report }) {
    for (const address of options.feeds) {
      report(address);
      try {
        const answer = await http.get(address, { only: 'changed', maxBytes: MAX_BYTES });
        if (answer.status === 304) continue;
        if (answer.status >= 400)
          throw new UnusableAnswerError(`The server answers with status ${answer.status}.`);
        yield { ...(await readWebFeed(answer.pieces(), address)), cursor };
      } catch (error) {
        if (!(error instanceof UnusableAnswerError || error instanceof HttpError)) throw error;
        http.forget(address);
        yield { records: [], problems: [{ entry: address, reason: error.message }], cursor };
      }
    }
  },
};
