/** A judged retrieval set in BEIR's form: corpus.jsonl, queries.jsonl, qrels.tsv with a header line. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface JudgedSet {
  name: string;
  documents: { id: string; text: string }[];
  /** Only the queries with at least one relevant document. */
  queries: { text: string; judgements: Map<string, number> }[];
}

export function readJudgedSet(folder: string): JudgedSet {
  const judgements = new Map<string, Map<string, number>>();
  for (const line of readFileSync(join(folder, 'qrels.tsv'), 'utf8').split('\n').slice(1)) {
    const [query, document, score] = line.trim().split('\t');
    if (query === undefined || document === undefined || !(Number(score) > 0)) continue;
    if (!judgements.has(query)) judgements.set(query, new Map());
    judgements.get(query)?.set(document, Number(score));
  }
  return {
    name: basename(folder),
    documents: readLines(join(folder, 'corpus.jsonl')).map(({ _id = '', title = '', text = '' }) => ({
      id: _id,
      text: `${title}. ${text}`,
    })),
    queries: readLines(join(folder, 'queries.jsonl')).flatMap(({ _id = '', text = '' }) => {
      const own = judgements.get(_id);
      return own === undefined ? [] : [{ text, judgements: own }];
    }),
  };
}

function readLines(path: string): { _id?: string; title?: string; text?: string }[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as { _id?: string; title?: string; text?: string });
}
