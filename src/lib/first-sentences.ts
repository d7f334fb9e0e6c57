/**
 * The beginning of a text: whole sentences, as many as asked and as fit into `maxLength` characters; where not even
 * one fits, whole words and an ellipsis.
 */
export function firstSentences(
  text: string,
  { count, maxLength }: { count: number; maxLength: number },
): string {
  const whole = text.replace(/\s+/g, ' ').trim();
  const ends = sentenceEnds(whole, count).filter((end) => end <= maxLength);
  const end = ends.at(-1);
  return end === undefined ? cutAtWord(whole, maxLength) : whole.slice(0, end);
}

/** At most `maxLength` characters, cut after a word. */
export function cutAtWord(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const space = text.lastIndexOf(' ', maxLength - 1);
  const end = space > maxLength / 2 ? space : maxLength - 1;
  // Never half of a surrogate pair.
  return `${text
    .slice(0, end)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/[\s,;:.–—-]+$/, '')}…`;
}

/** Offsets after the first `count` sentences; the last one also ends where the text does. */
export function sentenceEnds(text: string, count = Infinity): number[] {
  const ends: number[] = [];
  for (const match of text.matchAll(/[.!?]["”')\]]*(?=\s+["“'([]?[\p{Lu}\p{N}])/gu)) {
    const end = match.index + match[0].length;
    if (isAbbreviation(text.slice(0, match.index + 1))) continue;
    ends.push(end);
    if (ends.length === count) return ends;
  }
  return [...ends, text.length];
}

const ABBREVIATION =
  /(?:^|[\s("'[])(?:e\.g|i\.e|et al|cf|vs|resp|approx|etc|Figs?|Eqs?|Secs?|Refs?|Tabs?|Thm|No|Nos|Dr|Prof|St|Mr|Ms|ca|\p{Lu})\.$/u;

function isAbbreviation(textUpToDot: string): boolean {
  return ABBREVIATION.test(textUpToDot.slice(-12));
}
