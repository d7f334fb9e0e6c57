import type { PaperRecord } from '../../src/papers/paper.ts';
import type { FileFormat, FileItem, RecordProblem } from '../../src/sources/file-format.ts';

/** Everything that a format reads from a text, given to it in pieces of so many characters. */
export async function readItems(
  format: FileFormat,
  text: string,
  pieceLength = 1000,
): Promise<{ records: PaperRecord[]; problems: RecordProblem[] }> {
  const items: FileItem[] = [];
  for await (const item of format.read(inPieces(text, pieceLength))) items.push(item);
  return {
    records: items.flatMap((item) => ('record' in item ? [item.record] : [])),
    problems: items.flatMap((item) => ('problem' in item ? [item.problem] : [])),
  };
}

async function* inPieces(text: string, length: number): AsyncGenerator<string> {
  for (let start = 0; start < text.length; start += length) yield text.slice(start, start + length);
}
