/**
 * Takes turns between groups so that a big one doesn't drown the small: the first of every group, then the second of
 * every group, ... Within a group the order given is kept; groups come in the order of their first member.
 * Answers at most `limit` items.
 */
export function diversify<Item>(items: Item[], groupOf: (item: Item) => string, limit: number): Item[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groupOf(item);
    const members = groups.get(group);
    if (members) members.push(item);
    else groups.set(group, [item]);
  }
  const result: Item[] = [];
  for (let round = 0; result.length < limit; round++) {
    const before = result.length;
    for (const members of groups.values()) {
      const item = members[round];
      if (item !== undefined && result.length < limit) result.push(item);
    }
    if (result.length === before) break;
  }
  return result;
}
