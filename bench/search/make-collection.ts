import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** A line of the program's own import format, as far as the bench uses it. */
export interface PaperLine {
  id: string;
  title: string;
  abstract: string;
  authors: string[];
  categories: string[];
  published?: string | undefined;
  code_url?: string | undefined;
}

/**
 * Writes `count` papers as JSON lines: the real ones of the gzipped files first, one file's and the other's in turn,
 * then copies with new identifiers: the beginning of one title and the end of another, sentences of three abstracts
 * in a new order. Words keep their frequencies, no two papers are alike.
 */
export async function makeCollection(paths: string[], count: number, target: string): Promise<void> {
  const real = await readInTurn(paths, count);
  const output = createWriteStream(target);
  const random = seededRandom(5);
  for (let number = 0; number < count; number++) {
    const line = real[number] ?? recombine(real, number, random);
    if (!output.write(`${JSON.stringify(line)}\n`)) await once(output, 'drain');
  }
  output.end();
  await once(output, 'finish');
}

export async function* readCollection(path: string): AsyncGenerator<PaperLine> {
  for await (const line of createInterface({ input: createReadStream(path) }))
    yield { ...EMPTY, ...(JSON.parse(line) as Partial<PaperLine>) };
}

const EMPTY: PaperLine = { id: '', title: '', abstract: '', authors: [], categories: [] };

async function readInTurn(paths: string[], count: number): Promise<PaperLine[]> {
  const readers = paths.map((path) =>
    createInterface({ input: createReadStream(path).pipe(createGunzip()) })[Symbol.asyncIterator](),
  );
  const papers: PaperLine[] = [];
  const open = new Set(readers);
  while (open.size > 0 && papers.length < count) {
    for (const reader of open) {
      const next = (await reader.next()) as IteratorResult<string, undefined>;
      if (next.done) open.delete(reader);
      else papers.push(JSON.parse(next.value) as PaperLine);
    }
  }
  return papers.slice(0, count);
}

function recombine(real: PaperLine[], number: number, random: () => number): PaperLine {
  const pick = (): PaperLine => real[Math.floor(random() * real.length)]!;
  const [first, second, third] = [pick(), pick(), pick()];
  const sentences = [first, second, third].flatMap(({ abstract }) =>
    sentencesOf(abstract).filter(() => random() < 1 / 3),
  );
  sentences.sort(() => random() - 0.5);
  const published = new Date(Date.UTC(1995, 0, 1) + random() * 31 * 365 * 86_400_000);
  return {
    id: `doi:10.5555/copy.${number}`,
    title: `${half(first.title, 'beginning')} ${half(second.title, 'end')}`,
    abstract: (sentences.length > 0 ? sentences : sentencesOf(first.abstract)).join(' '),
    authors: third.authors,
    categories: first.categories,
    published: published.toISOString().slice(0, 10),
    code_url: random() < 0.1 ? `https://example.org/code/${number}` : undefined,
  };
}

const sentencesOf = (text: string): string[] => text.split(/(?<=[.?!])\s+/);

function half(title: string, which: 'beginning' | 'end'): string {
  const words = title.split(' ');
  const middle = Math.ceil(words.length / 2);
  return (which === 'beginning' ? words.slice(0, middle) : words.slice(middle)).join(' ');
}

/** Mulberry32: small, seeded, the same everywhere. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
