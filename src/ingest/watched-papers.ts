import type { Clock } from '../lib/clock.ts';
import { findCodeLinks } from '../papers/find-code-links.ts';
import type { Paper } from '../papers/paper.ts';
import { fromPaperRow } from '../papers/paper-row.ts';
import type { WatchedPaper } from '../sources/source.ts';
import type { Database } from '../storage/database.ts';

const MAX_HIDDEN = 100_000;

/** Papers listed within so many days, the most recent first: what people may be talking about. */
export async function listWatchedPapers(
  database: Database,
  clock: Clock,
  { days, limit }: { days: number; limit: number },
): Promise<WatchedPaper[]> {
  const from = new Date(clock.now().getTime() - days * 86_400_000).toISOString().slice(0, 10);
  const rows = await database
    .selectFrom('papers')
    .selectAll()
    .where('listed_on', '>=', from)
    .orderBy('listed_on', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  const hidden = await database
    .selectFrom('link_reports')
    .select(['public_id', 'url'])
    .where('verdict', '=', 'hidden')
    .limit(MAX_HIDDEN)
    .execute();
  const isHidden = new Set(
    hidden.flatMap(({ public_id, url }) => findCodeLinks(url).map(({ place }) => `${public_id} ${place}`)),
  );
  return rows
    .map((row) => toWatched(fromPaperRow(row)))
    .map((paper) => ({
      ...paper,
      // Its abstract still names it.
      codePlaces: paper.codePlaces.filter((place) => !isHidden.has(`${paper.publicId} ${place}`)),
    }));
}

function toWatched({
  publicId,
  title,
  listedOn,
  identifiers,
  links,
  abstract,
  comment,
}: Paper): WatchedPaper {
  const texts = [links.code, abstract, comment].filter(Boolean).join('\n');
  return {
    ...{ publicId, title, listedOn: listedOn ?? '' },
    ...(identifiers.arxivId && { arxivId: identifiers.arxivId }),
    ...(identifiers.doi && { doi: identifiers.doi }),
    codePlaces: findCodeLinks(texts).map(({ place }) => place),
  };
}
