import { foldText } from '../analysis/fold-text.ts';
import { stemEnglish } from '../analysis/stem-english.ts';
import { stopWords } from '../analysis/stop-words.ts';
import { tokenize } from '../analysis/tokenize.ts';

const MAX_SEARCHES = 6;
const MAX_WORDS = 3;
const MIN_WORD_LENGTH = 3;
/** Words of titles that say what a paper does and not what it is about. */
const EMPTY_WORDS = new Set(
  (
    'towards toward using via based new novel approach approaches method methods study studies analysis framework ' +
    'through under between beyond without across not all you need more rethinking understanding exploring improving ' +
    'learning-based note paper review survey case work'
  ).split(' '),
);

/**
 * What a reader may ask next: phrases that several of the best papers have in their titles and that are more than the
 * query says, those of the most papers first. Each stands in papers that are here, so it finds some.
 */
export function relatedSearches(query: string, titles: readonly string[]): string[] {
  const asked = new Set(tokenize(query).words.map(stemEnglish));
  const found = new Map<string, Phrase>();
  for (const title of titles) addPhrases(title, asked, found);
  const repeated = [...found.values()].filter(({ count }) => count > 1);
  const best = repeated.toSorted(
    (a, b) => b.count * b.stems.length - a.count * a.stems.length || (a.text < b.text ? -1 : 1),
  );
  const chosen: Phrase[] = [];
  for (const phrase of best) {
    if (chosen.length === MAX_SEARCHES) break;
    if (!chosen.some((other) => saysTheSame(other, phrase))) chosen.push(phrase);
  }
  return chosen.map(({ text }) => text);
}

interface Phrase {
  /** As the first title writes it, in lower case. */
  text: string;
  stems: string[];
  /** Titles that have it. */
  count: number;
}

function addPhrases(title: string, asked: ReadonlySet<string>, found: Map<string, Phrase>): void {
  const seen = new Set<string>();
  // A colon or comma ends what belongs together.
  for (const part of foldText(title).split(/[^\p{L}\p{N}\p{M}\s-]+|\s-+\s/u)) {
    const words = part.split(/\s+/).filter((word) => word !== '');
    const stemsOf = words.map((word) =>
      saysSomething(word) ? tokenize(word).words.map(stemEnglish) : undefined,
    );
    for (let start = 0; start < words.length; start++) {
      for (let size = 2; size <= MAX_WORDS && start + size <= words.length; size++) {
        const ofWords = stemsOf.slice(start, start + size);
        if (ofWords.includes(undefined)) break;
        const stems = ofWords.flatMap((some) => some ?? []);
        const key = stems.join(' ');
        if (seen.has(key) || stems.every((stem) => asked.has(stem))) continue;
        seen.add(key);
        const phrase = found.get(key) ?? {
          text: words.slice(start, start + size).join(' '),
          stems,
          count: 0,
        };
        phrase.count++;
        found.set(key, phrase);
      }
    }
  }
}

const saysSomething = (word: string): boolean =>
  word.length >= MIN_WORD_LENGTH &&
  !stopWords.has(word) &&
  !EMPTY_WORDS.has(word) &&
  /\p{L}/u.test(word) &&
  !/^-|-$/.test(word);

/** One is a part of the other, or they share all words but one of three. */
function saysTheSame(a: Phrase, b: Phrase): boolean {
  const shared = a.stems.filter((stem) => b.stems.includes(stem)).length;
  return shared >= Math.min(a.stems.length, b.stems.length, 2);
}
