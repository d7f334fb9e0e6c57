import { hash } from 'node:crypto';
import type { FetchContext, SourcePage } from '../source.ts';
import { writeArxivCursor, type ArxivCursor } from './arxiv-cursor.ts';
import { readArxivFeed, type ArxivFeed } from './arxiv-feed.ts';

/** Without a choice, the feeds of all archives together. */
const ALL_ARCHIVES =
  'astro-ph cond-mat cs econ eess gr-qc hep-ex hep-lat hep-ph hep-th math math-ph nlin nucl-ex nucl-th physics q-bio q-fin quant-ph stat'.split(
    ' ',
  );

/**
 * Today's list. One that arXiv serves again under a new date (it has happened) is told, and given as it is: its papers
 * keep their own day, which came first, and the day can say why it has nothing new. One of a day that is past is
 * passed over.
 */
export async function* fetchArxivAnnouncements(
  { http, categories, report }: FetchContext,
  cursor: ArxivCursor,
): AsyncGenerator<SourcePage> {
  const wanted = categories.length > 0 ? categories : ALL_ARCHIVES;
  report("today's announcements");
  const address = `https://rss.arxiv.org/rss/${wanted.join('+')}`;
  const answer = await http.get(address, { only: 'changed' });
  if (answer.status === 304) return;
  const feed = await readArxivFeed(answer.pieces()).catch((error: unknown) => {
    http.forget(address);
    throw error;
  });
  const list = { day: feed.announcedOn ?? '', digest: digestOf(feed) };
  const last = cursor.list;
  if (last && feed.records.length > 0 && list.day < last.day) {
    const reason = `arXiv's feed holds the list of ${list.day} again, after that of ${last.day}`;
    yield { records: [], problems: [{ reason }], cursor: writeArxivCursor(cursor) };
    return;
  }
  const problems = [...feed.problems];
  if (last && list.day > last.day && list.digest === last.digest) {
    problems.push({ reason: `arXiv's feed holds the list of ${last.day} again, under the date ${list.day}` });
  } else if (list.day !== '' && feed.records.length > 0) {
    // An empty list, as at weekends, is no measure for the next one.
    cursor.list = list;
  }
  yield {
    records: feed.records,
    problems,
    cursor: writeArxivCursor(cursor),
    ...(list.day !== '' && { announced: [{ day: list.day, expectedCount: feed.announcedCount }] }),
  };
}

function digestOf({ records }: ArxivFeed): string {
  const ids = records.map(({ sourceId, version }) => `${sourceId}v${version ?? 1}`);
  return hash('sha1', ids.sort().join(' ')).slice(0, 16);
}
