import { createReadStream, existsSync, readdirSync } from 'node:fs';
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

/** The folder itself where it holds a judged set, else the folders in it that do, by name. */
export function findJudgedFolders(folder: string): string[] {
  if (existsSync(join(folder, 'corpus.jsonl'))) return [folder];
  return readdirSync(folder)
    .toSorted()
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, 'corpus.jsonl')));
}

/**
 * Reads a folder. Queries without a relevant text are left out, as BEIR does. The judgements are in `qrels.tsv` or, as
 * BEIR publishes them, in `qrels/test.tsv`.
 * @throws Error naming the file and line that can't be read.
 */
export async function readJudgedSet(folder: string): Promise<JudgedSet> {
  const grades = await readGrades(findGrades(folder));
  const texts: JudgedSet['texts'] = [];
  for await (const { _id, title, text } of recordsOf(join(folder, 'corpus.jsonl')))
    texts.push({ id: String(_id), title: textOf(title), text: textOf(text) });
  const queries: JudgedSet['queries'] = [];
  for await (const { _id, text } of recordsOf(join(folder, 'queries.jsonl'))) {
    const id = String(_id);
    const isJudged = [...(grades.get(id)?.values() ?? [])].some((grade) => grade > 0);
    if (isJudged) queries.push({ id, text: textOf(text) });
  }
  if (queries.length === 0) throw new Error(`${folder}: none of its queries has a relevant text`);
  return { name: basename(resolve(folder)), texts, queries, grades };
}

function findGrades(folder: string): string {
  const paths = ['qrels.tsv', join('qrels', 'test.tsv')].map((name) => join(folder, name));
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${folder}: it has neither qrels.tsv nor qrels/test.tsv`);
  return found;
}

/** Lines of query, text and grade, between tabs; a heading has no number and is passed over. */
async function readGrades(path: string): Promise<JudgedSet['grades']> {
  const grades: JudgedSet['grades'] = new Map();
  for await (const line of linesOf(path)) {
    const [query = '', text = '', grade = ''] = line.split('\t');
    if (!/^-?\d+(\.\d+)?$/.test(grade.trim())) continue;
    const ofQuery = grades.get(query) ?? new Map<string, number>();
    grades.set(query, ofQuery);
    ofQuery.set(text, Number(grade));
  }
  return grades;
}

interface JudgedRecord {
  _id?: string | number;
  title?: unknown;
  text?: unknown;
}

async function* recordsOf(path: string): AsyncGenerator<JudgedRecord> {
  let number = 0;
  for await (const line of linesOf(path)) {
    number++;
    yield parseRecord(line, `${path}, line ${number}`);
  }
}

function parseRecord(line: string, place: string): JudgedRecord {
  let record: JudgedRecord | null;
  try {
    record = JSON.parse(line) as JudgedRecord | null;
  } catch {
    throw new Error(`${place} is not JSON`);
  }
  if (record?._id === undefined) throw new Error(`${place} has no _id`);
  return record;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

async function* linesOf(path: string): AsyncGenerator<string> {
  const input = createReadStream(path);
  for await (const line of createInterface({ input, crlfDelay: Infinity }))
    if (line.trim() !== '') yield line;
}
