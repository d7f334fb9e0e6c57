/** Titles and abstracts as numbers: what the trainer reads over and over. */
import { splitWords } from './embedding-tokens.ts';

export interface TrainingText {
  title: string;
  abstract: string;
  /** The paper's field (`cs.CL`, `q-bio.NC`); papers without one form a field of their own. */
  field?: string;
}

export interface TrainingCorpus {
  /** Every word seen, by its number; number 0 is the end of a sentence. */
  readonly lexicon: readonly string[];
  /** In how many papers each word stands. */
  readonly paperCounts: Int32Array;
  /** All titles and abstracts end to end, as word numbers with a 0 after each sentence of an abstract. */
  readonly words: Int32Array;
  /** Paper p: title in words[starts[2p] .. starts[2p+1]), abstract in words[starts[2p+1] .. starts[2p+2]). */
  readonly starts: Int32Array;
  /** Field number of each paper. */
  readonly fields: Int32Array;
  readonly fieldNames: readonly string[];
  readonly paperCount: number;
  readonly skipped: { duplicates: number; tooShort: number };
}

export const SENTENCE_END = 0;

const MIN_ABSTRACT_WORDS = 25;
const MAX_ABSTRACT_WORDS = 600;
const SENTENCE_BREAK = /(?<=[.!?])\s+(?=[A-Z"'(])/;

/** Papers whose title was already seen (same words) and papers with next to no abstract are left out. */
export async function readTrainingCorpus(
  texts: AsyncIterable<TrainingText> | Iterable<TrainingText>,
): Promise<TrainingCorpus> {
  const numbers = new Map<string, number>();
  const lexicon = ['.'];
  const counts = [0];
  const lastSeenIn = [-1];
  const words = new GrowingIntegers();
  const starts = new GrowingIntegers();
  const fields = new GrowingIntegers();
  const fieldNumbers = new Map<string, number>();
  const titles = new Set<string>();
  const skipped = { duplicates: 0, tooShort: 0 };
  let paperCount = 0;

  function addWord(word: string): void {
    let number = numbers.get(word);
    if (number === undefined) {
      number = lexicon.length;
      numbers.set(word, number);
      lexicon.push(word);
      counts.push(0);
      lastSeenIn.push(-1);
    }
    if (lastSeenIn[number] !== paperCount) {
      lastSeenIn[number] = paperCount;
      counts[number] = (counts[number] as number) + 1;
    }
    words.push(number);
  }

  for await (const { title, abstract, field } of texts) {
    const titleWords = splitWords(title);
    const key = titleWords.join(' ');
    if (titles.has(key)) {
      skipped.duplicates += 1;
      continue;
    }
    const sentences = abstract.split(SENTENCE_BREAK).map(splitWords);
    if (
      titleWords.length === 0 ||
      sentences.reduce((sum, sentence) => sum + sentence.length, 0) < MIN_ABSTRACT_WORDS
    ) {
      skipped.tooShort += 1;
      continue;
    }
    titles.add(key);
    starts.push(words.length);
    titleWords.forEach(addWord);
    const abstractStart = words.length;
    starts.push(abstractStart);
    for (const sentence of sentences) {
      if (words.length - abstractStart + sentence.length > MAX_ABSTRACT_WORDS) break;
      sentence.forEach(addWord);
      words.push(SENTENCE_END);
    }
    const name = field ?? '';
    if (!fieldNumbers.has(name)) fieldNumbers.set(name, fieldNumbers.size);
    fields.push(fieldNumbers.get(name) as number);
    paperCount += 1;
  }
  starts.push(words.length);

  return {
    lexicon,
    paperCounts: Int32Array.from(counts),
    words: words.toArray(),
    starts: starts.toArray(),
    fields: fields.toArray(),
    fieldNames: [...fieldNumbers.keys()],
    paperCount,
    skipped,
  };
}

/** Fifty million numbers do not fit comfortably in an Array. */
class GrowingIntegers {
  #values = new Int32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Int32Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  toArray(): Int32Array {
    return this.#values.slice(0, this.length);
  }
}
