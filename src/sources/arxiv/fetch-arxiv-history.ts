import { beginningDay, daysBefore, todayInUtc } from '../source-days.ts';
import type { FetchContext, SourcePage } from '../source.ts';
import { writeArxivCursor, type ArxivCursor } from './arxiv-cursor.ts';
import { ExpiredTokenError, readArxivOaiPage, type OaiPage } from './arxiv-oai.ts';
import { arxivSetOf } from './arxiv-set.ts';

const ADDRESS = 'https://oaipmh.arxiv.org/oai';
/** A fresh instance begins with the last few lists. */
const FIRST_DAYS = 5;
/** All of arXiv has some three thousand pages. */
const MAX_PAGES = 20_000;
const MAX_RESTARTS = 3;
/** In place of a set: all of arXiv. */
const EVERYTHING = '';

/** Everything that changed since the last harvest, set by set; a harvest that was broken off goes on. */
export async function* fetchArxivHistory(
  context: FetchContext,
  cursor: ArxivCursor,
): AsyncGenerator<SourcePage> {
  // A harvest under way goes on, unless more is asked for than it would bring.
  if (cursor.harvest && context.since !== undefined && context.since < cursor.harvest.from)
    delete cursor.harvest;
  const harvest = (cursor.harvest ??= beginHarvest(context, cursor));
  let restarts = 0;
  for (let count = 0; count < MAX_PAGES; count++) {
    const [set = EVERYTHING] = harvest.sets;
    context.report(`changes since ${harvest.from}${set && ` in ${set}`}, page ${count + 1}`);
    let page: OaiPage;
    try {
      const answer = await context.http.get(addressOf(harvest.from, set, harvest.token));
      page = await readArxivOaiPage(answer.pieces());
    } catch (error) {
      if (!(error instanceof ExpiredTokenError) || ++restarts > MAX_RESTARTS) throw error;
      delete harvest.token;
      continue;
    }
    advance(cursor, harvest, page);
    yield { records: page.records, problems: page.problems, cursor: writeArxivCursor(cursor) };
    if (cursor.harvest === undefined) return;
  }
}

type Harvest = NonNullable<ArxivCursor['harvest']>;

function beginHarvest({ clock, since, categories }: FetchContext, cursor: ArxivCursor): Harvest {
  const own = cursor.from ?? daysBefore(todayInUtc(clock), FIRST_DAYS);
  return {
    from: beginningDay(since, own),
    sets: categories.length > 0 ? [...new Set(categories.map(arxivSetOf))] : [EVERYTHING],
  };
}

/** A token stands for the whole question, so nothing else may be asked with it. */
function addressOf(from: string, set: string, token: string | undefined): string {
  const query =
    token === undefined
      ? { verb: 'ListRecords', metadataPrefix: 'arXivRaw', from, ...(set !== EVERYTHING && { set }) }
      : { verb: 'ListRecords', resumptionToken: token };
  return `${ADDRESS}?${new URLSearchParams(query).toString()}`;
}

/** What is stamped with a day may appear after it, and a server's clock may jump. */
const OVERLAP_DAYS = 1;

/** The next harvest begins by the server's calendar, not by this machine's: their clocks may differ. */
function advance(cursor: ArxivCursor, harvest: Harvest, { resumptionToken, responseDate }: OaiPage): void {
  const serverDay = responseDate?.slice(0, 10);
  if (serverDay !== undefined) harvest.nextFrom ??= daysBefore(serverDay, OVERLAP_DAYS);
  if (resumptionToken !== undefined) {
    harvest.token = resumptionToken;
    return;
  }
  delete harvest.token;
  harvest.sets.shift();
  if (harvest.sets.length > 0) return;
  cursor.from = harvest.nextFrom ?? harvest.from;
  delete cursor.harvest;
}
