/**
 * Assembles the hand-written training kernel: contrastive-kernel.wat -> contrastive-kernel-bytes.ts (base64).
 *
 *     npm install --no-save wabt@1.0.39 && npx tsx training/assemble-kernel.ts
 *
 * Only needed after an edit of the .wat, so the assembler is no dependency of the project; the bytes are committed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

interface Wabt {
  parseWat(
    name: string,
    source: string,
    features: { simd: boolean },
  ): {
    resolveNames(): void;
    validate(): void;
    toBinary(options: object): { buffer: Uint8Array };
    destroy(): void;
  };
}

const folder = new URL('../src/search/embedding/', import.meta.url);

export async function assembleKernel(): Promise<string> {
  const assembler = 'wabt';
  const { default: loadWabt } = (await import(assembler)) as { default: () => Promise<Wabt> };
  const { parseWat } = await loadWabt();
  const source = readFileSync(new URL('contrastive-kernel.wat', folder), 'utf8');
  const module = parseWat('contrastive-kernel.wat', source, { simd: true });
  module.resolveNames();
  module.validate();
  const { buffer } = module.toBinary({});
  module.destroy();
  return Buffer.from(buffer).toString('base64');
}

function renderKernelSource(base64: string): string {
  const lines = base64.match(/.{1,90}/g) ?? [];
  return [
    '// Generated from contrastive-kernel.wat by training/assemble-kernel.ts. Do not edit.',
    'export const CONTRASTIVE_KERNEL_BASE64 =',
    ...lines.map((line, at) => `  '${line}'${at === lines.length - 1 ? ';' : ' +'}`),
    '',
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(new URL('contrastive-kernel-bytes.ts', folder), renderKernelSource(await assembleKernel()));
}
