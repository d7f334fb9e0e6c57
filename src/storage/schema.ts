import type { AccountTables } from './tables/account-tables.ts';
import type { HttpTables } from './tables/http-tables.ts';
import type { IngestTables } from './tables/ingest-tables.ts';
import type { LinkReportTables } from './tables/link-report-tables.ts';
import type { PaperTables } from './tables/paper-tables.ts';
import type { SearchTables } from './tables/search-tables.ts';
import type { SignalTables } from './tables/signal-tables.ts';
import type { SubscriptionTables } from './tables/subscription-tables.ts';
import type { TrendingTables } from './tables/trending-tables.ts';

/** Every table, as rows look in both databases. Written by hand beside the migrations; a contract test compares. */
export interface Schema
  extends
    AccountTables,
    HttpTables,
    IngestTables,
    LinkReportTables,
    PaperTables,
    SearchTables,
    SignalTables,
    SubscriptionTables,
    TrendingTables,
    MigrationTables {}

interface MigrationTables {
  schema_migrations: { name: string; applied_at: string };
}
