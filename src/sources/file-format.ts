import type { PaperRecord } from '../papers/paper.ts';

/** A format in which files hold papers. One folder each; recognised by content, never by name. */
export interface FileFormat {
  /** For people: "BibTeX". */
  name: string;
  /** Judges by the first 64 Ki characters of the text, or all of it where it is shorter. */
  recognises(head: string): boolean;
  /**
   * Reads the whole text, given in pieces of any size. Never throws for what the text holds: a broken record is
   * answered as a problem and the reading goes on behind it.
   */
  read(text: AsyncIterable<string>): AsyncIterable<FileItem>;
}

/** What a file holds, one after another: papers, and what could not be read as one. */
export type FileItem = { record: PaperRecord } | { problem: RecordProblem };

export interface RecordProblem {
  /** Counted from 1. */
  line?: number;
  /** How the file itself names the record: a citation key, a number. */
  entry?: string;
  /** A phrase that goes on after "line 3: ". */
  reason: string;
}

/** One record can't be used; the message is a phrase for `RecordProblem.reason`. */
export class BrokenRecordError extends Error {}

/** The record that `adapt` makes, or the problem that it met. */
export function adaptRecord(position: Omit<RecordProblem, 'reason'>, adapt: () => PaperRecord): FileItem {
  try {
    return { record: adapt() };
  } catch (error) {
    if (!(error instanceof BrokenRecordError)) throw error;
    return { problem: { ...position, reason: error.message } };
  }
}
