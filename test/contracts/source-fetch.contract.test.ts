import { expect, onTestFinished, test } from 'vitest';
import { fixedClock } from '../../src/lib/clock.ts';
import { parseIdentifier } from '../../src/papers/identifiers.ts';
import { arxivSource } from '../../src/sources/arxiv/arxiv-source.ts';
import { biorxivSource, medrxivSource } from '../../src/sources/biorxiv/biorxiv-source.ts';
import { githubStarsSource } from '../../src/sources/github-stars/github-stars-source.ts';
import { hackerNewsSource } from '../../src/sources/hacker-news/hacker-news-source.ts';
import { huggingFacePapersSource } from '../../src/sources/hugging-face-papers/hugging-face-papers-source.ts';
import { openalexSource } from '../../src/sources/openalex/openalex-source.ts';
import type { WatchedPaper } from '../../src/sources/source.ts';
import { createFetching, type FetchedPages } from '../support/fetch-pages.ts';
import { everyFaultAt, type Fault } from '../support/simulator/faults.ts';
import { makeSimulatedPapers, type SimulatedPaper } from '../support/simulator/simulated-papers.ts';
import { startSimulator, type Simulator } from '../support/simulator/start-simulator.ts';

const CATEGORIES = ['cs.CL', 'cs.LG', 'cs.AI'];
/** A Monday. */
const FIRST_DAY = '2026-08-03';
const papers = makeSimulatedPapers(FIRST_DAY, 12, 30);

async function open({
  at = '2026-08-12T12:00:00Z',
  chooseFault,
  of = papers,
}: { at?: string; chooseFault?: (nth: number) => Fault | undefined; of?: SimulatedPaper[] } = {}) {
  const clock = fixedClock(at);
  const simulator = await startSimulator({ papers: of, clock, ...(chooseFault && { chooseFault }) });
  onTestFinished(() => simulator.close());
  return { clock, simulator, via: simulator.address, fetchPages: await createFetching() };
}

const recordsOf = ({ pages }: FetchedPages) => pages.flatMap(({ records }) => records);
const signalsOf = ({ pages }: FetchedPages) => pages.flatMap(({ signals = [] }) => signals);
const countsByPaper = (fetched: FetchedPages, signal: string): Map<string, number> =>
  new Map(
    signalsOf(fetched)
      .filter((one) => one.signal === signal)
      .map(({ publicId, count }) => [publicId, count]),
  );
const problemsOf = ({ pages }: FetchedPages) => pages.flatMap(({ problems }) => problems);
const listedFrom = (first: string, last: string) =>
  papers.filter(({ listedOn }) => listedOn >= first && listedOn <= last).map(({ id }) => id);
const watched: WatchedPaper[] = papers.map(({ id, title, listedOn, codeUrl }) => ({
  ...{ publicId: `arxiv:${id}`, title, listedOn, arxivId: id },
  codePlaces: codeUrl ? [codeUrl.replace('https://', '').toLowerCase()] : [],
}));

/** No two requests nearer to one another than the rule says, and never two at once. */
function expectPolite({ requests }: Simulator, intervalMs: number): void {
  for (const [index, { startedAtMs, atOnce }] of requests.entries()) {
    expect(atOnce).toBe(1);
    if (index > 0) expect(startedAtMs - requests[index - 1]!.endedAtMs).toBeGreaterThanOrEqual(intervalMs);
  }
}

test('arXiv: history and the list of today, each paper on its announcement day', async () => {
  const { clock, via, simulator, fetchPages } = await open();
  const fetched = await fetchPages(arxivSource, { clock, via, since: FIRST_DAY, categories: CATEGORIES });
  expect(fetched.error).toBeUndefined();
  expect(problemsOf(fetched)).toEqual([]);
  const records = recordsOf(fetched);
  expect(new Set(records.map(({ sourceId }) => sourceId))).toEqual(
    new Set(listedFrom(FIRST_DAY, '2026-08-12')),
  );
  const listedOn = new Map(papers.map((paper) => [paper.id, paper.listedOn]));
  for (const { sourceId, announcedOn } of records) {
    if (announcedOn !== undefined) expect(announcedOn).toBe(listedOn.get(sourceId));
  }
  expect(fetched.pages[0]?.announced).toEqual([{ day: '2026-08-12', expectedCount: 30 }]);
  expectPolite(simulator, 3_000);
});

