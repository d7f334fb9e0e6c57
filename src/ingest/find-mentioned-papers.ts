import { findPaperIds } from '../papers/find-paper-ids.ts';
import { formatIdentifier, listIdentifiers, parseIdentifier, type PaperId } from '../papers/identifiers.ts';
import { lookupChunksOf } from '../papers/chunks.ts';
import { listPapersByIds } from '../papers/paper-store.ts';
import type { Paper } from '../papers/paper.ts';
import { titleKey } from '../papers/title-key.ts';
import type { Database } from '../storage/database.ts';
import { detectFormat } from './detect-format.ts';

/** What came of a list of papers that a reader gave. */
export interface MentionedPapers {
  papers: Paper[];
  /** What could not be found here, as it was written. */
  unknown: string[];
}

/**
 * The papers that a text names: identifiers and addresses, a line or a word each, or a file in any format that can be
 * imported (BibTeX, RIS, CSL-JSON), whose entries may also be found by title, author and year. At most `limit` mentions
 * are read. Nothing is stored.
 */
export async function findMentionedPapers(
  database: Database,
  text: string,
  { limit }: { limit: number },
): Promise<MentionedPapers> {
  const mentions = await readMentions(text, limit);
  const byIdentifier = await findPaperIds(
    database,
    mentions.flatMap(({ identifiers }) => identifiers),
  );
  const paperIdOf = ({ identifiers }: Mention): PaperId | undefined =>
    identifiers.map((identifier) => byIdentifier.get(identifier)).find((id) => id !== undefined);
  const byTitle = await findByTitle(
    database,
    mentions.filter((mention) => paperIdOf(mention) === undefined),
  );
  const ids = new Set<PaperId>();
  const unknown: string[] = [];
  for (const mention of mentions) {
    const id = paperIdOf(mention) ?? byTitle.get(mention);
    if (id === undefined) unknown.push(mention.name);
    else ids.add(id);
  }
  return { papers: await listPapersByIds(database, [...ids]), unknown };
}

interface Mention {
  /** As it was written. */
  name: string;
  /** In the form of `formatIdentifier`, the one to be known by first. */
  identifiers: string[];
  titleKey?: string | undefined;
  publishedYear?: number;
}

async function readMentions(text: string, limit: number): Promise<Mention[]> {
  const format = looksLikeIdentifiers(text) ? undefined : detect(text.slice(0, 65_536));
  if (!format) {
    return text
      .split(/[\s,;]+/)
      .filter(Boolean)
      .slice(0, limit)
      .map((word) => ({ name: word.slice(0, 100), identifiers: identifiersIn(word) }));
  }
  const mentions: Mention[] = [];
  for await (const item of format.read(pieces(text))) {
    if (mentions.length >= limit) break;
    if ('problem' in item) {
      mentions.push({ name: item.problem.entry ?? `line ${item.problem.line ?? '?'}`, identifiers: [] });
      continue;
    }
    const { record } = item;
    mentions.push({
      name: record.title,
      identifiers: listIdentifiers(record),
      titleKey: titleKey(record.title, record.authors),
      publishedYear: Number(record.publishedOn?.slice(0, 4) ?? Number.NaN),
    });
  }
  return mentions;
}

function looksLikeIdentifiers(text: string): boolean {
  const [first = ''] = text.trim().split(/[\s,;]+/, 1);
  return parseIdentifier(first) !== undefined;
}

function identifiersIn(word: string): string[] {
  const identifier = parseIdentifier(word);
  return identifier ? [formatIdentifier(identifier)] : [];
}

function detect(head: string) {
  try {
    return detectFormat(head);
  } catch {
    return undefined;
  }
}

async function* pieces(text: string): AsyncGenerator<string> {
  yield text;
}

/** A preprint and its paper in proceedings are years apart; without a year, a title and its author must do. */
const MAX_YEARS_APART = 2;

async function findByTitle(database: Database, mentions: readonly Mention[]): Promise<Map<Mention, PaperId>> {
  const keys = mentions.map((mention) => mention.titleKey).filter((key) => key !== undefined);
  const candidates = new Map<string, { paperId: PaperId; publishedYear: number }[]>();
  for (const chunk of lookupChunksOf(keys)) {
    const rows = await database
      .selectFrom('record_titles')
      .innerJoin('records', 'records.id', 'record_titles.record_id')
      .select(['title_key', 'published_year', 'records.paper_id'])
      .where('title_key', 'in', chunk)
      .orderBy('records.id')
      .execute();
    for (const { title_key, published_year, paper_id } of rows) {
      const candidate = { paperId: paper_id as PaperId, publishedYear: published_year };
      candidates.set(title_key, [...(candidates.get(title_key) ?? []), candidate]);
    }
  }
  const found = new Map<Mention, PaperId>();
  for (const mention of mentions) {
    const { titleKey: key = '', publishedYear = Number.NaN } = mention;
    const match = candidates
      .get(key)
      ?.find((one) => !(Math.abs(one.publishedYear - publishedYear) > MAX_YEARS_APART));
    if (match) found.set(mention, match.paperId);
  }
  return found;
}
