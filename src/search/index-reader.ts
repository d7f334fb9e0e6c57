import type { Database } from '../storage/database.ts';
import { PostingCache, type TermPostings } from './posting-cache.ts';
import { modelFile, VectorReader, type VectorSnapshot } from './vectors/vector-reader.ts';
import type { CollectionStatistics } from './scoring/relevance.ts';
import { hasBit, type Bitmap } from './segments/bitmap.ts';
import { isAcronymTerm } from './segments/acronym-terms.ts';
import { readPostingLists } from './segments/posting-lists.ts';
import type { SegmentColumns } from './segments/segment-columns.ts';
import { findPostings, type PostingCount } from './segments/posting-store.ts';
import {
  findDeletions,
  findSegmentColumns,
  findTermFilter,
  listLiveSegments,
} from './segments/segment-store.ts';
import { mayHaveTerm, probesOf, type TermProbes } from './segments/term-filter.ts';

/** A segment in memory. */
export interface LoadedSegment {
  id: number;
  columns: SegmentColumns;
  /** See term-filter.ts; undefined: it may have any term. */
  termFilter: Uint8Array | undefined;
  deletions: Bitmap | undefined;
  deletedCount: number;
  liveCount: number;
  /** Sums over the living papers. */
  titleLengths: number;
  abstractLengths: number;
}

/** The index at one revision. */
export interface IndexSnapshot {
  revision: number;
  segments: LoadedSegment[];
  statistics: CollectionStatistics;
  /** Undefined: there is no model, or nothing is encoded yet. */
  vectors: VectorSnapshot | undefined;
  /** Those that an embeddings server made, where most papers have one. */
  remoteVectors: VectorSnapshot | undefined;
}

/** The postings that a query needs, and the snapshot that they belong to. */
export interface QueriedIndex {
  snapshot: IndexSnapshot;
  postings(segmentId: number, term: string): TermPostings;
}

/** How many papers of a snapshot have a term. */
export type HearCounts = (snapshot: IndexSnapshot, countOf: (term: string) => number) => void;

/** How many papers have a term; those deleted since their segment was made, too. */
export function countPapers({ snapshot, postings }: QueriedIndex, term: string): number {
  return snapshot.segments.reduce((sum, { id }) => sum + postings(id, term).paperCount, 0);
}

/** False: no segment has such a term or title. */
export function mayHave({ segments }: IndexSnapshot, probes: TermProbes): boolean {
  return segments.some(({ termFilter }) => !termFilter || mayHaveTerm(termFilter, probes));
}

export interface IndexReaderOptions {
  /** Encoded postings kept in memory. */
  cacheBytes: number;
  /** See VectorReader. */
  modelPaths: string[];
  /** The name of an embeddings server's model, see EmbeddingsServer. */
  remoteModel: string | undefined;
}

/** While segments are merged away faster than postings are read: so many attempts. */
const MAX_ATTEMPTS = 10;

const NO_POSTINGS: TermPostings = { paperCount: 0, lists: [] };

/** Follows the index in the database: columns in memory, postings read on demand. */
export class IndexReader {
  readonly #database: Database;
  readonly #cache: PostingCache;
  readonly #vectors: VectorReader;
  readonly #remoteVectors: VectorReader;
  #snapshot: IndexSnapshot | undefined;

