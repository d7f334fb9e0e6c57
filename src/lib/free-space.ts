import { statfs } from 'node:fs/promises';

/** How many bytes may still be written into the folder by whoever is not root. */
export async function freeSpaceBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
