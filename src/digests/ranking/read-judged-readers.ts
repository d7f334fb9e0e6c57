import { openTextFile } from '../../ingest/open-text-file.ts';
import { readLines } from '../../lib/read-lines.ts';
import type { JudgedReader } from './evaluate-recommendations.ts';

/** The line of a reader with a pool of a million papers. */
const MAX_LINE_LENGTH = 64 * 1024 * 1024;

/**
 * The readers of a file of JSON lines, gzip or plain; each line that is none is told to `onProblem`.
 * @throws UnreadableFileError for what is no text, or not there.
 */
export async function readJudgedReaders(
  path: string,
  onProblem: (problem: string) => void,
): Promise<JudgedReader[]> {
  const readers: JudgedReader[] = [];
  const { text } = await openTextFile(path, () => {});
  for await (const line of readLines(text, { maxLength: MAX_LINE_LENGTH })) {
    if (line.text.trim() === '' && !line.isTooLong) continue;
    const reader = parseReader(line.text);
    if (reader) readers.push(reader);
    else onProblem(`line ${line.number}: is no {"user", "profile": [ids], "pool": [ids], "relevant": [ids]}`);
  }
  return readers;
}

function parseReader(line: string): JudgedReader | undefined {
  try {
    const { user, profile, pool, relevant } = JSON.parse(line) as { [name: string]: unknown };
    const lists = [profile, pool, relevant];
    if (!lists.every((list) => Array.isArray(list) && list.every((id) => typeof id === 'string')))
      return undefined;
    const [own, all, wanted] = lists;
    return { user: String(user), profile: own!, pool: all!, relevant: wanted! };
  } catch {
    return undefined;
  }
}
