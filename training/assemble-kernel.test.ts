import { describe, expect, it } from 'vitest';
import { CONTRASTIVE_KERNEL_BASE64 } from '../src/search/embedding/contrastive-kernel-bytes.ts';
import { assembleKernel } from './assemble-kernel.ts';

const assembler: string = 'wabt';
const hasAssembler = await import(assembler).then(
  () => true,
  () => false,
);

describe('the committed kernel', () => {
  it.skipIf(!hasAssembler)(
    'is what contrastive-kernel.wat assembles to (skipped without the package wabt)',
    async () => {
      expect(await assembleKernel()).toBe(CONTRASTIVE_KERNEL_BASE64);
    },
  );
});
