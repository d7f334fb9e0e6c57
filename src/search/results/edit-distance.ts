/**
 * How many letters must be changed, added, left out or swapped with their neighbour to make `a` into `b` (optimal string
 * alignment); `limit + 1` for any number above the limit.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let distance = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        distance = Math.min(distance, before[j - 2]! + 1);
      row.push(distance);
    }
    if (Math.min(...row) > limit) return limit + 1;
    [before, last] = [last, row];
  }
  return Math.min(last[b.length]!, limit + 1);
}

/** Every text at distance 1 of a word of plain letters. */
export function neighboursOf(word: string): string[] {
  const found = new Set<string>();
  for (let at = 0; at <= word.length; at++) {
    const [start, rest] = [word.slice(0, at), word.slice(at)];
    for (const letter of LETTERS) {
      found.add(start + letter + rest);
      if (rest) found.add(start + letter + rest.slice(1));
    }
    if (rest) found.add(start + rest.slice(1));
    if (rest.length > 1) found.add(start + rest.charAt(1) + rest.charAt(0) + rest.slice(2));
  }
  found.delete(word);
  return [...found];
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
