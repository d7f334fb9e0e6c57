import { aclAnthologyFormat } from '../sources/acl-anthology/acl-anthology-format.ts';
import { arxivSnapshotFormat } from '../sources/arxiv-snapshot/arxiv-snapshot-format.ts';
import { bibtexFormat } from '../sources/bibtex/bibtex-format.ts';
import { cslJsonFormat } from '../sources/csl-json/csl-json-format.ts';
import type { FileFormat } from '../sources/file-format.ts';
import { paperLinesFormat } from '../sources/paper-lines/paper-lines-format.ts';
import { risFormat } from '../sources/ris/ris-format.ts';
import { UnreadableFileError } from './open-text-file.ts';

/** In the order in which they are asked: the more particular first. */
const formats: FileFormat[] = [
  arxivSnapshotFormat,
  cslJsonFormat,
  paperLinesFormat,
  aclAnthologyFormat,
  risFormat,
  bibtexFormat,
];

/** The file's text is in none of the formats. */
export class UnknownFormatError extends UnreadableFileError {
  constructor(head: string) {
    const names = formats.map(({ name }) => name).join(', ');
    super(head.trim() === '' ? 'is empty' : `is in none of the formats that Offprint imports (${names})`);
  }
}

/** The format of a file that begins with `head`. */
export function detectFormat(head: string): FileFormat {
  const format = formats.find((candidate) => candidate.recognises(head));
  if (!format) throw new UnknownFormatError(head);
  return format;
}
