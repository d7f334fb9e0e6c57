import { NOT_UTF8 } from '../lib/decode-utf8.ts';
import { isJsonObject, type JsonObject } from '../lib/json-object.ts';
import { readLines } from '../lib/read-lines.ts';
import type { PaperRecord } from '../papers/paper.ts';
import { adaptRecord, BrokenRecordError, type FileItem } from './file-format.ts';

/** The longest line of real metadata is some 200 KiB (a collaboration's author list). */
const MAX_LINE_LENGTH = 16 * 1024 * 1024;

/** Reads one JSON object a line; empty lines are passed over. */
export async function* readJsonLines(
  text: AsyncIterable<string>,
  adapt: (object: JsonObject) => PaperRecord,
): AsyncGenerator<FileItem> {
  for await (const line of readLines(text, { maxLength: MAX_LINE_LENGTH })) {
    if (line.isTooLong) {
      yield { problem: { line: line.number, reason: 'the line is longer than 16 million characters' } };
    } else if (line.text.trim() !== '') {
      yield adaptRecord({ line: line.number }, () => adapt(parseJsonRecord(line.text)));
    }
  }
}

/** The first lines of a file that are JSON objects, to recognise the file by; a broken one does not hide the rest. */
export function objectsInHead(head: string): JsonObject[] {
  if (!head.trimStart().startsWith('{')) return [];
  return head
    .split('\n', 20)
    .map((line) => tryParse(line))
    .filter(isJsonObject);
}

/** @throws BrokenRecordError for what is no JSON object. */
export function parseJsonRecord(text: string): JsonObject {
  const value = tryParse(text);
  if (isJsonObject(value)) return value;
  if (text.includes(NOT_UTF8)) throw new BrokenRecordError('it is not UTF-8 text');
  throw new BrokenRecordError(value === undefined ? 'it is not JSON' : 'it is not a JSON object');
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
