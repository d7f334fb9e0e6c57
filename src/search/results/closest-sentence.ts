import { sentenceEnds } from '../../lib/first-sentences.ts';
import type { Database } from '../../storage/database.ts';
import type { PaperEncoder } from '../embedding/paper-encoder.ts';
import type { TextRange } from './mark-words.ts';

const MAX_SENTENCES = 40;
/** Shorter ones are headings and ends of lists. */
const MIN_LENGTH = 20;

/** The sentence of a text that is nearest to a query in meaning; undefined where none is near at all. */
export function closestSentence(
  text: string,
  query: Float32Array,
  encoder: PaperEncoder,
): TextRange | undefined {
  let best: { range: TextRange; similarity: number } | undefined;
  let start = 0;
  for (const end of sentenceEnds(text).slice(0, MAX_SENTENCES)) {
    start += /^\s*/.exec(text.slice(start, end))?.[0].length ?? 0;
    if (end - start >= MIN_LENGTH) {
      const vector = encoder.encode(text.slice(start, end));
      const similarity = vector.reduce((sum, value, d) => sum + value * query[d]!, 0);
      if (similarity > (best?.similarity ?? 0)) best = { range: { start, end }, similarity };
    }
    start = end;
  }
  return best?.range;
}

/** Of each of these papers, the sentence of its abstract that is nearest to a query. */
export async function findClosestSentences(
  database: Database,
  paperIds: number[],
  { text, encoder }: { text: string; encoder: PaperEncoder },
): Promise<Map<number, TextRange>> {
  const found = new Map<number, TextRange>();
  if (paperIds.length === 0) return found;
  const query = encoder.encode(text);
  const papers = await database
    .selectFrom('papers')
    .select(['id', 'abstract'])
    .where('id', 'in', paperIds)
    .execute();
  for (const { id, abstract } of papers) {
    const range = closestSentence(abstract, query, encoder);
    if (range) found.set(id, range);
  }
  return found;
}
