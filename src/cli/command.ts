import type { Readable } from 'node:stream';
import type { Config } from '../config.ts';
import type { DigestContext } from '../digests/digest.ts';
import type { IngestContext } from '../ingest/run-source.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { DnsResolver } from '../mail/check/dns-lookups.ts';
import type { EmbeddingModel } from '../search/embedding/embedding-model.ts';
import type { Indexer, SegmentSizes } from '../search/indexer.ts';
import type { Search } from '../search/search.ts';
import type { Source } from '../sources/source.ts';
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
  stdin(): Readable;
  stdout: TextOutput;
  stderr: TextOutput;
  /** Ends the command early but in order: the first SIGINT or SIGTERM. */
  signal: AbortSignal;
  /** The database, migrated. `durability: 'normal'` for work that is simply run again; see `SqliteOptions`. */
  database(options?: { durability: 'full' | 'normal' }): Promise<Database>;
  /** Gives an empty, migrated database in memory to `use`; it is gone afterwards. */
  scratchDatabase<T>(use: (database: Database) => Promise<T>): Promise<T>;
  /** File of the embedding model; undefined: search goes by words alone. */
  modelPath: string | undefined;
  /** Migrates and answers the names of the steps that were missing. */
  migrateDatabase(): Promise<string[]>;
  search(): Promise<Search>;
  indexer(sizes?: SegmentSizes): Promise<Indexer>;
  /** The word-embedding model; undefined where the instance goes without. */
  embedding(): Promise<EmbeddingModel | undefined>;
  /** What the verbs of the digest work with. */
  digests(): Promise<DigestContext>;
  /** Asks DNS. */
  resolver: DnsResolver;
  /** What runs work with, and the sources that are on. */
  ingest(): Promise<{ ingest: IngestContext; sources: Source[] }>;
  /** Answers over standard input and output until the input ends or `signal`. */
  serveMcp(): Promise<void>;
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
