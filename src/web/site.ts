import type { Config } from '../config.ts';
import type { SubscriptionContext } from '../digests/subscription.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Search } from '../search/search.ts';
import type { Database } from '../storage/database.ts';
import type { PdfOpenCounter } from '../trending/pdf-opens.ts';
import type { Assets } from './assets.ts';
import type { CardDrawer } from './card-drawer.ts';

/** What the website is made with. */
export interface WebDeps {
  database: Database;
  search: Search;
  clock: Clock;
  log: Log;
  config: Pick<Config, 'baseUrl' | 'mode' | 'accounts'>;
  /** For the verbs of subscribing. */
  subscriptions: SubscriptionContext;
  /** The folder where mails lie that no mail server took; shown at /dev/mail in development mode. */
  outboxDirectory: string;
}

/** What every page is made with. */
export interface Site extends WebDeps {
  assets: Assets;
  pdfOpens: PdfOpenCounter;
  cards: CardDrawer;
}
