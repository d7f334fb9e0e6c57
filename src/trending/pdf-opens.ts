import { randomBytes } from 'node:crypto';
import { createTokenSigner } from '../lib/signed-token.ts';
import type { Clock } from '../lib/clock.ts';
import type { Database } from '../storage/database.ts';
import { noteLocalSignals } from './local-signals.ts';

/** Counts how often PDFs are opened, and keeps nothing of who opened them. */
export interface PdfOpenCounter {
  /** Counts an open from a network, at most once a day for each network and paper. Answers whether it counted. */
  count(paperId: number, network: string): Promise<boolean>;
}

/** More from one network on one day is no person reading. */
const MAX_PER_NETWORK = 40;
/** Of all networks together: so much is remembered of a day, some 20 MB. */
const MAX_REMEMBERED = 200_000;

/**
 * What tells networks apart is in memory alone, a digest with a secret that is made anew every day: nobody, the
 * operator included, can say afterwards who opened what.
 */
export function createPdfOpenCounter({
  database,
  clock,
}: {
  database: Database;
  clock: Clock;
}): PdfOpenCounter {
  let day = '';
  let signer = createTokenSigner(randomBytes(32).toString('hex'));
  const seen = new Set<string>();
  const countsByNetwork = new Map<string, number>();

  function isNew(paperId: number, network: string): boolean {
    const today = clock.now().toISOString().slice(0, 10);
    if (today !== day) {
      day = today;
      signer = createTokenSigner(randomBytes(32).toString('hex'));
      seen.clear();
      countsByNetwork.clear();
    }
    const reader = signer.fingerprint('network', network);
    const open = `${reader} ${paperId}`;
    const count = countsByNetwork.get(reader) ?? 0;
    if (seen.has(open) || count >= MAX_PER_NETWORK || seen.size >= MAX_REMEMBERED) return false;
    seen.add(open);
    countsByNetwork.set(reader, count + 1);
    return true;
  }

  return {
    async count(paperId, network) {
      if (!isNew(paperId, network)) return false;
      await database.transaction().execute(async (transaction) => {
        const record = await transaction
          .selectFrom('records')
          .select('id')
          .where('paper_id', '=', paperId)
          .orderBy('id')
          .limit(1)
          .executeTakeFirst();
        if (!record) return;
        await transaction
          .insertInto('pdf_opens')
          .values({ record_id: record.id, count: 1 })
          .onConflict((conflict) =>
            conflict
              .column('record_id')
              .doUpdateSet((opens) => ({ count: opens('pdf_opens.count', '+', 1) })),
          )
          .execute();
        await noteLocalSignals(transaction, [record.id]);
      });
      return true;
    },
  };
}
