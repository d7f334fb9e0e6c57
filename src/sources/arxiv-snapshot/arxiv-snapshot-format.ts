import type { FileFormat } from '../file-format.ts';
import { objectsInHead, readJsonLines } from '../json-lines.ts';
import { adaptSnapshotLine } from './adapt-snapshot-line.ts';

/** The metadata snapshot of all of arXiv that is published on Kaggle: JSON lines, one paper each. */
export const arxivSnapshotFormat: FileFormat = {
  name: 'arXiv snapshot',
  recognises: (head) =>
    objectsInHead(head).some(
      (line) =>
        'title' in line && ('authors_parsed' in line || 'update_date' in line || 'journal-ref' in line),
    ),
  read: (text) => readJsonLines(text, adaptSnapshotLine),
};
