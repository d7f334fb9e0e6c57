import { findPaperIds } from '../papers/find-paper-ids.ts';
import { formatIdentifier, parseIdentifier } from '../papers/identifiers.ts';
import type { SourceSignal } from '../sources/source.ts';
import type { Database } from '../storage/database.ts';
import { recordSignals } from '../trending/record-signals.ts';

/** Keeps the signals of papers that are here; answers how many were counts of known papers. */
export async function storeSignals(transaction: Database, signals: readonly SourceSignal[]): Promise<number> {
  if (signals.length === 0) return 0;
  const named = signals.flatMap((signal) => {
    const identifier = parseIdentifier(signal.publicId);
    return identifier ? [{ ...signal, publicId: formatIdentifier(identifier) }] : [];
  });
  const paperIds = await findPaperIds(
    transaction,
    named.map(({ publicId }) => publicId),
  );
  const known = named.flatMap(({ publicId, ...observation }) => {
    const paperId = paperIds.get(publicId);
    return paperId === undefined ? [] : [{ ...observation, paperId }];
  });
  return (await recordSignals(transaction, known)).recorded;
}
