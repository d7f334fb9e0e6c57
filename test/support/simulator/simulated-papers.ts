import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** A paper as the simulated services know it. Days are `YYYY-MM-DD`. */
export interface SimulatedPaper {
  /** arXiv id without version. */
  id: string;
  title: string;
  abstract: string;
  authors: string[];
  categories: string[];
  /** The day of the list it stands on; never a Saturday or Sunday. */
  listedOn: string;
  /** The day before that, on which arXiv got it. */
  submittedOn: string;
  /** When a second version came, if one did. */
  updatedOn?: string;
  doi?: string;
  codeUrl?: string;
}

interface Line {
  id?: string;
  title?: string;
  abstract?: string;
  authors?: string[];
  categories?: string[];
  listed?: string;
  published?: string;
  updated?: string;
  doi?: string;
  code_url?: string;
}

/**
 * Reads paper lines (gzipped or not) that were listed in the days from `from` to `to`, oldest first. What was listed at
 * a weekend, as no arXiv paper is, is listed on the Monday after.
 */
export async function readSimulatedPapers(
  path: string,
  { from = '0000', to = '9999' }: { from?: string | undefined; to?: string | undefined } = {},
): Promise<SimulatedPaper[]> {
  const file = createReadStream(path);
  const papers: SimulatedPaper[] = [];
  for await (const text of createInterface({
    input: path.endsWith('.gz') ? file.pipe(createGunzip()) : file,
  })) {
    const paper = text === '' ? undefined : simulatedPaper(JSON.parse(text) as Line);
    if (paper && paper.listedOn >= from && paper.listedOn <= to) papers.push(paper);
  }
  return papers.sort((a, b) => compare(a.listedOn, b.listedOn) || compare(a.id, b.id));
}

/** Papers out of nothing, so many a weekday, for tests. */
export function makeSimulatedPapers(firstDay: string, dayCount: number, perDay: number): SimulatedPaper[] {
  const papers: SimulatedPaper[] = [];
  for (let offset = 0; offset < dayCount; offset++) {
    const listedOn = dayAfter(firstDay, offset);
    if (weekday(listedOn) === 0 || weekday(listedOn) === 6) continue;
    for (let index = 0; index < perDay; index++) {
      const number = papers.length + 1;
      papers.push({
        id: `${listedOn.slice(2, 4)}${listedOn.slice(5, 7)}.${String(number).padStart(5, '0')}`,
        title: `On the ${number}th way of counting $n_{${number}}$ apples & pears`,
        abstract: `We count apples in ${number} ways, which is < ${number + 1}.`,
        authors: [`Ada ${number} Lovelace`, 'Emmy Noether'],
        categories:
          index % 3 === 0 ? ['cs.CL', 'cs.AI'] : index % 3 === 1 ? ['cs.LG'] : ['q-bio.NC', 'cs.LG'],
        listedOn,
        submittedOn: dayAfter(listedOn, -1),
        ...(number % 10 === 0 && { updatedOn: dayAfter(listedOn, 3) }),
        ...(number % 4 === 0 && { codeUrl: `https://github.com/example/apples-${number}` }),
      });
    }
  }
  return papers;
}

/** A number from 0 to 1 that is always the same for the same text. */
export function chanceOf(text: string): number {
  let hash = 2_166_136_261;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619);
  // The low bits of this hash are regular for similar texts.
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/** So many days later. */
export function dayAfter(day: string, count: number): string {
  return new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
}

function weekday(day: string): number {
  return new Date(day).getUTCDay();
}

function simulatedPaper(line: Line): SimulatedPaper | undefined {
  const id = line.id?.replace(/^arxiv:/, '');
  const listed = line.listed ?? line.published;
  if (!id || !line.title || listed?.length !== 10) return undefined;
  const listedOn = dayAfter(listed, [1, 0, 0, 0, 0, 0, 2][weekday(listed)] ?? 0);
  const { updated = '' } = line;
  return {
    id,
    title: line.title,
    abstract: line.abstract ?? '',
    authors: line.authors ?? [],
    categories: line.categories ?? ['cs.LG'],
    listedOn,
    submittedOn: dayAfter(listedOn, -1),
    ...(updated.length === 10 && updated > listedOn && { updatedOn: updated }),
    ...(line.doi && { doi: line.doi }),
    ...(line.code_url && { codeUrl: line.code_url }),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
