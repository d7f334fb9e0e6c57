import { escapeXml, xml, type CreateService } from './simulated-service.ts';
import { dayAfter, type SimulatedPaper } from './simulated-papers.ts';

/** `rss.arxiv.org`: the list of the present day in New York, rebuilt at its midnight, empty at weekends. */
export const createArxivFeedService: CreateService = (papers) => {
  const byDay = new Map<string, SimulatedPaper[]>();
  const byUpdate = new Map<string, SimulatedPaper[]>();
  for (const paper of papers) {
    push(byDay, paper.listedOn, paper);
    if (paper.updatedOn) push(byUpdate, listDayAfter(paper.updatedOn), paper);
  }
  return ({ path, now, headers, fault }) => {
    const day = newYorkDay(now);
    const wanted = (path.split('/').at(-1) ?? '').split('+');
    const unknown = wanted.find((category) => !/^[a-z-]+(\.[A-Za-z-]+)?$/.test(category));
    if (unknown !== undefined) return feed(`Feed error for query: ${unknown}`, day, []);
    // What went wrong at arXiv: the old list under the new date.
    const listDay = fault === 'stale feed' ? previousWeekday(day) : day;
    const isWanted = ({ categories }: SimulatedPaper): boolean =>
      categories.some((category) => wanted.some((one) => category === one || category.startsWith(`${one}.`)));
    const items = [
      ...(byDay.get(listDay) ?? []).filter(isWanted).map((paper) => item(paper, 1, day)),
      ...(byUpdate.get(listDay) ?? []).filter(isWanted).map((paper) => item(paper, 2, day)),
    ];
    const etag = `"${day} ${listDay}"`;
    if (headers['if-none-match'] === etag) return { status: 304, body: '', headers: { etag } };
    const answer = feed(`${wanted.join(', ')} updates on arXiv.org`, day, items.slice(0, 2_000));
    return { ...answer, headers: { etag } };
  };
};

const OAI_PAGE_SIZE = 1_000;

/** `oaipmh.arxiv.org`: everything by the day of its last change; a token is good until midnight UTC. */
export const createArxivOaiService: CreateService = (papers) => {
  const lists = new Map<string, { paper: SimulatedPaper; stamp: string }[]>();
  /** What had changed from a day on, as of another: made once and paged through. */
  const listOf = (set: string, from: string, today: string): { paper: SimulatedPaper; stamp: string }[] => {
    const key = `${set} ${from} ${today}`;
    const known = lists.get(key);
    if (known) return known;
    const list = papers
      .filter(
        (paper) => paper.listedOn <= today && (set === '' || paper.categories.some((one) => setOf(one, set))),
      )
      .map((paper) => ({ paper, stamp: stampOf(paper, today) }))
      .filter(({ stamp }) => stamp >= from)
      .sort((a, b) => (a.stamp < b.stamp ? -1 : a.stamp > b.stamp ? 1 : 0));
    if (lists.size > 20) lists.clear();
    lists.set(key, list);
    return list;
  };
  return ({ query, now, fault }) => {
    const token = query.get('resumptionToken');
    const day = now.toISOString().slice(0, 10);
    const answer = (content: string) =>
      xml(
        `<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>${now.toISOString().slice(0, 19)}Z</responseDate><request verb="ListRecords">https://oaipmh.arxiv.org/oai</request>${content}</OAI-PMH>`,
      );
    const [set = '', from = '', start = '0', issued = day] = token?.split('|') ?? [
      query.get('set') ?? '',
      query.get('from') ?? '',
    ];
    if (issued !== day || (token && fault === 'expired token')) {
      return answer('<error code="badResumptionToken">The token has expired</error>');
    }
    const list = listOf(set, from, newMetadataDay(now));
    const end = Number(start) + OAI_PAGE_SIZE;
    if (list.length === 0) return answer('<error code="noRecordsMatch">nothing changed</error>');
    const records = list.slice(Number(start), end).map(({ paper, stamp }) => oaiRecord(paper, stamp));
    const next = end < list.length ? [set, from, end, day].join('|') : '';
    return answer(
      `<ListRecords>${records.join('\n')}<resumptionToken>${next}</resumptionToken></ListRecords>`,
    );
  };
};

/** `export.arxiv.org/api/query`: the newest first, whatever is asked; errors come with status 200. */
export const createArxivQueryService: CreateService = (papers) => {
  const newest = [...papers].reverse();
  return ({ query, now }) => {
    const start = Number(query.get('start') ?? 0);
    const count = Math.min(Number(query.get('max_results') ?? 10), 2_000);
    const feed = (content: string) =>
      xml(`<feed xmlns="http://www.w3.org/2005/Atom"><title>ArXiv Query</title>${content}</feed>`);
    if (!Number.isInteger(start) || start < 0 || start > 30_000) {
      return feed(
        '<entry><id>http://arxiv.org/api/errors#start_must_be_an_integer</id><title>Error</title><summary>start must be an integer</summary></entry>',
      );
    }
    const today = newMetadataDay(now);
    const known = newest.filter(({ listedOn }) => listedOn <= today);
    const entries = known.slice(start, start + count).map((paper) => queryEntry(paper, today));
    return feed(`<opensearch:totalResults>${known.length}</opensearch:totalResults>${entries.join('\n')}`);
  };
};

