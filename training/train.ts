/**
 * Makes the shipped model: `node training/train.ts --out models/offprint-words-256.bin papers.jsonl.gz [more ...]`.
 * Every option of the trainer can be given as --name value (see DEFAULT_TRAINING_OPTIONS); README.md has the figures.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadEmbeddingModel, saveEmbeddingModel } from '../src/search/embedding/embedding-model.ts';
import { readTrainingCorpus } from '../src/search/embedding/training-corpus.ts';
import { trainOnCorpus } from '../src/search/embedding/train-embedding-model.ts';
import { DEFAULT_TRAINING_OPTIONS, type TrainingOptions } from '../src/search/embedding/training-options.ts';
import { isHeldOut, readPaperTexts, type PaperText } from './paper-texts.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    'start-from': { type: 'string' },
    set: { type: 'string', multiple: true, default: [] },
  },
});
if (values.out === undefined || positionals.length === 0) {
  process.stderr.write(
    'usage: train.ts --out MODEL [--start-from MODEL] [--set name=value ...] PAPERS.jsonl[.gz] ...\n',
  );
  process.exit(2);
}

const startedAt = performance.now();
const corpus = await readTrainingCorpus(keepTrainingPapers(readPaperTexts(positionals)));
report(
  `${String(corpus.paperCount)} papers, ${String(corpus.lexicon.length)} different words, skipped ${JSON.stringify(corpus.skipped)}`,
);

const options: TrainingOptions = {
  ...DEFAULT_TRAINING_OPTIONS,
  ...readSettings(values.set),
  ...(values['start-from'] === undefined
    ? {}
    : { startFrom: loadEmbeddingModel(readFileSync(values['start-from'])) }),
  onProgress: ({ step, stepCount, loss, kernel }) => {
    report(`step ${String(step)} of ${String(stepCount)}, loss ${loss.toFixed(4)} (${kernel})`);
  },
};
const model = await trainOnCorpus(corpus, options);
const bytes = saveEmbeddingModel(model);
writeFileSync(values.out, bytes);
report(
  `${values.out}: ${(bytes.length / 1e6).toFixed(1)} MB, ${String(model.words.length)} words, ${String(model.phrases.count)} phrases, ${String(model.bucketCount)} buckets`,
);

async function* keepTrainingPapers(papers: AsyncIterable<PaperText>): AsyncGenerator<PaperText> {
  for await (const paper of papers) if (!isHeldOut(paper.id)) yield paper;
}

/** `stepCount=2000`, `pairs.title=0.5` */
function readSettings(settings: readonly string[]): Partial<TrainingOptions> {
  const changed: Record<string, unknown> = structuredClone({ ...DEFAULT_TRAINING_OPTIONS });
  for (const setting of settings) {
    const [path = '', value = ''] = setting.split('=');
    const [name = '', inner] = path.split('.');
    if (!(name in changed) || !Number.isFinite(Number(value)))
      throw new Error(`train: unknown setting ${setting}`);
    if (inner === undefined) changed[name] = Number(value);
    else (changed[name] as Record<string, number>)[inner] = Number(value);
  }
  return changed;
}

function report(line: string): void {
  process.stdout.write(`${((performance.now() - startedAt) / 1000).toFixed(1)} s  ${line}\n`);
}
