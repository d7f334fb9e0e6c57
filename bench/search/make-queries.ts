import { stopWords } from '../../src/search/analysis/stop-words.ts';
import { tokenize } from '../../src/search/analysis/tokenize.ts';
import { readCollection, seededRandom, type PaperLine } from './make-collection.ts';

export type QueryKind = 'rare word' | 'two words' | 'known paper' | 'question' | 'filtered question';

export interface BenchQuery {
  kind: QueryKind;
  /** As a person types it into Offprint. */
  typed: string;
  /** The same for engines without a query language of filters: words without stop words, and what they must be within. */
  words: string[];
  category?: string;
  from?: string;
}

const SAMPLE_PAPERS = 30_000;
const CONTENT = /^[a-z]{4,}$/;

/** A fixed mix, the same for the same collection: `count` queries of each kind, the kinds in turn. */
export async function makeQueries(collection: string, count: number): Promise<BenchQuery[]> {
  const random = seededRandom(7);
  const papers = await samplePapers(collection, random);
  const frequencies = countPapers(papers);
  const within = (low: number, high: number): string[] =>
    [...frequencies]
      .flatMap(([word, n]) => (n >= low && n <= high && CONTENT.test(word) ? [word] : []))
      .sort();
  const pick = <T>(values: T[]): T => values[Math.floor(random() * values.length)]!;
  const rare = within(2, 6);
  const middling = within(papers.length / 500, papers.length / 25);
  const common = within(papers.length / 20, papers.length / 3);
  const two = (text: string): string[] => {
    const words = [...new Set(tokenize(text).words)].filter(
      (word) => CONTENT.test(word) && !stopWords.has(word),
    );
    return words.sort(() => random() - 0.5).slice(0, 2);
  };
  const question = (): string[] =>
    [...tokenize(pick(papers).title).words.slice(0, 6), pick(common), pick(common), pick(middling)].filter(
      (word) => !stopWords.has(word) && /^\w+$/.test(word),
    );
  const queries: BenchQuery[] = [];
  const add = (kind: QueryKind, words: string[]): void => {
    queries.push({ kind, words, typed: words.join(' ') });
  };
  for (let n = 0; n < count; n++) {
    const known = pick(papers);
    add('rare word', [pick(rare)]);
    add('two words', [pick(middling), pick(middling)]);
    add('known paper', [...two(known.title), ...two(known.abstract)]);
    add('question', question());
    const words = question();
    const category = pick(['cs', 'math', 'cs.CV', 'cs.LG', 'hep-th', 'stat']);
    const from = `${pick([2000, 2010, 2018, 2024])}-01-01`;
    const typed = `${words.join(' ')} category:${category} from:${from}`;
    queries.push({ kind: 'filtered question', words, category, from, typed });
  }
  return queries;
}

async function samplePapers(collection: string, random: () => number): Promise<PaperLine[]> {
  const sample: PaperLine[] = [];
  let seen = 0;
  for await (const paper of readCollection(collection)) {
    seen++;
    if (sample.length < SAMPLE_PAPERS) sample.push(paper);
    else if (random() < SAMPLE_PAPERS / seen) sample[Math.floor(random() * SAMPLE_PAPERS)] = paper;
  }
  return sample;
}

function countPapers(papers: PaperLine[]): Map<string, number> {
  const frequencies = new Map<string, number>();
  for (const { title, abstract } of papers) {
    for (const word of new Set([...tokenize(title).words, ...tokenize(abstract).words]))
      frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
  }
  return frequencies;
}
