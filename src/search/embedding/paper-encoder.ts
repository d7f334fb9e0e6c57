import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { encodeText, loadEmbeddingModel, type EncodeOptions } from './embedding-model.ts';

/** Turns texts into vectors of length 1. Not to be used by two callers at once: it has scratch memory. */
export interface PaperEncoder {
  /** Names the model by its contents: vectors of different models can't be compared. */
  model: string;
  dims: number;
  /** All zeros for a text without a word. */
  encode(text: string, options?: EncodeOptions): Float32Array;
  /** Whether the model has learnt this word itself, and not only its letters. */
  knowsWord(word: string): boolean;
}

/** @throws Error naming the file, where it is missing or no model. */
export function openPaperEncoder(path: string): PaperEncoder {
  const bytes = readModelFile(path);
  try {
    const model = loadEmbeddingModel(bytes);
    return {
      model: nameOf(bytes),
      dims: model.dims,
      encode: (text, options) => encodeText(model, text, options),
      knowsWord: (word) => model.rowOfWord.find(word) >= 0,
    };
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** The name of a model file's vectors, without loading it. */
export const identifyModel = (path: string): string => nameOf(readModelFile(path));

function nameOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

function readModelFile(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Error(`search: the embedding model ${path} can't be read; see OFFPRINT_MODEL`, {
      cause: error,
    });
  }
}
