import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { freeSpaceBytes } from './free-space.ts';

test('the room of a folder is counted in bytes; a folder that is not there is an error', async () => {
  expect(await freeSpaceBytes(tmpdir())).toBeGreaterThan(1 << 20);
  await expect(freeSpaceBytes('/no/such/folder')).rejects.toThrow('ENOENT');
});
