import type { Database } from '../../storage/database.ts';
import { foldText } from '../analysis/fold-text.ts';
import { hashWords } from '../analysis/hash-words.ts';
import { tokenize } from '../analysis/tokenize.ts';
import { mayHave, type IndexSnapshot } from '../index-reader.ts';
import { probesOfHash } from '../segments/term-filter.ts';
import { straightenQuotes } from './read-clauses.ts';

/** Papers of the same words as title: more of them are not compared sign by sign. */
const MAX_COMPARED = 100;

/** Whether a text is the title of a paper, its quotation marks and minus signs in the same places. */
export async function isTitle(text: string, snapshot: IndexSnapshot, database: Database): Promise<boolean> {
  const { words } = tokenize(text);
  const hash = hashWords(words);
  if (words.length === 0 || !mayHave(snapshot, probesOfHash(hash))) return false;
  const paperIds: number[] = [];
  for (const { columns } of snapshot.segments) {
    let at = columns.titleHashes.indexOf(hash);
    for (; at >= 0 && paperIds.length < MAX_COMPARED; at = columns.titleHashes.indexOf(hash, at + 1))
      paperIds.push(columns.paperIds[at]!);
  }
  if (paperIds.length === 0) return false;
  const papers = await database.selectFrom('papers').select('title').where('id', 'in', paperIds).execute();
  const wanted = withSigns(text);
  return papers.some(({ title }) => withSigns(title) === wanted);
}

/** Words, quotation marks, and minus signs before words. Colons are nothing, for names before them are words. */
const withSigns = (text: string): string =>
  foldText(straightenQuotes(text))
    .replace(/(?:[^\p{L}\p{N}"-]|-(?![\p{L}\p{N}"]))+/gu, ' ')
    .trim();