  constructor(database: Database, { cacheBytes, modelPaths, remoteModel }: IndexReaderOptions) {
    this.#database = database;
    this.#cache = new PostingCache(cacheBytes);
    this.#vectors = new VectorReader(database, modelPaths.map(modelFile));
    this.#remoteVectors = new VectorReader(
      database,
      remoteModel === undefined ? [] : [{ name: () => remoteModel }],
    );
  }

  /**
   * Reads the newest state of the index, and these terms' postings in it. `hearCounts` hears how many papers have them as
   * soon as that is known, before the postings are.
   */
  async query(terms: string[], hearCounts?: HearCounts): Promise<QueriedIndex> {
    for (let attempt = 1; ; attempt++) {
      const snapshot = await this.#follow();
      const { postings, isFromCache } = await this.#read(snapshot, terms, hearCounts);
      // Without a transaction around it: on SQLite one would keep writers out. A segment that was merged away between
      // the two reads has no postings any more.
      const isWhole = isFromCache || (await this.#revision()) === snapshot.revision;
      if (isWhole || attempt === MAX_ATTEMPTS) {
        return {
          snapshot,
          postings: (segmentId, term) => postings.get(segmentId)?.get(term) ?? NO_POSTINGS,
        };
      }
    }
  }

  /** Postings that `make` puts together from others of the segment; kept like those that were read. */
  derived(segmentId: number, term: string, make: () => TermPostings): TermPostings {
    const known = this.#cache.find(segmentId, term);
    if (known) return known;
    const made = make();
    this.#cache.add(segmentId, term, made);
    return made;
  }

  async #follow(): Promise<IndexSnapshot> {
    const revision = await this.#revision();
    if (this.#snapshot?.revision === revision) return this.#snapshot;
    const known = new Map(this.#snapshot?.segments.map((segment) => [segment.id, segment]));
    const segments: LoadedSegment[] = [];
    for (const { id, deletedCount } of await listLiveSegments(this.#database)) {
      const segment = known.get(id);
      if (segment?.deletedCount === deletedCount) segments.push(segment);
      else segments.push(...(await this.#load(id, segment)));
    }
    const vectors = await this.#vectors.follow(segments);
    const statistics = statisticsOf(segments);
    const remote = await this.#remoteVectors.follow(segments);
    const remoteVectors = remote && hasMost(remote, statistics) ? remote : undefined;
    this.#snapshot = { revision, segments, statistics, vectors, remoteVectors };
    return this.#snapshot;
  }

  async #load(id: number, known: LoadedSegment | undefined): Promise<LoadedSegment[]> {
    const columns = known?.columns ?? (await findSegmentColumns(this.#database, id));
    if (!columns) return [];
    const termFilter = known ? known.termFilter : await findTermFilter(this.#database, id);
    const deletions = await findDeletions(this.#database, id);
    return [{ id, columns, termFilter, deletions, ...countLiving(columns, deletions) }];
  }

  async #revision(): Promise<number> {
    const { revision } = await this.#database
      .selectFrom('search_state')
      .select('revision')
      .where('id', '=', 1)
      .executeTakeFirstOrThrow();
    return revision;
  }

  async #read(
    snapshot: IndexSnapshot,
    terms: string[],
    hearCounts?: HearCounts,
  ): Promise<{ postings: Map<number, Map<string, TermPostings>>; isFromCache: boolean }> {
    const found = new Map<number, Map<string, TermPostings>>();
    const missing: { id: number; term: string }[] = [];
    const probed = terms.map((term) => ({ term, probes: probesOf(term) }));
    for (const { id, termFilter } of snapshot.segments) {
      const ofSegment = new Map<string, TermPostings>();
      found.set(id, ofSegment);
      for (const { term, probes } of probed) {
        if (termFilter && !mayHaveTerm(termFilter, probes)) continue;
        const cached = this.#cache.find(id, term);
        if (cached) ofSegment.set(term, cached);
        else missing.push({ id, term });
      }
    }
    const hear = (read: PostingCount[]): void => hearCounts?.(snapshot, countByTerm(found, read));
    if (missing.length === 0) {
      hear([]);
      return { postings: found, isFromCache: true };
    }
    const segmentIds = new Set(missing.map(({ id }) => id));
    const missingTerms = new Set(missing.map(({ term }) => term));
    const rows = await findPostings(this.#database, [...segmentIds], [...missingTerms], hear);
    for (const { segmentId, term, paperCount, lists } of rows) {
      const postings = { paperCount, lists: readPostingLists(term, lists) };
      found.get(segmentId)?.set(term, postings);
    }
    // Terms that don't occur, too: a misspelt word is asked for again with every letter. Not the thousands of things that
    // an acronym stands for: what most say it means is remembered by acronym-meanings.ts.
    for (const { id, term } of missing)
      if (!isAcronymTerm(term)) this.#cache.add(id, term, found.get(id)?.get(term) ?? NO_POSTINGS);
    return { postings: found, isFromCache: false };
  }
}

/** `read` may have counts of what was found in the cache, too. */
function countByTerm(
  found: Map<number, Map<string, TermPostings>>,
  read: PostingCount[],
): (term: string) => number {
  const counts = new Map<string, number>();
  const add = (term: string, paperCount: number): void => {
    counts.set(term, (counts.get(term) ?? 0) + paperCount);
  };
  for (const ofSegment of found.values())
    for (const [term, { paperCount }] of ofSegment) add(term, paperCount);
  for (const { segmentId, term, paperCount } of read)
    if (!found.get(segmentId)?.has(term)) add(term, paperCount);
  return (term) => counts.get(term) ?? 0;
}

/** Until then, the built-in model's vectors, which all papers have, answer better. */
function hasMost({ bySegment }: VectorSnapshot, { paperCount }: CollectionStatistics): boolean {
  return [...bySegment.values()].reduce((sum, { count }) => sum + count, 0) * 2 > paperCount;
}

function countLiving(
  columns: SegmentColumns,
  deletions: Bitmap | undefined,
): Pick<LoadedSegment, 'deletedCount' | 'liveCount' | 'titleLengths' | 'abstractLengths'> {
  let deletedCount = 0;
  let titleLengths = 0;
  let abstractLengths = 0;
  for (let ordinal = 0; ordinal < columns.paperCount; ordinal++) {
    if (deletions && hasBit(deletions, ordinal)) {
      deletedCount++;
      continue;
    }
    titleLengths += columns.titleLengths[ordinal]!;
    abstractLengths += columns.abstractLengths[ordinal]!;
  }
  const liveCount = columns.paperCount - deletedCount;
  return { deletedCount, liveCount, titleLengths, abstractLengths };
}

function statisticsOf(segments: LoadedSegment[]): CollectionStatistics {
  const sum = (of: (segment: LoadedSegment) => number): number =>
    segments.reduce((total, segment) => total + of(segment), 0);
  const liveCount = sum((segment) => segment.liveCount);
  return {
    paperCount: sum((segment) => segment.columns.paperCount),
    averageTitleLength: liveCount > 0 ? sum((segment) => segment.titleLengths) / liveCount : 0,
    averageAbstractLength: liveCount > 0 ? sum((segment) => segment.abstractLengths) / liveCount : 0,
  };
}
