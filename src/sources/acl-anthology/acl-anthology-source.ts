import { objectOf, textOf } from '../../lib/json-object.ts';
import type { PaperRecord } from '../../papers/paper.ts';
import { githubPoliteness } from '../github-politeness.ts';
import type { RecordProblem } from '../file-format.ts';
import { getJsonText, parseJsonObjectAnswer, requireObjects } from '../json-answer.ts';
import { parseCursor } from '../parse-cursor.ts';
import { todayInUtc } from '../source-days.ts';
import type { FetchContext, Source } from '../source.ts';
import { aclAnthologyFormat } from './acl-anthology-format.ts';

const TREE = 'https://api.github.com/repos/acl-org/acl-anthology/git/trees/master:data%2Fxml';
const FILES = 'https://raw.githubusercontent.com/acl-org/acl-anthology/master/data/xml';
/** A record of the whole page in one transaction; the largest collections have some three thousand papers. */
const PAGE_SIZE = 1_000;

/** The ACL Anthology: the files of its repository that changed, by default of this year and the last. */
export const aclAnthologySource: Source = {
  name: 'acl',
  title: 'ACL Anthology',
  politeness: githubPoliteness,
  schedule: { pattern: '10 4 * * *', zone: 'UTC' },
  async *fetch(context) {
    const known = objectOf(parseCursor(context.cursor).files);
    const files = await listFiles(context);
    for (const { name, digest } of files) {
      if (known[name] === digest) continue;
      context.report(name);
      const answer = await context.http.get(`${FILES}/${name}`);
      let { records, problems } = await readFile(answer.pieces(), name);
      // A file that broke off, or is no XML, is read again; a paper that is broken in itself is not.
      if (problems.every(({ entry }) => entry !== name)) known[name] = digest;
      // Only the last page of a file says that the file is known.
      for (; records.length > PAGE_SIZE; records = records.slice(PAGE_SIZE), problems = []) {
        yield { records: records.slice(0, PAGE_SIZE), problems, cursor: context.cursor };
      }
      yield { records, problems, cursor: JSON.stringify({ files: known }) };
    }
  },
};

async function listFiles({
  http,
  clock,
  since,
  options,
}: FetchContext): Promise<{ name: string; digest: string }[]> {
  const headers = options.githubToken ? { authorization: `Bearer ${options.githubToken}` } : {};
  const text = await getJsonText(http, TREE, headers);
  const today = todayInUtc(clock);
  const firstYear = Number((since ?? `${Number(today.slice(0, 4)) - 1}`).slice(0, 4));
  return requireObjects(parseJsonObjectAnswer(text).tree, 'files').flatMap((file) => {
    const name = textOf(file.path) ?? '';
    const digest = textOf(file.sha)?.slice(0, 12) ?? '';
    return /^[\w.-]+\.xml$/.test(name) && yearOf(name) >= firstYear ? [{ name, digest }] : [];
  });
}

/** `2023.acl.xml`, or `P18.xml` until 2019. */
function yearOf(name: string): number {
  const full = /^(\d{4})\./.exec(name)?.[1];
  if (full !== undefined) return Number(full);
  const short = Number(/^[A-Z](\d{2})\.xml$/.exec(name)?.[1] ?? NaN);
  return short < 50 ? 2000 + short : 1900 + short;
}

async function readFile(
  text: AsyncIterable<string>,
  name: string,
): Promise<{ records: PaperRecord[]; problems: RecordProblem[] }> {
  const records: PaperRecord[] = [];
  const problems: RecordProblem[] = [];
  for await (const item of aclAnthologyFormat.read(text)) {
    if ('record' in item) records.push(item.record);
    else problems.push({ ...item.problem, entry: item.problem.entry ?? name });
  }
  return { records, problems };
}
