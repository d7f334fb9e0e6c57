/**
 * Measures a model: evaluate.ts --model MODEL [--papers PAPERS.jsonl[.gz] ...] [--keep-stop-words] BEIR-FOLDER ...
 *
 * For each judged set: nDCG@10, Recall@100 and reciprocal rank of BM25, of the model alone, of both joined, and of the
 * model through binary codes (sign bits of 256 values, the 1000 nearest, then 8-bit values). With --papers, the
 * known-item checks on held-out papers as well.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  encodeText,
  loadEmbeddingModel,
  type EmbeddingModel,
} from '../src/search/embedding/embedding-model.ts';
import { splitWords } from '../src/search/embedding/embedding-tokens.ts';
import { readJudgedSet, type JudgedSet } from './judged-set.ts';
import { buildKnownItemSets, readKnownItemPool } from './known-items.ts';
import { readPaperTexts } from './paper-texts.ts';
import { getNdcg, getRecall, getReciprocalRank } from './ranking-metrics.ts';
import { createReferenceBm25, REFERENCE_K1, type ReferenceBm25 } from './reference-bm25.ts';
import { CANDIDATES, fuseScores } from './reference-fusion.ts';

const BINARY_CANDIDATES = 1000;
const SMALLEST_WORD_SHARE = 0.05;
/** What a word counts in a query that the keyword side leaves out as a stop word. */
const STOP_WORD_SHARE = 0.3;

interface Result {
  ndcg: number;
  recall: number;
  reciprocalRank: number;
}

const METHODS = ['BM25', 'dense', 'both', 'binary'] as const;
type Method = (typeof METHODS)[number];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: 'string' },
    papers: { type: 'string', multiple: true, default: [] },
    'keep-stop-words': { type: 'boolean', default: false },
  },
});
if (values.model === undefined) {
  process.stderr.write(
    'usage: evaluate.ts --model MODEL [--papers FILE ...] [--keep-stop-words] FOLDER ...\n',
  );
  process.exit(2);
}

const model = loadEmbeddingModel(readFileSync(values.model));
const sets = positionals.map(readJudgedSet);
if (values.papers.length > 0) {
  sets.push(...buildKnownItemSets(await readKnownItemPool(readPaperTexts(values.papers))));
}

console.log('nDCG@10 (Recall@100) reciprocal rank');
console.log(['set'.padEnd(20), ...METHODS.map((method) => method.padEnd(21))].join(' '));
for (const set of sets) {
  const results = measureSet(model, set, !values['keep-stop-words']);
  const cells = METHODS.map((method) => {
    const { ndcg, recall, reciprocalRank } = results[method];
    return `${ndcg.toFixed(4)} (${recall.toFixed(3)}) ${reciprocalRank.toFixed(3)}`.padEnd(21);
  });
  console.log([set.name.padEnd(20), ...cells].join(' '));
}

function measureSet(embedding: EmbeddingModel, set: JudgedSet, stopWords: boolean): Record<Method, Result> {
  const bm25 = createReferenceBm25(
    set.documents.map(({ text }) => text),
    { stopWords },
  );
  const vectors = set.documents.map(({ text }) => encodeText(embedding, text));
  const codes = vectors.map((vector) => vector.map((value) => (value > 0 ? 1 : -1)));
  const coarse = vectors.map(roundToEightBits);
  const weighWord = createWordWeights(bm25, set.documents.length);
  const totals = Object.fromEntries(
    METHODS.map((method) => [method, { ndcg: 0, recall: 0, reciprocalRank: 0 }]),
  ) as Record<Method, Result>;

  for (const { text, judgements } of set.queries) {
    const query = encodeText(embedding, text, { weighWord });
    const keyword = [...bm25.score(text)];
    const dense = vectors.map((vector) => getProduct(vector, query));
    const byKeyword = rankHighest(keyword, CANDIDATES).filter(
      (document) => (keyword[document] as number) > 0,
    );
    const byDense = rankHighest(dense, CANDIDATES);
    const candidates = [...new Set([...byKeyword, ...byDense])];
    const fused = fuseScores({
      keyword: candidates.map((document) => keyword[document] as number),
      dense: candidates.map((document) => dense[document] as number),
      knownShare: getKnownShare(embedding, bm25, text),
      highestKeyword: bm25.listTerms(text).reduce((sum, { idf }) => sum + idf * (REFERENCE_K1 + 1), 0),
    });
    const queryCode = query.map((value) => (value > 0 ? 1 : -1));
    const near = rankHighest(
      codes.map((code) => getProduct(code, queryCode)),
      BINARY_CANDIDATES,
    );
    const rescored = near.map((document) => getProduct(coarse[document] as Float32Array, query));
    const rankings: Record<Method, number[]> = {
      BM25: byKeyword,
      dense: byDense,
      both: rankHighest(fused, CANDIDATES).map((at) => candidates[at] as number),
      binary: rankHighest(rescored, CANDIDATES).map((at) => near[at] as number),
    };
    for (const method of METHODS) {
      const ranking = rankings[method].map((document) => set.documents[document]?.id ?? '');
      const total = totals[method];
      total.ndcg += getNdcg(ranking, judgements, 10) / set.queries.length;
      total.recall += getRecall(ranking, judgements, 100) / set.queries.length;
      total.reciprocalRank += getReciprocalRank(ranking, judgements) / set.queries.length;
    }
  }
  return totals;
}

/** The square root of a word's share of the highest idf in the collection. */
function createWordWeights(bm25: ReferenceBm25, documentCount: number): (word: string) => number {
  const highestIdf = Math.log(1 + (documentCount - 0.5) / 1.5);
  const known = new Map<string, number>();
  return (word) => {
    let weight = known.get(word);
    if (weight === undefined) {
      const idf = bm25.listTerms(word)[0]?.idf;
      const share = idf === undefined ? STOP_WORD_SHARE : Math.min(1, idf / highestIdf);
      known.set(word, (weight = Math.sqrt(Math.max(SMALLEST_WORD_SHARE, share))));
    }
    return weight;
  };
}

function getKnownShare(embedding: EmbeddingModel, bm25: ReferenceBm25, text: string): number {
  let known = 0;
  let all = 0;
  for (const word of new Set(splitWords(text))) {
    const idf = bm25.listTerms(word)[0]?.idf ?? 0;
    all += idf;
    if (embedding.rowOfWord.find(word) >= 0) known += idf;
  }
  return all === 0 ? 1 : known / all;
}

function getProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d += 1) sum += (a[d] as number) * (b[d] as number);
  return sum;
}

function roundToEightBits(vector: Float32Array): Float32Array {
  const step = vector.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) / 127;
  return step === 0 ? vector : vector.map((value) => Math.round(value / step) * step);
}

/** The places of the `count` highest scores, highest first, equal ones in their own order. */
function rankHighest(scores: readonly number[], count: number): number[] {
  const sorted = Float64Array.from(scores).sort();
  const limit = sorted[Math.max(0, sorted.length - count)] ?? 0;
  const places: number[] = [];
  scores.forEach((score, place) => {
    if (score >= limit) places.push(place);
  });
  return places.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b).slice(0, count);
}
