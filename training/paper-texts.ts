/** Papers out of JSON-lines files (gzipped or plain), as training texts. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { TrainingText } from '../src/search/embedding/training-corpus.ts';

export interface PaperText extends TrainingText {
  id: string;
  field: string;
}

/** One paper in this many, by a hash of its id, is kept out of training for the known-item checks. */
const HELD_OUT_ONE_IN = 100;

export async function* readPaperTexts(paths: readonly string[]): AsyncGenerator<PaperText> {
  for (const path of paths) {
    const raw = createReadStream(path);
    const lines = createInterface({
      input: path.endsWith('.gz') ? raw.pipe(createGunzip()) : raw,
      crlfDelay: Infinity,
    });
    for await (const line of lines) {
      if (line.trim() === '') continue;
      const record = JSON.parse(line) as Record<string, unknown>;
      const title = record['title'];
      const abstract = record['abstract'] ?? record['blurb'];
      if (typeof title !== 'string' || typeof abstract !== 'string') continue;
      const categories = record['categories'];
      const field = Array.isArray(categories) && typeof categories[0] === 'string' ? categories[0] : '';
      yield { id: readId(record, title), title, abstract, field };
    }
  }
}

/** The same paper has the same id in every file, so that a held-out paper does not come back through another. */
function readId(record: Record<string, unknown>, title: string): string {
  if (typeof record['id'] === 'string') return record['id'];
  return typeof record['arxiv_id'] === 'string' ? `arxiv:${record['arxiv_id']}` : title;
}

export function isHeldOut(id: string): boolean {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  return (Math.imul(hash, 0x2c1b3c6d) >>> 0) % HELD_OUT_ONE_IN === 0;
}
