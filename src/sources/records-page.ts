import { listIdentifiers } from '../papers/identifiers.ts';
import type { PaperRecord } from '../papers/paper.ts';
import type { Clock } from '../lib/clock.ts';
import { adaptRecord, type RecordProblem } from './file-format.ts';
import type { SourceSignal } from './source.ts';

/** What one answer of a source held. */
export interface RecordsPage {
  records: PaperRecord[];
  problems: RecordProblem[];
  signals: CountedSignal[];
}

/** What a source counts for a paper, at the moment of its answer. */
export interface CountedSignal {
  publicId: string;
  /** `upvotes`, `citations`, `stars:github.com/owner/name`; see `trending/record-signals.ts`. */
  signal: string;
  count: number;
}

export interface ItemAdapter<Item> {
  /** How the source names the item, for problems. */
  nameOf: (item: Item) => string | undefined;
  /** @throws BrokenRecordError */
  adapt: (item: Item) => PaperRecord;
  /** What the source counts; what is no number is left out. */
  countsOf?: (item: Item) => { [signal: string]: unknown };
}

/** Adapts each item; one that can't be used is a problem, and the others are none the worse for it. */
export function adaptEach<Item>(
  items: readonly Item[],
  { nameOf, adapt, countsOf }: ItemAdapter<Item>,
): RecordsPage {
  const page: RecordsPage = { records: [], problems: [], signals: [] };
  for (const item of items) {
    const entry = nameOf(item)?.slice(0, 80);
    const adapted = adaptRecord(entry ? { entry } : {}, () => adapt(item));
    if ('problem' in adapted) {
      page.problems.push(adapted.problem);
      continue;
    }
    page.records.push(adapted.record);
    const [publicId] = listIdentifiers(adapted.record);
    for (const [signal, count] of Object.entries(countsOf?.(item) ?? {})) {
      if (publicId && typeof count === 'number') page.signals.push({ publicId, signal, count });
    }
  }
  return page;
}

/** The counts with the present as the instant at which they were read. */
export function observedNow(signals: readonly CountedSignal[], clock: Clock): SourceSignal[] {
  const observedAt = clock.now().toISOString();
  return signals.map((signal) => ({ ...signal, observedAt }));
}
