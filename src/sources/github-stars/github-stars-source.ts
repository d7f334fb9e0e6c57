import { objectOf, textOf } from '../../lib/json-object.ts';
import { githubPoliteness } from '../github-politeness.ts';
import { parseJsonObjectAnswer } from '../json-answer.ts';
import { parseCursor } from '../parse-cursor.ts';
import type { HttpAnswer } from '../../http/http-client.ts';
import type { FetchContext, Source, SourceSignal, WatchedPaper } from '../source.ts';
import { todayInUtc, daysBefore } from '../source-days.ts';

/** A paper's repository gets most of its stars in its first months. */
const WATCHED_DAYS = 120;
const MAX_PAPERS = 5_000;
/** Allowed in an hour are 60 without a token and 5,000 with one; some are left to others behind the same address. */
const REQUESTS_A_RUN = { anonymous: 50, token: 2_000 };
const MIN_REMAINING = 5;
const REQUESTS_A_PAGE = 50;
/** A repository that is gone is asked for again after so many days. */
const GONE_DAYS = 14;

/**
 * Stars of the repositories that papers name. The repositories take turns, the fewest requests are spent on those that
 * did not change (304), and what is gone or renamed does no harm: a renamed one answers under its old name.
 */
export const githubStarsSource: Source = {
  name: 'github',
  title: 'GitHub stars',
  politeness: githubPoliteness,
  schedule: { pattern: '5 * * * *', zone: 'UTC' },
  async *fetch(context) {
    const watched = await context.listWatchedPapers({ days: WATCHED_DAYS, limit: MAX_PAPERS });
    const papers = papersByPlace(watched);
    const memory = readMemory(context.cursor, papers);
    const budget = context.options.githubToken ? REQUESTS_A_RUN.token : REQUESTS_A_RUN.anonymous;
    const turn = takeTurn([...papers.keys()], memory, budget, todayInUtc(context.clock));
    for (let start = 0; start < turn.length; start += REQUESTS_A_PAGE) {
      context.report(
        `repositories ${start + 1} to ${Math.min(start + REQUESTS_A_PAGE, turn.length)} of ${turn.length}`,
      );
      const signals: SourceSignal[] = [];
      let isSpent = false;
      for (const place of turn.slice(start, start + REQUESTS_A_PAGE)) {
        const answer = await askFor(place, context);
        signals.push(...signalsOf(place, papers.get(place) ?? [], answer, memory, context));
        memory.last = place;
        isSpent = Number(answer.headers['x-ratelimit-remaining'] ?? Infinity) < MIN_REMAINING;
        if (isSpent) break;
      }
      yield { records: [], problems: [], signals, cursor: JSON.stringify(memory) };
      if (isSpent) return;
    }
  },
};

/** What is remembered from run to run, of watched repositories only. */
interface Memory {
  /** The place asked for last. */
  last?: string;
  /** Stars at the last answer that was no 304. */
  stars: { [place: string]: number };
  /** The day on which a repository was not found. */
  gone: { [place: string]: string };
}

const GITHUB_PLACE = /^github\.com\/[\w.-]+\/[\w.-]+$/;

function papersByPlace(watched: readonly WatchedPaper[]): Map<string, WatchedPaper[]> {
  const papers = new Map<string, WatchedPaper[]>();
  for (const paper of watched) {
    for (const place of paper.codePlaces.filter((candidate) => GITHUB_PLACE.test(candidate))) {
      papers.set(place, [...(papers.get(place) ?? []), paper]);
    }
  }
  return papers;
}

function readMemory(cursor: string | undefined, papers: Map<string, unknown>): Memory {
  const raw = parseCursor(cursor);
  const memory: Memory = { stars: {}, gone: {} };
  const last = textOf(raw.last);
  if (last !== undefined) memory.last = last;
  for (const [place, count] of Object.entries(objectOf(raw.stars))) {
    if (papers.has(place) && typeof count === 'number') memory.stars[place] = count;
  }
  for (const [place, day] of Object.entries(objectOf(raw.gone))) {
    if (papers.has(place) && typeof day === 'string') memory.gone[place] = day;
  }
  return memory;
}

/** The next places behind the last one asked for; after the end, the first again. */
function takeTurn(places: string[], { last, gone }: Memory, budget: number, today: string): string[] {
  const alive = places.filter((place) => (gone[place] ?? '') < daysBefore(today, GONE_DAYS));
  const start = last === undefined ? 0 : alive.indexOf(last) + 1;
  return [...alive.slice(start), ...alive.slice(0, start)].slice(0, budget);
}

async function askFor(place: string, { http, options }: FetchContext): Promise<HttpAnswer> {
  return http.get(`https://api.github.com/repos/${place.slice('github.com/'.length)}`, {
    headers: {
      accept: 'application/vnd.github+json',
      ...(options.githubToken && { authorization: `Bearer ${options.githubToken}` }),
    },
    only: 'changed',
  });
}

/** Not found, removed, or closed for legal reasons. 403 may only mean that the budget is spent. */
const GONE = new Set([404, 410, 451]);

function signalsOf(
  place: string,
  papers: readonly WatchedPaper[],
  answer: HttpAnswer,
  memory: Memory,
  { clock }: FetchContext,
): SourceSignal[] {
  if (GONE.has(answer.status)) {
    memory.gone[place] = todayInUtc(clock);
    delete memory.stars[place];
  }
  if (answer.status >= 400) return [];
  delete memory.gone[place];
  const told =
    answer.status === 304 ? memory.stars[place] : parseJsonObjectAnswer(answer.text()).stargazers_count;
  if (typeof told !== 'number') return [];
  memory.stars[place] = told;
  const observedAt = clock.now().toISOString();
  return papers.map(({ publicId }) => ({ publicId, signal: `stars:${place}`, observedAt, count: told }));
}
