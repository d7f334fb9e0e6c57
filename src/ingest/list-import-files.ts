import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file to import. */
export interface ImportFile {
  path: string;
  sizeBytes: number;
  /** Found in a folder rather than named: it may well hold no papers. */
  isFromFolder: boolean;
}

const MAX_FILES = 100_000;
const MAX_DEPTH = 20;

/**
 * The files that `paths` name, folders searched through in the order of names. Hidden files and links inside folders
 * are passed over.
 * @throws Error where a path does not exist or can't be read.
 */
export async function listImportFiles(paths: readonly string[]): Promise<ImportFile[]> {
  const files: ImportFile[] = [];
  for (const path of paths) {
    const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
      throw new Error(
        error.code === 'ENOENT'
          ? `there is no file or folder ${path}`
          : `${path} can't be read: ${error.message}`,
      );
    });
    if (stats.isDirectory()) await listFolder(path, 1, files);
    else files.push({ path, sizeBytes: stats.size, isFromFolder: false });
  }
  return files;
}

async function listFolder(folder: string, depth: number, files: ImportFile[]): Promise<void> {
  if (depth > MAX_DEPTH) throw new Error(`${folder} lies more than ${MAX_DEPTH} folders deep`);
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  for (const name of names) {
    const path = join(folder, name);
    const stats = await lstat(path);
    if (stats.isDirectory()) await listFolder(path, depth + 1, files);
    else if (stats.isFile()) files.push({ path, sizeBytes: stats.size, isFromFolder: true });
    if (files.length > MAX_FILES)
      throw new Error(`there are more than ${MAX_FILES} files; import the folders one by one`);
  }
}
