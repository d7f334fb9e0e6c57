import { createReadStream } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** A judged retrieval set in BEIR's form: corpus.jsonl {_id, title, text}, queries.jsonl {_id, text}, qrels.tsv. */
export interface JudgedSet {
  name: string;
  texts: { id: string; title: string; text: string }[];
  queries: { id: string; text: string }[];
  /** By query, by text: the judged grade; above 0 is relevant. */
  grades: Map<string, Map<string, number>>;
}

/** Reads a folder. Queries without a relevant text are left out, as BEIR does. */
export async function readJudgedSet(folder: string): Promise<JudgedSet> {
  const grades = new Map<string, Map<string, number>>();
  for await (const line of linesOf(join(folder, 'qrels.tsv'))) {
    const [query = '', text = '', grade = ''] = line.split('\t');
    if (!/^-?\d+$/.test(grade.trim())) continue;
    const ofQuery = grades.get(query) ?? new Map<string, number>();
    grades.set(query, ofQuery);
    ofQuery.set(text, Number(grade));
  }
  const texts: JudgedSet['texts'] = [];
  for await (const line of linesOf(join(folder, 'corpus.jsonl'))) {
    const { _id, title, text } = JSON.parse(line) as { _id: string; title?: string; text?: string };
    texts.push({ id: _id, title: title ?? '', text: text ?? '' });
  }
  const queries: JudgedSet['queries'] = [];
  for await (const line of linesOf(join(folder, 'queries.jsonl'))) {
    const { _id, text } = JSON.parse(line) as { _id: string; text: string };
    const isJudged = [...(grades.get(_id)?.values() ?? [])].some((grade) => grade > 0);
    if (isJudged) queries.push({ id: _id, text });
  }
  return { name: basename(resolve(folder)), texts, queries, grades };
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const input = createReadStream(path);
  for await (const line of createInterface({ input, crlfDelay: Infinity })) if (line !== '') yield line;
}
