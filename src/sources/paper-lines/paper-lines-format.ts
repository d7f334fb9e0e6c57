import type { FileFormat } from '../file-format.ts';
import { objectsInHead, readJsonLines } from '../json-lines.ts';
import { adaptPaperLine } from './adapt-paper-line.ts';

/** This project's own shape of papers: JSON lines, described in `adapt-paper-line.ts`. */
export const paperLinesFormat: FileFormat = {
  name: 'paper lines',
  recognises: (head) =>
    objectsInHead(head).some(
      (line) => typeof line.title === 'string' && KEYS_BESIDE_TITLE.some((key) => key in line),
    ),
  read: (text) => readJsonLines(text, adaptPaperLine),
};

const KEYS_BESIDE_TITLE = ['id', 'abstract', 'summary', 'authors', 'arxiv_id', 'doi', 'acl_id'];