test('arXiv: the next harvest begins where the last one did, and a token that expired begins it anew', async () => {
  const many = makeSimulatedPapers(FIRST_DAY, 5, 700);
  const { clock, via, simulator, fetchPages } = await open({
    of: many,
    chooseFault: (nth) => (nth === 2 ? 'expired token' : undefined),
  });
  const first = await fetchPages(arxivSource, { clock, via, since: FIRST_DAY });
  expect(first.error).toBeUndefined();
  expect(new Set(recordsOf(first).map(({ sourceId }) => sourceId)).size).toBe(many.length);
  const asked = simulator.requests.length;
  clock.moveTo('2026-08-14T12:00:00Z');
  await fetchPages(arxivSource, { clock, via, cursor: first.cursor });
  expect(simulator.requests[asked + 1]?.path).toContain('from=2026-08-11');
});

test('arXiv: a harvest that was broken off goes on with its token', async () => {
  const many = makeSimulatedPapers(FIRST_DAY, 5, 700);
  const { clock, via, simulator, fetchPages } = await open({ of: many });
  const { pages } = await fetchPages(arxivSource, { clock, via, since: FIRST_DAY });
  const asked = simulator.requests.length;
  const rest = await fetchPages(arxivSource, { clock, via, cursor: pages[2]?.cursor });
  const harvested = [...pages.slice(1, 3), ...rest.pages].flatMap(({ records }) => records);
  expect(harvested.map(({ sourceId }) => sourceId).sort()).toEqual(many.map(({ id }) => id).sort());
  expect(simulator.requests[asked + 1]?.path).toContain('resumptionToken');
});

test("arXiv: yesterday's list under today's date is told, and its papers keep their day", async () => {
  let isStale = false;
  const { clock, via, fetchPages } = await open({ chooseFault: () => (isStale ? 'stale feed' : undefined) });
  const { cursor } = await fetchPages(arxivSource, { clock, via, categories: CATEGORIES });
  isStale = true;
  clock.moveTo('2026-08-13T12:00:00Z');
  const { pages } = await fetchPages(arxivSource, { clock, via, cursor, categories: CATEGORIES });
  expect(pages[0]).toMatchObject({
    announced: [{ day: '2026-08-13', expectedCount: 30 }],
    problems: [{ reason: "arXiv's feed holds the list of 2026-08-12 again, under the date 2026-08-13" }],
  });
  isStale = false;
  clock.moveTo('2026-08-14T12:00:00Z');
  const next = await fetchPages(arxivSource, {
    ...{ clock, via, cursor: pages[0]?.cursor, categories: CATEGORIES },
  });
  expect(next.pages[0]).toMatchObject({ problems: [], announced: [{ day: '2026-08-14' }] });
});

test('arXiv: a list that came damaged is asked for whole again, one that came well is not', async () => {
  const { clock, via, simulator, fetchPages } = await open({
    chooseFault: (nth) => (nth === 0 ? 'cut' : undefined),
  });
  const only = { clock, via, categories: CATEGORIES };
  const cut = await fetchPages(arxivSource, only);
  expect(cut.error).toMatchObject({ name: 'UnusableAnswerError' });
  expect(cut.pages.flatMap(({ announced = [] }) => announced)).toEqual([]);
  const well = await fetchPages(arxivSource, { ...only, cursor: cut.cursor });
  expect(well.pages[0]?.announced).toEqual([{ day: '2026-08-12', expectedCount: 30 }]);
  const again = await fetchPages(arxivSource, { ...only, cursor: well.cursor });
  expect(again.pages.flatMap(({ announced = [] }) => announced)).toEqual([]);
  expect(simulator.requests.filter(({ host }) => host === 'rss.arxiv.org')).toHaveLength(3);
});

test('arXiv: the list of a Saturday is empty, and that is no failure', async () => {
  const { clock, via, fetchPages } = await open({ at: '2026-08-08T12:00:00Z' });
  const { pages, error } = await fetchPages(arxivSource, { clock, via, categories: CATEGORIES });
  expect(error).toBeUndefined();
  expect(pages[0]).toMatchObject({ records: [], announced: [{ day: '2026-08-08', expectedCount: 0 }] });
});

test('arXiv: without the feed the harvest still comes, and without both the query API', async () => {
  const { clock, via, simulator, fetchPages } = await open({
    chooseFault: (nth) => (nth < 2 ? 'web page' : undefined),
  });
  const only = { clock, via, categories: ['cs.LG'] };
  const withoutFeed = await fetchPages(arxivSource, only);
  expect(withoutFeed.error).toMatchObject({ name: 'UnusableAnswerError' });
  expect(recordsOf(withoutFeed).length).toBeGreaterThan(0);
  expect(simulator.requests.map(({ host }) => host)).toContain('export.arxiv.org');
});

