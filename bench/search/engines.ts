import type { Engine } from './engines/engine.ts';
import { fts5 } from './engines/fts5.ts';
import { lancedb, lancedbHybrid } from './engines/lancedb.ts';
import { minisearch } from './engines/minisearch.ts';
import { offprintHttp } from './engines/offprint-http.ts';
import { offprint } from './engines/offprint.ts';

export const engines = {
  offprint,
  'offprint-http': offprintHttp,
  fts5,
  lancedb,
  'lancedb-hybrid': lancedbHybrid,
  minisearch,
} satisfies { [name: string]: Engine };

export type EngineName = keyof typeof engines;

/** Beyond so many papers an engine is left out: it would need more memory than a small machine has. */
export const mostPapers: { [name in EngineName]?: number } = { minisearch: 100_000 };