function feed(title: string, day: string, items: string[]) {
  return xml(
    `<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel><title>${title}</title><link>http://rss.arxiv.org/rss/x</link><lastBuildDate>${rfc822(day)}</lastBuildDate><pubDate>${rfc822(day)}</pubDate><skipDays><day>Saturday</day><day>Sunday</day></skipDays>${items.join('\n')}</channel></rss>`,
    'application/rss+xml',
  );
}

function item(paper: SimulatedPaper, version: number, day: string): string {
  const type = version > 1 ? 'replace' : 'new';
  return `<item><title>${escapeXml(paper.title)}</title><link>https://arxiv.org/abs/${paper.id}</link><description>arXiv:${paper.id}v${version} Announce Type: ${type}
Abstract: ${escapeXml(paper.abstract)}</description><guid isPermaLink="false">oai:arXiv.org:${paper.id}v${version}</guid>${paper.categories.map((one) => `<category>${one}</category>`).join('')}<pubDate>${rfc822(day)}</pubDate><arxiv:announce_type>${type}</arxiv:announce_type><dc:rights>http://arxiv.org/licenses/nonexclusive-distrib/1.0/</dc:rights><dc:creator>${escapeXml(paper.authors.join(', '))}</dc:creator></item>`;
}

function oaiRecord(paper: SimulatedPaper, stamp: string): string {
  const isUpdated = paper.updatedOn !== undefined && stamp > paper.updatedOn;
  const versions = [paper.submittedOn, ...(isUpdated && paper.updatedOn ? [paper.updatedOn] : [])];
  return `<record><header><identifier>oai:arXiv.org:${paper.id}</identifier><datestamp>${stamp}</datestamp></header><metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>${paper.id}</id><submitter>${escapeXml(paper.authors[0] ?? '')}</submitter>${versions
    .map(
      (day, index) =>
        `<version version="v${index + 1}"><date>${rfc822(day)}</date><size>9kb</size></version>`,
    )
    .join(
      '',
    )}<title>${escapeXml(paper.title)}</title><authors>${escapeXml(paper.authors.join(', '))}</authors><categories>${paper.categories.join(' ')}</categories>${paper.doi ? `<doi>${escapeXml(paper.doi)}</doi>` : ''}<license>http://arxiv.org/licenses/nonexclusive-distrib/1.0/</license><abstract>  ${escapeXml(paper.abstract)}
</abstract></arXivRaw></metadata></record>`;
}

function queryEntry(paper: SimulatedPaper, today: string): string {
  const isUpdated = paper.updatedOn !== undefined && paper.updatedOn < today;
  return `<entry><id>http://arxiv.org/abs/${paper.id}v${isUpdated ? 2 : 1}</id><updated>${isUpdated ? paper.updatedOn : paper.submittedOn}T12:00:00Z</updated><published>${paper.submittedOn}T12:00:00Z</published><title>${escapeXml(paper.title)}</title><summary>${escapeXml(paper.abstract)}</summary>${paper.authors.map((name) => `<author><name>${escapeXml(name)}</name></author>`).join('')}<arxiv:primary_category term="${paper.categories[0] ?? ''}"/>${paper.categories.map((one) => `<category term="${one}"/>`).join('')}</entry>`;
}

/** The day of the last change that is known on that day. */
function stampOf({ listedOn, updatedOn }: SimulatedPaper, today: string): string {
  const replacedOn = updatedOn === undefined ? undefined : listDayAfter(updatedOn);
  return replacedOn !== undefined && replacedOn <= today && replacedOn > listedOn ? replacedOn : listedOn;
}

/** `cs.CL` is in `cs:cs:CL`, and `hep-th` in `physics:hep-th`. */
function setOf(category: string, set: string): boolean {
  return set.split(':').slice(1).join('.') === category;
}

/** The metadata of a list appear at 22:30 on the evening before its day, in New York. */
function newMetadataDay(now: Date): string {
  return newYorkDay(new Date(now.getTime() + 1.5 * 3_600_000));
}

const NEW_YORK = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York', dateStyle: 'short' });

/** The calendar's day in New York. */
export function newYorkDay(now: Date): string {
  return NEW_YORK.format(now);
}

/** What came on a day is on the list of the next weekday. */
function listDayAfter(day: string): string {
  const forward = { 5: 3, 6: 2 }[new Date(day).getUTCDay()] ?? 1;
  return dayAfter(day, forward);
}

function previousWeekday(day: string): string {
  const back = { 1: 3, 0: 2 }[new Date(day).getUTCDay()] ?? 1;
  return dayAfter(day, -back);
}

function rfc822(day: string): string {
  return new Date(`${day}T12:00:00Z`).toUTCString().replace('12:00:00 GMT', '00:00:00 -0400');
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
