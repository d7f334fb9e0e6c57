import type { PaperTables } from './tables/paper-tables.ts';
import type { SearchTables } from './tables/search-tables.ts';
import type { SignalTables } from './tables/signal-tables.ts';
import type { SubscriptionTables } from './tables/subscription-tables.ts';

/** Every table, as rows look in both databases. Written by hand beside the migrations; a contract test compares. */
export interface Schema
  extends PaperTables, SearchTables, SignalTables, SubscriptionTables, MigrationTables {}

interface MigrationTables {
  schema_migrations: { name: string; applied_at: string };
}