test('bioRxiv and medRxiv: every version of every day, in pages of any length', async () => {
  const { clock, via, simulator, fetchPages } = await open();
  const found = new Set<string>();
  for (const source of [biorxivSource, medrxivSource]) {
    const fetched = await fetchPages(source, { clock, via, since: FIRST_DAY });
    expect(fetched.error).toBeUndefined();
    for (const { title } of recordsOf(fetched)) found.add(title);
    const days = fetched.pages.flatMap(({ announced = [] }) => announced.map(({ day }) => day));
    expect(days).toEqual([...new Set(days)]);
    expect(days).toHaveLength(10);
  }
  const biology = papers.filter(
    ({ categories, listedOn }) => categories[0] === 'q-bio.NC' && listedOn <= '2026-08-12',
  );
  expect(found.size).toBe(biology.length);
  expectPolite(simulator, 1_000);
});

test('Hugging Face: the lists of the last days with their upvotes, which grow', async () => {
  const { clock, via, fetchPages } = await open();
  const fetched = await fetchPages(huggingFacePapersSource, { clock, via });
  expect(recordsOf(fetched).length).toBeGreaterThan(5);
  expect(signalsOf(fetched).filter(({ signal }) => signal === 'upvotes')).toHaveLength(
    recordsOf(fetched).length,
  );
  clock.moveTo('2026-08-13T12:00:00Z');
  const later = await fetchPages(huggingFacePapersSource, { clock, via, cursor: fetched.cursor });
  const before = countsByPaper(fetched, 'upvotes');
  for (const [publicId, count] of countsByPaper(later, 'upvotes')) {
    expect(count).toBeGreaterThanOrEqual(before.get(publicId) ?? 0);
  }
});

test('Hacker News, OpenAlex and GitHub: counts of papers that are known', async () => {
  const { clock, via, simulator, fetchPages } = await open();
  const options = { githubToken: 'token' };
  for (const source of [hackerNewsSource, openalexSource, githubStarsSource]) {
    const fetched = await fetchPages(source, { clock, via, watched, options });
    expect(fetched.error).toBeUndefined();
    for (const { publicId, count } of signalsOf(fetched)) {
      expect(parseIdentifier(publicId)?.scheme).toBe('arxiv');
      expect(count).toBeGreaterThanOrEqual(0);
    }
    if (source !== hackerNewsSource) expect(signalsOf(fetched).length).toBeGreaterThan(50);
  }
  expect(simulator.requests.filter(({ path }) => path.startsWith('/repos/'))).toHaveLength(75);
});

test('GitHub: what did not change is asked conditionally and counts as it did; what is gone is left alone', async () => {
  const { clock, via, simulator, fetchPages } = await open();
  const all = { clock, via, watched, options: { githubToken: 'token' } };
  const first = await fetchPages(githubStarsSource, all);
  const asked = simulator.requests.length;
  const second = await fetchPages(githubStarsSource, { ...all, cursor: first.cursor });
  for (const { signal, count } of signalsOf(second)) {
    expect(count).toBeGreaterThanOrEqual(countsByPaper(first, signal).values().next().value ?? Infinity);
  }
  expect(simulator.requests.length - asked).toBe(signalsOf(first).length);
});

test('GitHub: without a token the repositories take turns', async () => {
  const { clock, via, simulator, fetchPages } = await open();
  const first = await fetchPages(githubStarsSource, { clock, via, watched });
  expect(simulator.requests).toHaveLength(50);
  await fetchPages(githubStarsSource, { clock, via, watched, cursor: first.cursor });
  const paths = simulator.requests.map(({ path }) => path);
  expect(new Set(paths.slice(0, 75)).size).toBeGreaterThanOrEqual(74);
});

test('arXiv, all faults at once, for two weeks: every paper on its day, no request against the rule', async () => {
  const { clock, via, simulator, fetchPages } = await open({
    at: `${FIRST_DAY}T04:30:00Z`,
    chooseFault: everyFaultAt(0.05, 7),
  });
  const announced = new Map<string, string>();
  let cursor: string | undefined;
  for (let hour = 0; hour < 14 * 24; hour += 4) {
    clock.moveTo(new Date(Date.parse(`${FIRST_DAY}T04:30:00Z`) + hour * 3_600_000));
    const fetched = await fetchPages(arxivSource, { clock, via, cursor, categories: CATEGORIES });
    ({ cursor } = fetched);
    for (const { sourceId, announcedOn } of recordsOf(fetched)) {
      const known = announced.get(sourceId);
      if (announcedOn !== undefined && (known === undefined || announcedOn < known))
        announced.set(sourceId, announcedOn);
    }
  }
  expect([...announced].sort()).toEqual(papers.map(({ id, listedOn }) => [id, listedOn]).sort());
  expectPolite(simulator, 3_000);
  expect(new Set(simulator.requests.map(({ fault }) => fault)).size).toBeGreaterThan(6);
});
