import { stopWords } from '../analysis/stop-words.ts';
import type { IndexReader, IndexSnapshot, QueriedIndex } from '../index-reader.ts';
import { acronymTerm, longFormKey } from '../segments/acronym-terms.ts';

/** What an acronym stands for. */
export interface Meaning {
  /** See `longFormKey`. */
  key: string;
  /** Without stop words. */
  words: string[];
  count: number;
}

/** What an acronym must mean in this share of its definitions, to stand for that. */
const MAIN_SHARE = 0.5;

/** Of so many nothing is forgotten; some 4 MB. */
const MAX_REMEMBERED = 20_000;

/** While the index changes faster than it is read: so many attempts. */
const MAX_ATTEMPTS = 10;

/**
 * What the collection's papers say that acronyms mean; undefined: nothing, or not most of them the same. It is remembered
 * as long as the index stays as it is: of any two words in a row the initials are asked for, and most stand for something
 * in thousands of ways.
 */
export class AcronymMeanings {
  readonly #bySnapshot = new WeakMap<IndexSnapshot, Map<string, Meaning | undefined>>();

  /** `given`: the index so far, with the postings of `terms`; the one that is answered has those, too. */
  async read(
    shorts: string[],
    given: QueriedIndex,
    { reader, terms }: { reader: IndexReader; terms: string[] },
  ): Promise<{ meanings: ReadonlyMap<string, Meaning | undefined>; index: QueriedIndex }> {
    let index = given;
    for (let attempt = 1; ; attempt++) {
      const meanings = this.#of(index.snapshot);
      const missing = shorts.filter((short) => !meanings.has(short));
      if (missing.length === 0 || attempt === MAX_ATTEMPTS) return { meanings, index };
      index = await reader.query([...terms, ...missing.map(acronymTerm)]);
      const found = this.#of(index.snapshot);
      for (const short of missing) found.set(short, mainMeaning(short, index));
    }
  }

  #of(snapshot: IndexSnapshot): Map<string, Meaning | undefined> {
    const known = this.#bySnapshot.get(snapshot);
    if (known && known.size <= MAX_REMEMBERED) return known;
    const empty = new Map<string, Meaning | undefined>();
    this.#bySnapshot.set(snapshot, empty);
    return empty;
  }
}

/** What most definitions of an acronym say. */
function mainMeaning(short: string, index: QueriedIndex): Meaning | undefined {
  const meanings = new Map<string, Meaning>();
  let all = 0;
  for (const [form, count] of definitionsOf(short, index)) {
    const words = form.split(' ');
    const key = longFormKey(words);
    const meaning = meanings.get(key);
    if (meaning) meaning.count += count;
    else meanings.set(key, { key, words: words.filter((word) => !stopWords.has(word)), count });
    all += count;
  }
  const main = [...meanings.values()].reduce<Meaning | undefined>(
    (best, one) => (one.count > (best?.count ?? 0) ? one : best),
    undefined,
  );
  return main && main.count >= all * MAIN_SHARE && main.words.length > 1 ? main : undefined;
}

/** How many papers define an acronym as what: a common one as thousands of things, most of them in each segment. */
function definitionsOf(short: string, { snapshot, postings }: QueriedIndex): Map<string, number> {
  const definitions = new Map<string, number>();
  for (const { id } of snapshot.segments) {
    for (const { form, count } of postings(id, acronymTerm(short)).lists)
      definitions.set(form, (definitions.get(form) ?? 0) + count);
  }
  return definitions;
}
