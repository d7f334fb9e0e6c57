import { readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { monotonicMs } from '../lib/clock.ts';
import { formatCount } from '../lib/format-count.ts';
import { createProgress } from '../lib/progress.ts';
import { loadEmbeddingModel, saveEmbeddingModel } from '../search/embedding/embedding-model.ts';
import { identifyModel } from '../search/embedding/paper-encoder.ts';
import { readTrainingTexts } from '../search/embedding/read-training-texts.ts';
import { trainOnCorpus } from '../search/embedding/train-embedding-model.ts';
import { DEFAULT_TRAINING_OPTIONS } from '../search/embedding/training-options.ts';
import { readTrainingCorpus } from '../search/embedding/training-corpus.ts';
import { describeVectors } from '../search/vectors/describe-vectors.ts';
import { WrongUseError, type Command, type CommandContext } from './command.ts';
import { parseCount, parseOptions } from './parse-options.ts';

/** From a model that knows the language already, so many steps are enough; from nothing, those of the shipped one. */
const STEPS_ON_FROM_A_MODEL = 1_400;
const RATE_ON_FROM_A_MODEL = 1e-3;
const PROGRESS_STEPS = 5;

/** Shows the embedding model, or trains one on the stored papers. */
export const modelCommand: Command = {
  name: 'model',
  summary: 'show the model behind search by meaning, or train one on your papers',
  usage: `Usage: bin/offprint model show [--json]
       bin/offprint model train [--out FILE] [--steps N] [--from-scratch]

  show      says which model search by meaning uses, what it knows and how many papers are encoded with it
  train     trains a model on the titles and abstracts of the stored papers, on from the one in use, and writes it to a
            file; nothing changes until OFFPRINT_MODEL names that file. Then papers are encoded anew in the background,
            while the old vectors answer. A model knows the words of the papers it saw: it pays from some ten thousand
            papers on, in a field that the shipped one (mostly computing and physics) hardly knows. Judge it with
            OFFPRINT_MODEL=FILE bin/offprint eval. Takes about a gigabyte of memory for 250,000 papers.

  --out FILE        where to write it (default: model.bin in the data folder)
  --steps N         training steps of up to 1,024 papers, 0.2 to 0.5 s each (default ${formatCount(STEPS_ON_FROM_A_MODEL)}, or ${formatCount(DEFAULT_TRAINING_OPTIONS.stepCount)} from scratch)
  --from-scratch    begins with nothing
  --json            print what show says as JSON

Exit codes: 0 done, 1 it could not be, 2 wrong use.
`,
  async run(context, args) {
    const { values, positionals } = parseOptions(args, {
      out: { type: 'string' },
      steps: { type: 'string' },
      'from-scratch': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    });
    const [verb, ...more] = positionals;
    if (more.length === 0 && verb === 'show') return show(context, values.json);
    if (more.length > 0 || verb !== 'train')
      throw new WrongUseError('model needs to know what to do: show or train');
    const out = resolve(values.out ?? join(context.config.dataDir, 'model.bin'));
    const steps =
      values.steps === undefined
        ? undefined
        : parseCount('--steps', values.steps, { min: 1, max: 1_000_000 });
    return train(context, { out, steps, isFromScratch: values['from-scratch'] });
  },
};

async function show(context: CommandContext, isJson: boolean): Promise<0 | 1> {
  const { stdout, modelPath, config } = context;
  const { paperCount, encoded } = await describeVectors(await context.database({ durability: 'normal' }));
  const model = await context.embedding();
  const name = modelPath === undefined ? undefined : identifyModel(modelPath);
  const shown = {
    file: modelPath ?? null,
    name: name ?? null,
    ...(model && {
      dims: model.dims,
      words: model.words.length,
      phrases: model.phrases.count,
      buckets: model.bucketCount,
    }),
    server: config.embeddingsUrl ? { model: config.embeddingsModel } : null,
    papers: paperCount,
    encoded: Object.fromEntries(encoded),
  };
  if (isJson) {
    stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
    return 0;
  }
  stdout.write(
    model
      ? `${modelPath}\n${name}: ${formatCount(model.words.length)} words, ${formatCount(model.phrases.count)} phrases, ` +
          `${formatCount(model.bucketCount)} buckets of letters, ${model.dims} numbers each\n`
      : 'No model: search goes by words alone (OFFPRINT_MODEL=none).\n',
  );
  if (shown.server)
    stdout.write(`An embeddings server encodes as well: ${shown.server.model || 'its only model'}\n`);
  for (const [other, count] of encoded)
    stdout.write(
      `${formatCount(count)} of ${formatCount(paperCount)} papers are encoded by ${other}${other === name ? '' : ', another model'}\n`,
    );
  return 0;
}

interface Training {
  out: string;
  steps: number | undefined;
  isFromScratch: boolean;
}

async function train(context: CommandContext, { out, steps, isFromScratch }: Training): Promise<0 | 1> {
  const { stdout, stderr, signal, modelPath } = context;
  const database = await context.database({ durability: 'normal' });
  const corpus = await readTrainingCorpus(readTrainingTexts(database));
  stderr.write(
    `${formatCount(corpus.paperCount)} papers, ${formatCount(corpus.lexicon.length)} different words\n`,
  );
  const startFrom =
    isFromScratch || modelPath === undefined ? undefined : loadEmbeddingModel(await readFile(modelPath));
  const options = {
    ...DEFAULT_TRAINING_OPTIONS,
    ...(startFrom && {
      ...{ startFrom, dims: startFrom.dims, rate: RATE_ON_FROM_A_MODEL, stepCount: STEPS_ON_FROM_A_MODEL },
    }),
    ...(steps !== undefined && { stepCount: steps }),
    progressSteps: PROGRESS_STEPS,
  };
  const progress = createProgress({ output: stderr, unit: 'steps', monotonicMs });
  const losses: number[] = [];
  try {
    const model = await trainOnCorpus(corpus, {
      ...options,
      onProgress({ step, stepCount, loss }) {
        if (signal.aborted) throw new Error('ended early; nothing was written');
        losses.push(loss);
        progress.update({ done: step, total: stepCount, count: step });
      },
    });
    const bytes = saveEmbeddingModel(model);
    // In one move: a program that starts meanwhile finds no half of it.
    await writeFile(`${out}.part`, bytes);
    await rename(`${out}.part`, out);
    progress.end();
    stdout.write(
      `${out}: ${(bytes.length / 1e6).toFixed(1)} MB, ${formatCount(model.words.length)} words; ` +
        `loss ${losses[0]?.toFixed(2)} at first, ${losses.at(-1)?.toFixed(2)} at last.\n` +
        `To use it: OFFPRINT_MODEL=${out}\n`,
    );
    return 0;
  } finally {
    progress.end();
  }
}
