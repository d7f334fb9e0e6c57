import type { ContrastiveTrainer } from './contrastive-trainer.ts';
import { getCountWeight } from './embedding-model.ts';
import type { SeededRandom } from './seeded-random.ts';
import { SENTENCE_END, type TrainingCorpus } from './training-corpus.ts';
import type { TrainingOptions } from './training-options.ts';
import type { TextPair } from './training-pairs.ts';
import type { TrainingVocabulary } from './training-vocabulary.ts';

export interface FeatureWriter {
  writeBatch(papers: Int32Array, samplePair: (paper: number) => TextPair): void;
}

/** Turns word numbers into table rows, each distinct word, phrase or unknown word weighted by how often it stands there. */
export function createFeatureWriter(
  corpus: TrainingCorpus,
  vocabulary: TrainingVocabulary,
  trainer: ContrastiveTrainer,
  { bucketShare, droppedShare }: Pick<TrainingOptions, 'bucketShare' | 'droppedShare'>,
  random: SeededRandom,
): FeatureWriter {
  const { rowOfNumber, bucketRows, bucketStarts, phrases } = vocabulary;
  // Counts of the text being written; cleared after each.
  const wordCounts = new Int32Array(corpus.lexicon.length);
  const phraseCounts = new Int32Array(vocabulary.rowCount);
  const distinctWords: number[] = [];
  const distinctPhrases: number[] = [];
  // The right sides are kept until all left sides are written.
  let kept = new Int32Array(1 << 20);
  const keptEnds: number[] = [];

  function countWords(numbers: Int32Array, from: number, to: number): void {
    let previous = -1;
    for (let at = from; at < to; at += 1) {
      const number = numbers[at] as number;
      if (number === SENTENCE_END) {
        previous = -1;
        continue;
      }
      if (wordCounts[number] === 0) distinctWords.push(number);
      wordCounts[number] = (wordCounts[number] as number) + 1;
      const row = rowOfNumber[number] as number;
      const phraseRow = phrases.find(previous, row);
      if (phraseRow >= 0) {
        if (phraseCounts[phraseRow] === 0) distinctPhrases.push(phraseRow);
        phraseCounts[phraseRow] = (phraseCounts[phraseRow] as number) + 1;
      }
      previous = row;
    }
  }

  function addBuckets(number: number, wordWeight: number): void {
    const from = bucketStarts[number] as number;
    const to = bucketStarts[number + 1] as number;
    const weight = wordWeight * vocabulary.getBucketWeight(to - from);
    for (let at = from; at < to; at += 1) trainer.addRow(bucketRows[at] as number, weight);
  }

  function writeText(
    numbers: Int32Array,
    from: number,
    to: number,
    shares: { replaced: number; dropped: number },
  ): void {
    countWords(numbers, from, to);
    for (const number of distinctWords) {
      const weight = getCountWeight(wordCounts[number] as number);
      wordCounts[number] = 0;
      const row = rowOfNumber[number] as number;
      const chance = random.next();
      if (chance < shares.dropped) continue;
      if (row < 0 || chance < shares.dropped + shares.replaced) addBuckets(number, weight);
      else trainer.addRow(row, weight);
    }
    for (const row of distinctPhrases) {
      const weight = getCountWeight(phraseCounts[row] as number);
      phraseCounts[row] = 0;
      if (random.next() >= shares.dropped) trainer.addRow(row, weight);
    }
    distinctWords.length = 0;
    distinctPhrases.length = 0;
    trainer.endText();
  }

  return {
    writeBatch(papers, samplePair) {
      trainer.startBatch();
      let keptCount = 0;
      keptEnds.length = 0;
      for (const paper of papers) {
        const { left, leftCount, right, rightCount } = samplePair(paper);
        writeText(left, 0, leftCount, { replaced: bucketShare, dropped: 0 });
        if (keptCount + rightCount > kept.length) {
          const larger = new Int32Array(kept.length * 2);
          larger.set(kept);
          kept = larger;
        }
        kept.set(right.subarray(0, rightCount), keptCount);
        keptCount += rightCount;
        keptEnds.push(keptCount);
      }
      let from = 0;
      for (const end of keptEnds) {
        writeText(kept, from, end, { replaced: 0, dropped: droppedShare });
        from = end;
      }
    },
  };
}
