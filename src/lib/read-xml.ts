import { SaxesParser } from 'saxes';

/** What a reader of XML wants to hear. Names are as written; attributes are those of the element. */
export interface XmlHandlers {
  open(name: string, attributes: { [name: string]: string }): void;
  /** Also CDATA; may come in several pieces. */
  text(text: string): void;
  close(name: string, line: number): void;
  /** The XML is not well-formed here; reading goes on as well as it can. */
  fault(fault: XmlFault): void;
}

export interface XmlFault {
  line: number;
  reason: string;
}

const MAX_DEPTH = 64;
const MAX_FAULTS = 100;
/** Between two tags; a longer stretch would have to be held in memory. */
const MAX_STRETCH_LENGTH = 16 * 1024 * 1024;
/** A parser that has met too many faults is not given more than this. */
const SLICE_LENGTH = 4 * 1024;

/**
 * Reads XML that comes in pieces, with bounded memory: no entities but the five of XML itself, no more than 64 levels,
 * no endless text. Gives what the handlers emit; ends early where a limit is passed, after telling so as a fault.
 */
export async function* readXml<Value>(
  chunks: AsyncIterable<string>,
  createHandlers: (emit: (value: Value) => void) => XmlHandlers,
): AsyncGenerator<Value> {
  let emitted: Value[] = [];
  const handlers = createHandlers((value) => emitted.push(value));
  const parser = new SaxesParser();
  let depth = 0;
  let faultCount = 0;
  let heardAt = 0;
  let isOver = false;
  const tellFault = (reason: string): void => {
    faultCount += 1;
    if (!isOver) handlers.fault({ line: parser.line, reason });
    if (faultCount >= MAX_FAULTS) isOver = true;
  };
  const giveUp = (reason: string): void => {
    tellFault(`${reason}; the rest of the file is not read`);
    isOver = true;
  };
  parser.on('error', (error) => tellFault(`the XML is broken: ${error.message.replace(/^\d+:\d+:\s*/, '')}`));
  parser.on('opentag', ({ name, attributes }) => {
    heardAt = parser.position;
    depth += 1;
    if (isOver) return;
    if (depth > MAX_DEPTH) return giveUp(`elements are nested more than ${MAX_DEPTH} deep`);
    handlers.open(name, attributes);
  });
  parser.on('closetag', ({ name }) => {
    heardAt = parser.position;
    depth -= 1;
    if (!isOver) handlers.close(name, parser.line);
  });
  const hearText = (text: string): void => {
    heardAt = parser.position;
    if (!isOver) handlers.text(text);
  };
  parser.on('text', hearText);
  parser.on('cdata', hearText);
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length && !isOver; start += SLICE_LENGTH) {
      parser.write(chunk.slice(start, start + SLICE_LENGTH));
    }
    if (parser.position - heardAt > MAX_STRETCH_LENGTH) giveUp('a stretch without tags is far too long');
    yield* emitted;
    emitted = [];
    if (isOver) return;
  }
  parser.close();
  yield* emitted;
}
