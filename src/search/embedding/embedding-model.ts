/**
 * A static embedding model: one vector a word, a phrase and a character bucket; a text is their sum, brought to
 * length 1. No layers and no positions, so that encoding is a few additions and the whole model is one table.
 *
 * File, little-endian: 8 bytes `OFFPRINT`, then uint32 x 7: format version, tokens version, dims, word count,
 * phrase count, bucket count, vocabulary bytes; the words in UTF-8 joined by line feeds, zero-padded to 4 bytes;
 * int32 x 2 a phrase (the rows of its words); float32 a row (its scale); int8 x dims a row.
 * Rows: words, phrases, buckets. A vector is scale * int8.
 */
import { WordNumbers } from '../analysis/word-numbers.ts';
import { getBucketWeight, listCharacterBuckets } from './character-buckets.ts';
import { eachWord, TOKENS_VERSION } from './embedding-tokens.ts';
import { createPhraseTable, type PhraseTable } from './phrase-table.ts';
import { createRowSum, type RowSum } from './row-sum.ts';

export interface EmbeddingModel {
  readonly dims: number;
  readonly words: readonly string[];
  /** Two word rows a phrase. */
  readonly phrasePairs: Int32Array;
  readonly bucketCount: number;
  /** rowCount x dims */
  readonly rows: Int8Array;
  /** rowCount */
  readonly scales: Float32Array;
  readonly rowOfWord: Pick<WordNumbers, 'find' | 'findIn'>;
  readonly phrases: PhraseTable;
  /** Adds rows; holds the sum of the text that is being encoded. */
  readonly rowSum: RowSum;
  /** Room for encodeText, one a row; the counts are zero between two texts. */
  readonly tally: { counts: Int32Array; factors: Float64Array };
}

const MAGIC = 'OFFPRINT';
const FORMAT_VERSION = 1;
const HEADER_BYTES = 8 + 7 * 4;
const MAX_INT8 = 127;

export interface EmbeddingTable {
  dims: number;
  words: readonly string[];
  phrasePairs: Int32Array;
  bucketCount: number;
  /** rowCount x dims */
  table: Float32Array;
}

/** Each row becomes 8-bit integers and one scale: its largest value / 127. */
export function quantiseEmbeddingModel({
  dims,
  words,
  phrasePairs,
  bucketCount,
  table,
}: EmbeddingTable): EmbeddingModel {
  const rowCount = words.length + phrasePairs.length / 2 + bucketCount;
  const rows = new Int8Array(rowCount * dims);
  const scales = new Float32Array(rowCount);
  for (let row = 0; row < rowCount; row += 1) {
    let largest = 0;
    for (let d = 0; d < dims; d += 1) largest = Math.max(largest, Math.abs(table[row * dims + d] as number));
    const scale = largest / MAX_INT8;
    scales[row] = scale;
    if (scale === 0) continue;
    for (let d = 0; d < dims; d += 1)
      rows[row * dims + d] = Math.round((table[row * dims + d] as number) / scale);
  }
  return assembleModel({ dims, words, phrasePairs, bucketCount, rows, scales });
}

/** How much a word counts that stands `count` times in a text: each further time a little less. */
export function getCountWeight(count: number): number {
  return count === 1 ? 1 : 1 + Math.log(count);
}

export interface EncodeOptions {
  /**
   * A factor for each word, for queries: the search gives the square root of the word's idf in the collection searched,
   * so that a word which every paper of that collection has says little, whatever it said in the training text.
   */
  weighWord?: (word: string) => number;
}

/** The vector of a text, of length 1; all zero for a text without a word. */
export function encodeText(
  model: EmbeddingModel,
  text: string,
  { weighWord }: EncodeOptions = {},
): Float32Array {
  const { rowOfWord, phrases, bucketCount, tally } = model;
  const { counts, factors } = tally;
  const rows: number[] = [];
  const unknown = new Map<string, number>();
  let previous = -1;
  eachWord(text, (source, start, end) => {
    const row = rowOfWord.findIn(source, start, end);
    if (row >= 0) {
      if (counts[row] === 0) {
        rows.push(row);
        factors[row] = weighWord === undefined ? 1 : weighWord(source.text.slice(start, end));
      }
      counts[row] = (counts[row] as number) + 1;
      const phraseRow = phrases.find(previous, row);
      if (phraseRow >= 0) {
        if (counts[phraseRow] === 0) {
          rows.push(phraseRow);
          factors[phraseRow] = 1;
        }
        counts[phraseRow] = (counts[phraseRow] as number) + 1;
      }
    } else if (bucketCount > 0) {
      const word = source.text.slice(start, end);
      unknown.set(word, (unknown.get(word) ?? 0) + 1);
    }
    previous = row;
  });

  const { rowSum, scales } = model;
  for (const row of rows) {
    const weight = getCountWeight(counts[row] as number) * (factors[row] as number);
    rowSum.add(row, weight * (scales[row] as number));
    counts[row] = 0;
  }
  for (const [word, count] of unknown) {
    const buckets = listCharacterBuckets(word, bucketCount);
    const weight = getCountWeight(count) * getBucketWeight(buckets.length) * (weighWord?.(word) ?? 1);
    for (const bucket of buckets) {
      const row = model.words.length + phrases.count + bucket;
      rowSum.add(row, weight * (scales[row] as number));
    }
  }
  return toUnitVector(rowSum.take());
}

