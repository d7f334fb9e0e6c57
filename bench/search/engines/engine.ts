import type { BenchQuery } from '../make-queries.ts';

/** A search engine under measurement, in a process of its own. */
export interface Engine {
  /** Builds its index in `folder` from a collection, see make-collection.ts. */
  build(collection: string, folder: string): Promise<void>;
  /** Of the index alone, where `folder` also holds the papers. */
  indexBytes?(folder: string): number;
  open(folder: string): Promise<OpenEngine>;
}

export interface OpenEngine {
  /** The best 20 papers. */
  search(query: BenchQuery): Promise<unknown>;
  /** Of the process that searches, where it is another one. */
  residentBytes?(): number;
  close(): Promise<void>;
}
