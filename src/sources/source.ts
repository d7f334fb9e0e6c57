import type { HttpClient } from '../http/http-client.ts';
import type { Politeness } from '../http/polite-client.ts';
import type { Schedule } from '../jobs/schedule.ts';
import type { Clock } from '../lib/clock.ts';
import type { PaperRecord } from '../papers/paper.ts';
import type { RecordProblem } from './file-format.ts';

/**
 * A source on the network. One folder each: the wire types, a parser and an adapter to `PaperRecord`, and a file that
 * exports the `Source` and is named in `src/ingest/network-sources.ts`. A source only asks and reads: waiting between
 * requests, retries, storing, counting and the schedule are not its business.
 */
export interface Source {
  /** Stable, in small letters: the name in the options, the run log and the database. */
  name: string;
  /** For people: "arXiv". */
  title: string;
  politeness: Politeness;
  /** When it is asked. */
  schedule: Schedule;
  /** Why the source has no list of a day, where its own calendar says so: "arXiv does not announce on Saturdays". */
  reasonForNoList?(day: string): string | undefined;
  /** What must be set before it can be asked: the sentence says what to set. Undefined: it can be. */
  problem?(options: SourceOptions): string | undefined;
  /**
   * Asks for everything that is new since `cursor` and gives it page by page; ends when there is no more for now. Each
   * page is stored together with its cursor in one transaction before the next is asked for, so a run killed at any
   * moment goes on behind the last stored page. Broken records are problems in a page; an answer that can't be used
   * at all is thrown (UnusableAnswerError, or the client's HttpError) and ends the run, which is tried again later.
   */
  fetch(context: FetchContext): AsyncIterable<SourcePage>;
}

export interface FetchContext {
  /** Give it the real addresses: where `OFFPRINT_SOURCES_VIA` names a simulator, it asks `VIA/HOST/PATH` instead. */
  http: HttpClient;
  /** The cursor of the last stored page; undefined at the first run and after `categories` have changed. */
  cursor: string | undefined;
  /** `YYYY-MM-DD`: begin no later than this day, whatever the cursor says. Undefined without a cursor: a few days. */
  since: string | undefined;
  /** Only these categories, in the source's own names; empty: all. */
  categories: readonly string[];
  options: SourceOptions;
  clock: Clock;
  signal: AbortSignal;
  /** For the log and the progress line: a phrase such as "page 3, from 2026-08-01". */
  report(step: string): void;
  /** Papers whose counts are worth asking for, the most recent first. For sources of signals. */
  listWatchedPapers(query: { days: number; limit: number }): Promise<WatchedPaper[]>;
}

/** Settings of sources, from `src/config.ts`; empty where not set. */
export interface SourceOptions {
  /** Reaches the operator; some sources ask for it in the address, all get it in `User-Agent`. */
  contact: string;
  /** Addresses of RSS and Atom feeds. */
  feeds: readonly string[];
  openalexKey: string;
  semanticScholarKey: string;
  githubToken: string;
  /** Such as `ICLR.cc/2026/Conference`. */
  openreviewVenues: readonly string[];
}

export interface WatchedPaper {
  publicId: string;
  title: string;
  listedOn: string;
  arxivId?: string;
  doi?: string;
  /** `github.com/owner/name` and the like, in small letters. */
  codePlaces: string[];
}

/** What one or a few answers held. */
export interface SourcePage {
  records: PaperRecord[];
  problems: RecordProblem[];
  /** Where to go on once this page is stored: opaque text of the source's own (JSON, if it is more than a word). */
  cursor: string | undefined;
  /** Days whose list the source gave in this page, also an empty one. */
  announced?: AnnouncedDay[];
  signals?: SourceSignal[];
}

/** A day's list as the source itself tells of it. Its papers are the records with this `announcedOn`. */
export interface AnnouncedDay {
  /** `YYYY-MM-DD`. */
  day: string;
  /** How many papers the source says the list has, broken ones too. */
  expectedCount: number;
}

/** What a signal of a paper stood at; see `trending/record-signals.ts` for its name. Unknown papers are passed over. */
export interface SourceSignal {
  /** Any identifier of the paper with its scheme: `arxiv:2310.16390`. */
  publicId: string;
  signal: string;
  /** ISO 8601 instant. */
  observedAt: string;
  count: number;
}
