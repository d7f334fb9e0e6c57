import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { copySqlite } from '../storage/copy-sqlite.ts';
import { isPostgresAddress } from '../storage/open-database.ts';
import { WrongUseError, type Command, type CommandContext } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** Copies everything that can't be had again. */
export const backupCommand: Command = {
  name: 'backup',
  summary: 'copy the database and the keys into a folder',
  usage: `Usage: bin/offprint backup FOLDER

Copies the database as of one moment, and the other files of the data folder (the secret that signs links, the DKIM
key, a model of your own), into a new or empty FOLDER. The site may go on running. On PostgreSQL it copies the files
alone; pg_dump copies the database.

To restore, stop Offprint and put the files into its empty data folder, or start it with OFFPRINT_DATA_DIR=FOLDER.

Exit codes: 0 copied, 1 failed, 2 wrong use.
`,
  async run(context, args) {
    const { positionals } = parseOptions(args, {});
    const [folder, ...rest] = positionals;
    if (folder === undefined || rest.length > 0) throw new WrongUseError('backup takes exactly one FOLDER');
    const { stdout, stderr } = context;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if ((await readdir(folder)).length > 0) {
      stderr.write(`${folder} is not empty; name a new folder, so that no earlier backup is lost.\n`);
      return 1;
    }
    const copied = [...(await copyFiles(context, folder)), ...(await copyDatabase(context, folder))];
    stdout.write(`Copied ${copied.join(', ')} to ${resolve(folder)}.\n`);
    return 0;
  },
};

/** The files beside the database; the outbox and other folders stay. */
async function copyFiles({ config }: CommandContext, folder: string): Promise<string[]> {
  const entries = await readdir(config.dataDir, { withFileTypes: true });
  const database = basename(config.databaseAddress);
  const names = entries.flatMap((entry) =>
    entry.isFile() && !entry.name.startsWith(database) ? [entry.name] : [],
  );
  for (const name of names) await copyFile(join(config.dataDir, name), join(folder, name));
  return names;
}

async function copyDatabase({ config, database, stderr }: CommandContext, folder: string): Promise<string[]> {
  if (isPostgresAddress(config.databaseAddress)) {
    stderr.write("The database is PostgreSQL's: copy it with pg_dump.\n");
    return [];
  }
  await copySqlite(await database(), join(folder, 'offprint.db'));
  return ['offprint.db'];
}
