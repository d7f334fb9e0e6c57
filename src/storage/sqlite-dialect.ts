import { resolve } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
} from 'kysely';
import { letOthersIn } from '../lib/let-others-in.ts';

export interface SqliteOptions {
  /** Path of the database file, or `:memory:`. */
  path: string;
  /**
   * `full`: a commit survives a power loss (subscribers, issues). `normal`: the last commits may roll back on a
   * power loss, never a corrupt file; for work that is simply run again (imports, the search index).
   */
  durability: 'full' | 'normal';
}

/**
 * Kysely over SQLite in this process: WAL, one connection, statements kept prepared. The driver's interface is that
 * of `node:sqlite`, so Node's own module can take its place when Node 20 support ends.
 */
export class SqliteDialect implements Dialect {
  readonly #options: SqliteOptions;

  constructor(options: SqliteOptions) {
    this.#options = options;
  }

  createAdapter(): SqliteAdapter {
    return new SqliteAdapter();
  }
  createDriver(): Driver {
    return new SqliteDriver(this.#options);
  }
  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(db);
  }
  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler();
  }
}

class SqliteDriver implements Driver {
  readonly #options: SqliteOptions;
  readonly #mutex = new Mutex();
  #connection: SqliteConnection | undefined;

  constructor(options: SqliteOptions) {
    this.#options = options;
  }

  async init(): Promise<void> {
    const { path } = this.#options;
    this.#connection = new SqliteConnection(
      this.#options,
      path === ':memory:' ? new Mutex() : writersOf(path),
    );
  }

  async acquireConnection(): Promise<SqliteConnection> {
    // SQLite answers at once: whoever asks in a loop would keep the thread to himself.
    await letOthersIn();
    await this.#mutex.lock();
    if (!this.#connection) throw new Error('storage: the SQLite connection is closed');
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#mutex.unlock();
  }

  // IMMEDIATE takes the write lock at once: a transaction that reads first and writes later could otherwise fail with
  // SQLITE_BUSY in its middle, which no timeout can wait for.
  async beginTransaction(connection: SqliteConnection): Promise<void> {
    await connection.begin();
  }
  async commitTransaction(connection: SqliteConnection): Promise<void> {
    connection.end('commit');
  }
  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    connection.end('rollback');
  }

  async destroy(): Promise<void> {
    this.#connection?.close();
    this.#connection = undefined;
  }
}

/**
 * Pages of the log, at most 32 MiB, after which they go into the database file. An import writes the same pages of its
 * indexes again and again; done after each batch, as is SQLite's own way, that would be most of what goes to disk.
 */
const CHECKPOINT_PAGES = 8_000;

/** Of pages, for each connection. */
const CACHE_KIB = 16 * 1024;

/** As many statements are kept prepared; the program has a few hundred distinct ones. */
const MAX_PREPARED_STATEMENTS = 500;

class SqliteConnection implements DatabaseConnection {
  readonly #db: DatabaseSyncInstance;
  readonly #writers: Mutex;
  #isInTransaction = false;
  readonly #prepared = new Map<string, { statement: StatementSyncInstance; isReader: boolean }>();

  constructor({ path, durability }: SqliteOptions, writers: Mutex) {
    this.#writers = writers;
    this.#db = new DatabaseSync(path, { timeout: 30_000 });
    this.#db.exec(`
      pragma journal_mode = wal;
      pragma synchronous = ${durability === 'full' ? 'full' : 'normal'};
      pragma foreign_keys = on;
      pragma cache_size = -${CACHE_KIB};
      pragma temp_store = memory;
      pragma wal_autocheckpoint = ${durability === 'full' ? 1_000 : CHECKPOINT_PAGES};
    `);
  }

  async begin(): Promise<void> {
    await this.#writers.lock();
    try {
      this.#db.exec('begin immediate');
      this.#isInTransaction = true;
    } catch (error) {
      this.#writers.unlock();
      throw error;
    }
  }

  /** A failed commit leaves the transaction open, for the rollback that follows it. */
  end(how: 'commit' | 'rollback'): void {
    let isOver = how === 'rollback';
    try {
      this.#db.exec(how);
      isOver = true;
    } finally {
      if (isOver) {
        this.#isInTransaction = false;
        this.#writers.unlock();
      }
    }
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#isInTransaction || READS_ONLY.test(query.sql)) return this.#execute(query);
    await this.#writers.lock();
    try {
      return this.#execute(query);
    } finally {
      this.#writers.unlock();
    }
  }

  #execute<Row>(query: CompiledQuery): QueryResult<Row> {
    const { statement, isReader } = this.#prepare(query.sql);
    const parameters = query.parameters as SqliteValue[];
    if (isReader) return { rows: statement.all(...parameters) as Row[] };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    // Not from the cache: a kept statement could be started again by another query while this one is being read.
    const statement = this.#db.prepare(query.sql);
    for (const row of statement.iterate(...(query.parameters as SqliteValue[]))) yield { rows: [row as Row] };
  }

  close(): void {
    this.#prepared.clear();
    this.#db.close();
  }

  #prepare(sql: string): { statement: StatementSyncInstance; isReader: boolean } {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const statement = this.#db.prepare(sql);
    const prepared = { statement, isReader: statement.columns().length > 0 };
    if (this.#prepared.size >= MAX_PREPARED_STATEMENTS) this.#prepared.clear();
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}

const READS_ONLY = /^\s*(?:select|explain)\b/i;

type SqliteValue = null | number | bigint | string | Uint8Array;

/**
 * Whoever writes to a file from this thread, over whatever connection, takes turns here. Left to SQLite, a connection
 * would wait for the other by blocking the thread, in which the other could never end its transaction.
 */
function writersOf(path: string): Mutex {
  const file = resolve(path);
  const writers = writersByFile.get(file) ?? new Mutex();
  writersByFile.set(file, writers);
  return writers;
}

const writersByFile = new Map<string, Mutex>();

/** First come, first served: Kysely may ask for the one connection from several places at once. */
class Mutex {
  readonly #waiting: (() => void)[] = [];
  #isLocked = false;

  async lock(): Promise<void> {
    if (!this.#isLocked) {
      this.#isLocked = true;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  unlock(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#isLocked = false;
  }
}
