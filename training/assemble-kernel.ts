/**
 * Assembles the hand-written WebAssembly: each .wat into a module of its bytes (base64) beside it.
 *
 *     npx tsx training/assemble-kernel.ts
 *
 * Only needed after an edit of a .wat; the bytes are committed, and a test compares them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import loadWabt from 'wabt';

export interface Kernel {
  /** Without extension, from the project's folder. */
  path: string;
  /** Name of the constant that holds the bytes. */
  constant: string;
}

export const kernels: Kernel[] = [
  { path: 'src/search/embedding/contrastive-kernel', constant: 'CONTRASTIVE_KERNEL_BASE64' },
  { path: 'src/search/embedding/row-sum-kernel', constant: 'ROW_SUM_KERNEL_BASE64' },
  { path: 'src/search/scoring/score-kernel', constant: 'SCORE_KERNEL_BASE64' },
  { path: 'src/search/segments/posting-kernel', constant: 'POSTING_KERNEL_BASE64' },
  { path: 'src/search/vectors/cosine-kernel', constant: 'COSINE_KERNEL_BASE64' },
  { path: 'src/search/vectors/hamming-kernel', constant: 'HAMMING_KERNEL_BASE64' },
];

const FEATURES = { simd: true, threads: true };

const project = new URL('../', import.meta.url);

/** The source of `...-bytes.ts`. */
export async function assembleKernel({ path, constant }: Kernel): Promise<string> {
  const { parseWat } = await loadWabt();
  const source = readFileSync(new URL(`${path}.wat`, project), 'utf8');
  const module = parseWat(path, source, FEATURES);
  module.resolveNames();
  const { buffer } = module.toBinary({});
  module.destroy();
  if (!WebAssembly.validate(Buffer.from(buffer))) throw new Error(`${path}.wat makes no valid module`);
  const lines =
    Buffer.from(buffer)
      .toString('base64')
      .match(/.{1,90}/g) ?? [];
  return [
    `// Generated from ${path.split('/').at(-1)}.wat by training/assemble-kernel.ts. Do not edit.`,
    `export const ${constant} =`,
    ...lines.map((line, at) => `  '${line}'${at === lines.length - 1 ? ';' : ' +'}`),
    '',
  ].join('\n');
}

export const bytesFile = ({ path }: Kernel): URL => new URL(`${path}-bytes.ts`, project);

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const kernel of kernels) writeFileSync(bytesFile(kernel), await assembleKernel(kernel));
}
