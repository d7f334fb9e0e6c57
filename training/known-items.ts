/**
 * Checks without judges, on papers that were kept out of training: can a paper be found again by its last sentence
 * (taken out of its abstract), by eight random words of its abstract, by its title (against abstracts alone)?
 * Asked apart for computer science, biology and everything else.
 */
import { createSeededRandom } from '../src/search/embedding/seeded-random.ts';
import { splitWords } from '../src/search/embedding/embedding-tokens.ts';
import type { JudgedSet } from './judged-set.ts';
import { isHeldOut, type PaperText } from './paper-texts.ts';

const QUERIES_A_FIELD = 100;
const WORDS_A_QUERY = 8;
/** Beside the held-out papers, one paper in this many is searched among. */
const POOL_ONE_IN = 12;
const SEED = 7;

const isComputing = (field: string): boolean => field.startsWith('cs.');
const isBiology = (field: string): boolean => /^(?:q-bio|physics\.(?:bio|med)-ph)/.test(field);

const GROUPS: readonly { name: string; contains: (field: string) => boolean }[] = [
  { name: 'computing', contains: isComputing },
  { name: 'biology', contains: isBiology },
  { name: 'other', contains: (field) => !isComputing(field) && !isBiology(field) },
];

export async function readKnownItemPool(papers: AsyncIterable<PaperText>): Promise<PaperText[]> {
  const pool: PaperText[] = [];
  let number = 0;
  for await (const paper of papers) {
    if (isHeldOut(paper.id) || number % POOL_ONE_IN === 0) pool.push(paper);
    number += 1;
  }
  return pool;
}

export function buildKnownItemSets(pool: readonly PaperText[]): JudgedSet[] {
  const random = createSeededRandom(SEED);
  const whole = pool.map(({ id, title, abstract }) => ({ id, text: `${title}. ${abstract}` }));
  const abstracts = pool.map(({ id, abstract }) => ({ id, text: abstract }));
  const places = new Map(pool.map(({ id }, place) => [id, place]));
  return GROUPS.flatMap(({ name, contains }) => {
    const heldOut = pool.filter(({ id, field }) => isHeldOut(id) && contains(field));
    const step = Math.max(1, Math.floor(heldOut.length / QUERIES_A_FIELD));
    const asked = heldOut.filter((_, at) => at % step === 0).slice(0, QUERIES_A_FIELD);
    const sentences: JudgedSet = { name: `sentence ${name}`, documents: [...whole], queries: [] };
    const words: JudgedSet = { name: `words ${name}`, documents: whole, queries: [] };
    const titles: JudgedSet = { name: `title ${name}`, documents: abstracts, queries: [] };
    for (const { id, title, abstract } of asked) {
      const judgements = new Map([[id, 1]]);
      const all = splitWords(abstract);
      const chosen = Array.from({ length: WORDS_A_QUERY }, () => all[random.integer(all.length)] ?? '');
      words.queries.push({ text: chosen.join(' '), judgements });
      titles.queries.push({ text: title, judgements });
      const parts = abstract.split(/(?<=[.!?])\s+/);
      const last = parts.pop();
      if (last === undefined || parts.length < 2) continue;
      sentences.documents[places.get(id) ?? 0] = { id, text: `${title}. ${parts.join(' ')}` };
      sentences.queries.push({ text: last, judgements });
    }
    return [sentences, words, titles];
  });
}
