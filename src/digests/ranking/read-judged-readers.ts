import { readFile } from 'node:fs/promises';
import type { JudgedReader } from './evaluate-recommendations.ts';

/** The readers of a file of JSON lines; each line that is none is told to `onProblem`. */
export async function readJudgedReaders(
  path: string,
  onProblem: (problem: string) => void,
): Promise<JudgedReader[]> {
  const readers: JudgedReader[] = [];
  for (const [index, line] of (await readFile(path, 'utf8')).split('\n').entries()) {
    if (line.trim() === '') continue;
    const reader = parseReader(line);
    if (reader) readers.push(reader);
    else onProblem(`line ${index + 1}: is no {"user", "profile": [ids], "pool": [ids], "relevant": [ids]}`);
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
