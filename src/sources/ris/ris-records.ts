import { readLines } from '../../lib/read-lines.ts';

/** One record: the values of each tag in order. */
export interface RisRecord {
  tags: Map<string, string[]>;
  /** The line of its `TY`. */
  line: number;
  /** It was longer than `MAX_RECORD_LENGTH` and is not whole. */
  isTooLong?: true;
}

const MAX_RECORD_LENGTH = 2 * 1024 * 1024;

/** The records of an RIS file, from `TY  - ` to `ER  - ` or the next `TY`; a line without tag goes on the one before. */
export async function* readRisRecords(text: AsyncIterable<string>): AsyncGenerator<RisRecord> {
  let record: RisRecord | undefined;
  let last: string[] = [];
  let length = 0;
  for await (const line of readLines(text, { maxLength: MAX_RECORD_LENGTH })) {
    const [, tag, value = ''] = TAGGED.exec(line.text) ?? [];
    if (tag === 'TY' || tag === 'ER') {
      if (record) yield record;
      record = tag === 'TY' ? { tags: new Map(), line: line.number } : undefined;
      length = 0;
    }
    if (!record) continue;
    length += line.text.length;
    if (line.isTooLong || length > MAX_RECORD_LENGTH) record.isTooLong = true;
    else if (tag !== undefined)
      record.tags.set(tag, (last = [...(record.tags.get(tag) ?? []), value.trim()]));
    else if (line.text.trim() !== '') last[last.length - 1] = `${last.at(-1) ?? ''} ${line.text.trim()}`;
  }
  if (record) yield record;
}

const TAGGED = /^\s?([A-Z][A-Z\d]) {1,2}-(?: (.*))?$/;
