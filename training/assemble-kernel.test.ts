import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { assembleKernel, bytesFile, kernels } from './assemble-kernel.ts';

test.each(kernels)('the committed bytes are what $path assembles to', async (kernel) => {
  expect(readFileSync(bytesFile(kernel), 'utf8')).toBe(await assembleKernel(kernel));
});
