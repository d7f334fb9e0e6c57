/**
 * Lets groups take turns so that a big one doesn't drown the small: each next place goes to the group with the
 * greatest sqrt(size) / (places + 1/2). A group of a hundred thus gets ten times the places of a group of one, not a
 * hundred times. Within a group the order given is kept; of equal groups the one whose first member came first goes
 * first. (Webster's method of apportionment, over square roots of sizes.)
 */
export function takeTurns<Item>(
  items: readonly Item[],
  { groupOf, limit }: { groupOf: (item: Item) => string; limit: number },
): Item[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groupOf(item);
    const members = groups.get(group);
    if (members) members.push(item);
    else groups.set(group, [item]);
  }
  const turns = [...groups.values()].map((members) => ({
    members,
    taken: 0,
    weight: Math.sqrt(members.length),
  }));
  const result: Item[] = [];
  while (result.length < Math.min(limit, items.length)) {
    let next: (typeof turns)[number] | undefined;
    let greatest = 0;
    for (const turn of turns) {
      const claim = turn.taken < turn.members.length ? turn.weight / (turn.taken + 0.5) : 0;
      if (claim > greatest) [next, greatest] = [turn, claim];
    }
    if (!next) break;
    result.push(next.members[next.taken++]!);
  }
  return result;
}
