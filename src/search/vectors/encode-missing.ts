import type { Database } from '../../storage/database.ts';
import { readIndexablePapers } from '../read-indexable-papers.ts';
import type { WriteStep } from '../segments/segment-merge.ts';
import { findSegmentColumns, listLiveSegments, type LiveSegment } from '../segments/segment-store.ts';
import { growRevision } from '../writer-lease.ts';
import { removeEmbeddingsOfOthers } from './embedding-store.ts';
import { isReady, type VectorSource } from './vector-source.ts';
import {
  countVectorParts,
  PAPERS_PER_PART,
  partCount,
  partsOf,
  removeVectorsOfOthers,
  saveVectorPart,
} from './vector-store.ts';

/**
 * Whether a segment has no vectors yet of one of these models that `counts`, or, all having all, those of a model that is
 * used no more are still there.
 */
export async function needsEncoding(
  database: Database,
  sources: VectorSource[],
  counts: (source: VectorSource) => boolean,
): Promise<boolean> {
  let isWhole = true;
  for (const source of sources) {
    if (!(await findUnencoded(database, source.model))) continue;
    if (counts(source)) return true;
    isWhole = false;
  }
  return isWhole && (await hasOthers(database, modelsOf(sources)));
}

/**
 * Encodes the next few thousand papers that have no vectors of a source's model: it is another one than before, or there
 * was none. Until all are done, vectors of models that are used no more stay; then they are removed.
 */
export async function encodeNextPart(
  database: Database,
  write: WriteStep,
  sources: VectorSource[],
): Promise<void> {
  let isWhole = true;
  for (const source of sources) {
    const segment = await findUnencoded(database, source.model);
    if (!segment) continue;
    if (!isReady(source)) isWhole = false;
    else return encodePart(database, write, segment, source);
  }
  const models = modelsOf(sources);
  if (!isWhole || !(await hasOthers(database, models))) return;
  while (await write((transaction) => removeVectorsOfOthers(transaction, models)));
  await write((transaction) => removeEmbeddingsOfOthers(transaction, models));
  await write(growRevision);
}

async function encodePart(
  database: Database,
  write: WriteStep,
  segment: LiveSegment,
  { model, encode }: VectorSource,
): Promise<void> {
  const columns = await findSegmentColumns(database, segment.id);
  const part = await firstMissingPart(database, segment, model);
  if (!columns || part === undefined) return;
  const ids = [...columns.paperIds.subarray(part * PAPERS_PER_PART, (part + 1) * PAPERS_PER_PART)];
  const papers = new Map((await readIndexablePapers(database, ids)).map((paper) => [paper.id, paper]));
  const encoded = await encode(ids.map((id) => papers.get(id)));
  if (!encoded) return;
  await write(async (transaction) => {
    for (const { vectors, codes } of partsOf(encoded.vectors, encoded.codes))
      await saveVectorPart(transaction, segment.id, model, { part, vectors, codes });
    await growRevision(transaction);
  });
}

const modelsOf = (sources: VectorSource[]): string[] => sources.map(({ model }) => model);

async function findUnencoded(database: Database, model: string): Promise<LiveSegment | undefined> {
  const counts = await countVectorParts(database);
  const segments = await listLiveSegments(database);
  return segments.find(({ id, paperCount }) => counts.get(id)?.get(model) !== partCount(paperCount));
}

async function hasOthers(database: Database, models: string[]): Promise<boolean> {
  const other = await database
    .selectFrom('search_vectors')
    .select('segment_id')
    .where('model', 'not in', models)
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}

async function firstMissingPart(
  database: Database,
  { id, paperCount }: LiveSegment,
  model: string,
): Promise<number | undefined> {
  const rows = await database
    .selectFrom('search_vectors')
    .select('part')
    .where('segment_id', '=', id)
    .where('model', '=', model)
    .execute();
  const present = new Set(rows.map(({ part }) => part));
  for (let part = 0; part < partCount(paperCount); part++) if (!present.has(part)) return part;
  return undefined;
}