export function saveEmbeddingModel(model: EmbeddingModel): Uint8Array {
  const vocabulary = new TextEncoder().encode(model.words.join('\n'));
  const padded = Math.ceil(vocabulary.length / 4) * 4;
  const { phrasePairs, scales, rows } = model;
  const bytes = new Uint8Array(
    HEADER_BYTES + padded + phrasePairs.byteLength + scales.byteLength + rows.byteLength,
  );
  bytes.set(new TextEncoder().encode(MAGIC));
  const view = new DataView(bytes.buffer);
  const numbers = [
    FORMAT_VERSION,
    TOKENS_VERSION,
    model.dims,
    model.words.length,
    phrasePairs.length / 2,
    model.bucketCount,
    vocabulary.length,
  ];
  numbers.forEach((value, at) => {
    view.setUint32(8 + at * 4, value, true);
  });
  let at = HEADER_BYTES;
  bytes.set(vocabulary, at);
  at += padded;
  for (const part of [phrasePairs, scales, rows]) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
}

export function loadEmbeddingModel(bytes: Uint8Array): EmbeddingModel {
  if (bytes.length < HEADER_BYTES || new TextDecoder().decode(bytes.subarray(0, 8)) !== MAGIC) {
    throw new Error('embedding model: not a model file (its first bytes are wrong)');
  }
  // Typed arrays need aligned offsets; a Buffer from a pool may start anywhere.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const view = new DataView(aligned.buffer, aligned.byteOffset);
  const [format, tokens, dims, wordCount, phraseCount, bucketCount, vocabularyBytes] = Array.from(
    { length: 7 },
    (_, at) => view.getUint32(8 + at * 4, true),
  ) as [number, number, number, number, number, number, number];
  if (format !== FORMAT_VERSION || tokens !== TOKENS_VERSION) {
    throw new Error(
      `embedding model: format ${String(format)}, tokens ${String(tokens)}; this program reads ${String(FORMAT_VERSION)}, ${String(TOKENS_VERSION)}`,
    );
  }
  const rowCount = wordCount + phraseCount + bucketCount;
  const phrasesAt = HEADER_BYTES + Math.ceil(vocabularyBytes / 4) * 4;
  const scalesAt = phrasesAt + phraseCount * 8;
  const rowsAt = scalesAt + rowCount * 4;
  if (aligned.length !== rowsAt + rowCount * dims) {
    throw new Error(
      `embedding model: ${String(aligned.length)} bytes, expected ${String(rowsAt + rowCount * dims)}; the file is cut or damaged`,
    );
  }
  const { buffer, byteOffset } = aligned;
  const vocabulary = new TextDecoder().decode(aligned.subarray(HEADER_BYTES, HEADER_BYTES + vocabularyBytes));
  const words = vocabulary === '' ? [] : vocabulary.split('\n');
  if (words.length !== wordCount)
    throw new Error(`embedding model: ${String(words.length)} words, expected ${String(wordCount)}`);
  return assembleModel({
    dims,
    words,
    phrasePairs: new Int32Array(buffer, byteOffset + phrasesAt, phraseCount * 2).slice(),
    bucketCount,
    rows: new Int8Array(buffer, byteOffset + rowsAt, rowCount * dims),
    scales: new Float32Array(buffer, byteOffset + scalesAt, rowCount).slice(),
  });
}

function assembleModel(
  parts: Pick<EmbeddingModel, 'dims' | 'words' | 'phrasePairs' | 'bucketCount' | 'rows' | 'scales'>,
): EmbeddingModel {
  const rowOfWord = new WordNumbers();
  for (const word of parts.words) rowOfWord.add(word);
  const rowSum = createRowSum(parts.rows, parts.dims);
  return {
    ...parts,
    // The copy that the kernel reads; the bytes it was read from can go.
    rows: rowSum.rows,
    rowSum,
    rowOfWord,
    phrases: createPhraseTable(parts.phrasePairs, parts.words.length),
    tally: { counts: new Int32Array(parts.scales.length), factors: new Float64Array(parts.scales.length) },
  };
}

function toUnitVector(sum: Float64Array): Float32Array {
  const vector = new Float32Array(sum.length);
  let squared = 0;
  for (let d = 0; d < sum.length; d += 1) squared += (sum[d] as number) ** 2;
  if (squared === 0) return vector;
  const inverse = 1 / Math.sqrt(squared);
  for (let d = 0; d < sum.length; d += 1) vector[d] = (sum[d] as number) * inverse;
  return vector;
}
