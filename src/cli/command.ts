import type { Config } from '../config.ts';
import type { DigestContext } from '../digests/digest.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Indexer } from '../search/indexer.ts';
import type { Search } from '../search/search.ts';
import type { Database } from '../storage/database.ts';

/** One subcommand of `bin/offprint`. */
export interface Command {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** The whole text of `--help`. */
  usage: string;
  /**
   * Does the work and answers the exit code: 0 done, 1 failed. Wrong use is thrown as WrongUseError (exit code 2).
   * `args` are the words after the command's name.
   */
  run(context: CommandContext, args: string[]): Promise<0 | 1>;
}

/** What a command may use. The functions open something at first use; the program closes it when the command ends. */
export interface CommandContext {
  config: Config;
  clock: Clock;
  log: Log;
  stdout: TextOutput;
  stderr: TextOutput;
  /** Ends the command early but in order: the first SIGINT or SIGTERM. */
  signal: AbortSignal;
  /** The database, migrated. `durability: 'normal'` for work that is simply run again; see `SqliteOptions`. */
  database(options?: { durability: 'full' | 'normal' }): Promise<Database>;
  /** Migrates and answers the names of the steps that were missing. */
  migrateDatabase(): Promise<string[]>;
  search(): Promise<Search>;
  /** `minPapers`: fewer pending papers wait for more; see `IndexerOptions`. */
  indexer(options?: { minPapers: number }): Promise<Indexer>;
  /** What the verbs of the digest work with. */
  digests(): Promise<DigestContext>;
  /** Serves until `signal`; resolves when everything has ended. `onListening` gets the address to open in a browser. */
  serve(options: { onListening(address: string): void; onStep(sentence: string): void }): Promise<void>;
}

/** A stream of text that may be a terminal. */
export interface TextOutput {
  write(text: string): void;
  isTTY?: boolean;
  columns?: number;
}

/** The command was called wrongly: `message` says how; the program shows it with a hint to `--help` and exits with 2. */
export class WrongUseError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WrongUseError';
  }
}
