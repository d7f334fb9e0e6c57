import { monotonicMs, type Clock } from '../lib/clock.ts';
import { readAhead } from '../lib/read-ahead.ts';
import type { PaperRecord } from '../papers/paper.ts';
import { saveRecords } from '../papers/save-records.ts';
import type { Indexer } from '../search/indexer.ts';
import type { FileItem, RecordProblem } from '../sources/file-format.ts';
import type { Database } from '../storage/database.ts';
import { detectFormat, UnknownFormatError } from './detect-format.ts';
import { listImportFiles, type ImportFile } from './list-import-files.ts';
import { openTextFile, UnreadableFileError } from './open-text-file.ts';

export interface ImportOptions {
  database: Database;
  indexer: Indexer;
  clock: Clock;
  /** Files and folders. */
  paths: readonly string[];
  /** Hears of every batch. */
  onProgress?(progress: ImportProgress): void;
  /** Ends the import after the batch that is being stored. */
  signal?: AbortSignal;
}

export interface ImportProgress {
  /** The file being read; null while the last papers are being made searchable. */
  file: string | null;
  /** Bytes as stored, so packed ones. */
  readBytes: number;
  totalBytes: number;
  recordCount: number;
}

export interface ImportSummary {
  fileCount: number;
  /** Records in the files, broken ones included. */
  readCount: number;
  newCount: number;
  changedCount: number;
  sameCount: number;
  brokenCount: number;
  /** The first 100 broken records. */
  problems: ImportProblem[];
  /** Files of which a part or all could not be read. */
  failures: ImportProblem[];
  /** Files in folders that hold none of the formats. */
  passedOver: string[];
  /** Until the last paper could be found by searching. */
  seconds: number;
}

export interface ImportProblem extends RecordProblem {
  file: string;
}

/** In one transaction. Larger ones gain nothing; smaller ones pay for more commits. */
const BATCH_RECORDS = 1_000;
const MAX_KEPT_PROBLEMS = 100;

/**
 * Stores every paper in the files and makes it searchable. May be ended at any moment and run again: what is already
 * stored stays as it is. A broken record is passed over and reported, an unreadable file ends at that point and the
 * next one begins.
 * @throws Error where a path does not exist, the database fails or `signal` ends the import.
 */
export async function importFiles(options: ImportOptions): Promise<ImportSummary> {
  const startedMs = monotonicMs();
  const files = await listImportFiles(options.paths);
  const summary = emptySummary(files.length);
  const progress: ImportProgress = {
    file: null,
    readBytes: 0,
    totalBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
    recordCount: 0,
  };
  for (const file of files) {
    progress.file = file.path;
    await importFile(file, options, summary, progress);
  }
  options.onProgress?.({ ...progress, file: null });
  await options.indexer.finish();
  summary.seconds = (monotonicMs() - startedMs) / 1000;
  return summary;
}

async function importFile(
  file: ImportFile,
  options: ImportOptions,
  summary: ImportSummary,
  progress: ImportProgress,
): Promise<void> {
  try {
    const { head, text } = await openTextFile(file.path, (count) => (progress.readBytes += count));
    for await (const batch of readAhead(batchesOf(detectFormat(head).read(text)))) {
      await storeBatch(batch, file, options, summary);
      progress.recordCount = summary.readCount;
      options.onProgress?.({ ...progress });
      options.signal?.throwIfAborted();
    }
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    if (error instanceof UnknownFormatError && file.isFromFolder) summary.passedOver.push(file.path);
    else summary.failures.push({ file: file.path, reason: error.message });
  }
}

async function* batchesOf(items: AsyncIterable<FileItem>): AsyncGenerator<FileItem[]> {
  let batch: FileItem[] = [];
  try {
    for await (const item of items) {
      batch.push(item);
      if (batch.length < BATCH_RECORDS) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    // Where the file breaks off, what came before that is still good.
    if (batch.length > 0) yield batch;
    throw error;
  }
  if (batch.length > 0) yield batch;
}

async function storeBatch(
  items: FileItem[],
  file: ImportFile,
  { database, clock, indexer }: ImportOptions,
  summary: ImportSummary,
): Promise<void> {
  const records: PaperRecord[] = [];
  for (const item of items) {
    if ('record' in item) records.push(item.record);
    else noteBroken({ file: file.path, ...item.problem }, summary);
  }
  summary.readCount += items.length;
  const saved = await saveRecords(database, records, { savedAt: clock.now().toISOString() });
  summary.newCount += saved.new;
  summary.changedCount += saved.changed;
  summary.sameCount += saved.same;
  await indexer.indexPending();
}

function noteBroken(problem: ImportProblem, summary: ImportSummary): void {
  summary.brokenCount += 1;
  if (summary.problems.length < MAX_KEPT_PROBLEMS) summary.problems.push(problem);
}

function emptySummary(fileCount: number): ImportSummary {
  return {
    fileCount,
    readCount: 0,
    newCount: 0,
    changedCount: 0,
    sameCount: 0,
    brokenCount: 0,
    problems: [],
    failures: [],
    passedOver: [],
    seconds: 0,
  };
}
