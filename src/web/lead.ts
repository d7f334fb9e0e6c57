import { splitMathematics } from '../lib/split-mathematics.ts';

/** An abstract as a list shows it: its first sentences, and what follows when it is opened. */
export interface Lead {
  first: string;
  /** Empty where the abstract is short enough to be shown whole. */
  rest: string;
}

/** As many characters are shown whole; a little more than the lead, so that nothing opens to reveal three words. */
const WHOLE_LENGTH = 220;
const LONGEST_LEAD = 175;
const SHORTEST_LEAD = 90;

/** Cuts after a sentence where one ends at a good place, otherwise after a word; never inside a formula. */
export function leadOf(abstract: string): Lead {
  if (abstract.length <= WHOLE_LENGTH) return { first: abstract, rest: '' };
  const cuts = possibleCuts(abstract);
  const cut =
    cuts.findLast(({ at, isSentence }) => isSentence && at >= SHORTEST_LEAD && at <= LONGEST_LEAD) ??
    cuts.findLast(({ at }) => at <= LONGEST_LEAD);
  if (!cut) return { first: abstract, rest: '' };
  return { first: abstract.slice(0, cut.at), rest: abstract.slice(cut.at).trimStart() };
}

/** Every gap between words outside formulas, up to the longest lead. */
function possibleCuts(abstract: string): { at: number; isSentence: boolean }[] {
  const cuts: { at: number; isSentence: boolean }[] = [];
  let start = 0;
  for (const { kind, value } of splitMathematics(abstract)) {
    const at = abstract.indexOf(value, start);
    if (at < 0 || at > LONGEST_LEAD) break;
    if (kind === 'text') {
      for (const gap of value.matchAll(/\s+/g)) {
        if (at + gap.index > LONGEST_LEAD) break;
        const before = value.slice(Math.max(0, gap.index - 12), gap.index);
        cuts.push({
          at: at + gap.index,
          isSentence: SENTENCE_END.test(before) && !ABBREVIATION.test(before),
        });
      }
    }
    start = at + value.length;
  }
  return cuts;
}

const SENTENCE_END = /[.!?]["')\]]?$/;
const ABBREVIATION = /(?:^|[\s(])(?:e\.g|i\.e|et al|etc|cf|vs|resp|approx|Fig|Eq|Sec|Dr|Prof|No|St|[A-Z])\.$/;
