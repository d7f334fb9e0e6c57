import type { Config } from '../config.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Search } from '../search/search.ts';
import type { Database } from '../storage/database.ts';
import type { SiteAddresses } from './site-addresses.ts';

/** What feeds and exports are made with. */
export interface FeedsDeps {
  database: Database;
  clock: Clock;
  search: Search;
  log: Log;
  /** Without a slash at its end. */
  baseUrl: string;
  /** Whether readers have collections. */
  accounts: Config['accounts'];
}

/** What every answer is made with. */
export interface FeedSite extends Omit<FeedsDeps, 'baseUrl' | 'accounts'> {
  addresses: SiteAddresses;
}
