import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { configurationPage } from './config-command.ts';

test('docs/configuration.md is what the program prints', () => {
  const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
  expect(page, 'run bin/offprint config --markdown > docs/configuration.md').toBe(configurationPage());
});
