/** What grouping needs to know of a record. */
export interface GroupableRecord {
  /** Unique; gives the records an order that does not depend on their arrival. */
  key: string;
  /** With scheme: `arxiv:2310.16390`. */
  identifiers: ReadonlySet<string>;
  titles: readonly { titleKey: string; year: number }[];
}

/** Two records were taken for one paper because of an identifier or a title key (`title:...`) that both have. */
export interface Join<Item> {
  a: Item;
  b: Item;
  because: string;
}

export interface Grouping<Item> {
  /** Every record is in exactly one group: a paper. */
  groups: Item[][];
  /** What holds the groups together: one join fewer than a group has records. */
  joins: Join<Item>[];
}

/**
 * Which records are the same paper: those that share an identifier, or a title key with years at most two apart, and
 * whatever is so connected through others. But a paper has at most one arXiv id, and what a person has separated stays
 * apart: a join that would break either is left out. Joins are made in a fixed order, the surest first, so the answer
 * depends on the set of records alone.
 */
export function groupRecords<Item extends GroupableRecord>(
  records: Iterable<Item>,
  separations: readonly [Item, Item][] = [],
): Grouping<Item> {
  const items = [...records].sort((a, b) => compareText(a.key, b.key));
  const groups = new Map(items.map((item) => [item, newGroup(item)]));
  for (const [a, b] of separations) {
    groups.get(a)?.apart.add(b);
    groups.get(b)?.apart.add(a);
  }
  const joins: Join<Item>[] = [];
  for (const join of listCandidates(items)) {
    const a = groups.get(join.a);
    const b = groups.get(join.b);
    if (!a || !b || a === b || !canUnite(a, b)) continue;
    const [small, large] = a.items.length < b.items.length ? [a, b] : [b, a];
    for (const item of small.items) {
      large.items.push(item);
      groups.set(item, large);
    }
    for (const id of small.arxivIds) large.arxivIds.add(id);
    for (const item of small.apart) large.apart.add(item);
    joins.push({ a: join.a, b: join.b, because: join.because });
  }
  return { groups: [...new Set(groups.values())].map((group) => group.items), joins };
}

interface Group<Item> {
  items: Item[];
  arxivIds: Set<string>;
  /** Items that must not come into this group. */
  apart: Set<Item>;
}

function newGroup<Item extends GroupableRecord>(item: Item): Group<Item> {
  const arxivIds = [...item.identifiers].filter((identifier) => identifier.startsWith('arxiv:'));
  return { items: [item], arxivIds: new Set(arxivIds), apart: new Set() };
}

function canUnite<Item>(a: Group<Item>, b: Group<Item>): boolean {
  const hasTwoArxivIds =
    a.arxivIds.size > 0 && b.arxivIds.size > 0 && ![...a.arxivIds].some((id) => b.arxivIds.has(id));
  return !hasTwoArxivIds && !a.items.some((item) => b.apart.has(item));
}

interface Candidate<Item> extends Join<Item> {
  /** Smaller is surer. */
  rank: number;
}

/** By scheme, for identifiers; titles come after all of them, the nearer year first. */
const SCHEME_RANK: { [scheme: string]: number } = { arxiv: 0, acl: 1, openreview: 2, doi: 3, offprint: 4 };
const TITLE_RANK = 5;
const MAX_YEARS_APART = 2;

/** A record is compared with so many of its neighbours under one key, so that a key shared by all costs no square. */
const MAX_NEIGHBOURS = 32;

/** Every pair that could be joined, the surest first. */
function listCandidates<Item extends GroupableRecord>(items: readonly Item[]): Candidate<Item>[] {
  const byIdentifier = new Map<string, Item[]>();
  const byTitle = new Map<string, { item: Item; year: number }[]>();
  for (const item of items) {
    for (const identifier of item.identifiers) push(byIdentifier, identifier, item);
    for (const { titleKey, year } of item.titles) push(byTitle, titleKey, { item, year });
  }
  const candidates: Candidate<Item>[] = [];
  for (const [identifier, holders] of byIdentifier) {
    const rank = SCHEME_RANK[identifier.slice(0, identifier.indexOf(':'))] ?? TITLE_RANK;
    for (const [a, b] of neighboursIn(holders)) candidates.push({ a, b, because: identifier, rank });
  }
  for (const [titleKey, holders] of byTitle) {
    if (holders.length > 1) holders.sort((a, b) => a.year - b.year || compareText(a.item.key, b.item.key));
    for (const [a, b] of neighboursIn(holders)) {
      const yearsApart = b.year - a.year;
      if (a.item === b.item || yearsApart > MAX_YEARS_APART) continue;
      candidates.push({ a: a.item, b: b.item, because: `title:${titleKey}`, rank: TITLE_RANK + yearsApart });
    }
  }
  return candidates.sort(
    (a, b) =>
      a.rank - b.rank ||
      compareText(a.because, b.because) ||
      compareText(a.a.key, b.a.key) ||
      compareText(a.b.key, b.b.key),
  );
}

function* neighboursIn<Value>(values: readonly Value[]): Generator<[Value, Value]> {
  for (const [position, a] of values.entries()) {
    for (const b of values.slice(position + 1, position + 1 + MAX_NEIGHBOURS)) yield [a, b];
  }
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
